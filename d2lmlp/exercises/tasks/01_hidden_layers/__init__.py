"""Tasks of the notebook 01_hidden_layers."""

SECTIONS = (
    "Incorporating hidden layers",
    "From linear to nonlinear",
    "What if we leave the activation out?",
)
