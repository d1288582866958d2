"""Tasks of the notebook 07_gradient_flow."""

SECTIONS = (
    "Vanishing gradients",
    "Activations side by side",
    "Dead units",
)
