"""Grading: learners' notebooks are run, and their answers judged, for a teacher."""
