"""Tasks of the notebook 06_training."""

SECTIONS = (
    "From scratch",
    "The backward pass, by hand",
)
