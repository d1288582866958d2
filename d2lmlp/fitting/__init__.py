"""What the ground floor stands on: checks of arguments, the progress line, the stop button."""
