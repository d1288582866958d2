"""The activation functions that can be explored: formula, alpha, and what each is used for."""

from collections import namedtuple

from d2lmlp.activations import (
    elu,
    gelu,
    leaky_relu,
    prelu,
    relu,
    sigmoid,
    silu,
    softmax,
    tanh,
)

Activation = namedtuple("Activation", "function formula alpha use")

# alpha: where it stands at the start, for the functions that have one.
ACTIVATIONS = {
    "relu": Activation(relu, "max(x, 0)", None, "hidden layers: the first to try"),
    "leaky_relu": Activation(
        leaky_relu, "x if x > 0 else αx", 0.01, "hidden layers, to keep a slope on the left"
    ),
    "prelu": Activation(
        prelu, "x if x > 0 else αx, α learned", 0.25, "hidden layers; α is learned"
    ),
    "elu": Activation(
        elu, "x if x > 0 else α(exp(x) − 1)", 1.0, "hidden layers, outputs nearer to mean 0"
    ),
    "gelu": Activation(gelu, "x Φ(x)", None, "Transformer blocks (BERT, GPT-2, ViT)"),
    "silu": Activation(silu, "x σ(x)", None, "SwiGLU blocks (LLaMA), CNNs (EfficientNet)"),
    "sigmoid": Activation(
        sigmoid, "1 / (1 + exp(−x))", None, "gates; binary and multi-label outputs"
    ),
    "tanh": Activation(
        tanh, "2σ(2x) − 1", None, "recurrent layers, small nets, outputs in (−1, 1)"
    ),
    "softmax": Activation(
        softmax, "exp(xᵢ) / Σ exp(xⱼ)", None, "one class of several; attention weights"
    ),
}
