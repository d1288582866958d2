"""Tasks of the notebook 05_universal_approximation."""

SECTIONS = (
    "Hinges: a network by formula",
    "Depth: folding a line",
    "Depth against width, at equal parameters",
)
