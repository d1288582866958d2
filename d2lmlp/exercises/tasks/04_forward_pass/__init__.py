"""Tasks of the notebook 04_forward_pass."""

SECTIONS = (
    "The three-layer perceptron, parameter by parameter",
    "Logits and probabilities",
    "Train and predict mode",
)
