"""The tasks: a folder for each notebook, and in it a file for each task."""
