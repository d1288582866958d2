"""Tasks of the notebook 11_weight_decay."""

SECTIONS = (
    "Penalty and decay",
    "A demonstration taken apart",
    "L1: zeros that are zero",
    "Grokking",
)
