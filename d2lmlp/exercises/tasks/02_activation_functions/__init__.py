"""Tasks of the notebook 02_activation_functions."""

SECTIONS = (
    "ReLU",
    "Sigmoid",
    "Tanh",
    "Which one, and at what price",
)
