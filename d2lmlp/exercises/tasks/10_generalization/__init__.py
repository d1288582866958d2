"""Tasks of the notebook 10_generalization."""

SECTIONS = (
    "Polynomials",
    "Early stopping",
    "Double descent",
)
