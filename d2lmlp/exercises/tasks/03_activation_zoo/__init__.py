"""Tasks of the notebook 03_activation_zoo."""

SECTIONS = (
    "Keep a slope on the left: leaky ReLU, PReLU, ELU",
    "Smooth gates: GELU and SiLU",
)
