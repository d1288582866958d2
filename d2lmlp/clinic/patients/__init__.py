"""The patients: a file for each."""
