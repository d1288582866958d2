"""Tasks of the notebook 10_generalization."""

SECTIONS = (
    "Polynomials",
    "Validation",
    "More data",
    "Early stopping",
    "Double descent",
)
