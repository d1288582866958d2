"""Tasks of the notebook 07_backpropagation."""

SECTIONS = (
    "Forward, and backward",
    "Columns and rows",
    "A graph with numbers on it",
    "The backward pass, by hand",
    "A tiny engine",
    "What is stored, and when",
    "What it costs",
    "Second derivatives",
    "When the graph is too large",
)
