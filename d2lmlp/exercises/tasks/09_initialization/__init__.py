"""Tasks of the notebook 09_initialization."""

SECTIONS = (
    "Eigenvalues or singular values",
    "Symmetry",
    "Xavier and He, in five lines each",
    "Which initialiser is which",
    "Repair after the fact",
    "Where float32 ends",
)
