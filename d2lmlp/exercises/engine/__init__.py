"""How any answer is run, judged, told and kept; it knows no task."""
