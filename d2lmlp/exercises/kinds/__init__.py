"""The kinds of check that tasks are made of."""
