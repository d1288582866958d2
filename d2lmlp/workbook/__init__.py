"""The learner's desk: their own copy of the notebooks, and how it follows the course."""
