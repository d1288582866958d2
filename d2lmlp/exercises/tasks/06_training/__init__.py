"""Tasks of the notebook 06_training."""

SECTIONS = (
    "From scratch",
    "What the settings do",
)
