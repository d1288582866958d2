"""Tasks of the notebook 14_distribution_shift."""

SECTIONS = (
    "A winter's model in summer",
    "Weights",
    "In production",
)
