"""Tasks of the notebook 08_gradient_flow."""

SECTIONS = (
    "Vanishing gradients",
    "Activations side by side",
    "Dead units",
)
