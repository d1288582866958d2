"""Tasks of the notebook 08_gradient_flow."""

SECTIONS = (
    "Vanishing gradients",
    "Initialisation: what is preserved",
    "Dead units",
)
