"""What the steps through a recorded graph say: expressions, numbers and local rules."""

import numpy as onp

# MXNet's operation -> how its result is written, and what it sends back. {0}, {1}: its inputs.
RULES = {
    "_np_dot": ("{0} · {1}", "a product sends each factor the gradient times the other one"),
    "_npi_matmul": ("{0} · {1}", "a product sends each factor the gradient times the other one"),
    "FullyConnected": ("dense({0}, {1})", "a dense layer multiplies by W on the way to its inputs"),
    "_npi_add": ("{0} + {1}", "a sum sends its gradient to both, unchanged"),
    "_npi_subtract": (
        "{0} − {1}",
        "a difference sends its gradient to both, flipped to the second",
    ),
    "_npi_multiply": ("{0} × {1}", "a product sends each factor the gradient times the other one"),
    "_npi_true_divide": ("{0} / {1}", "a quotient a / b has the slopes 1 / b and −a / b²"),
    "_npi_power": ("{0} ^ {1}", "the slope of x ^ p with respect to x is p x ^ (p − 1)"),
    "broadcast_maximum": ("max({0}, {1})", "a maximum sends its gradient to the larger one"),
    "_npi_add_scalar": ("{0} + {c}", "a constant that is added does not change the gradient"),
    "_npi_subtract_scalar": ("{0} − {c}", "a constant that is taken off does not change it"),
    "_npi_rsubtract_scalar": ("{c} − {0}", "a minus sign flips the gradient"),
    "_npi_multiply_scalar": ("{c} × {0}", "a constant factor multiplies the gradient"),
    "_npi_true_divide_scalar": ("{0} / {c}", "the gradient is divided by the same constant"),
    "_npi_rtrue_divide_scalar": ("{c} / {0}", "the slope of c / x is −c / x²"),
    "_npi_power_scalar": ("{0} ^ {c}", "the slope of x ^ c is c x ^ (c − 1)"),
    "_npi_square": ("{0} ^ 2", "the slope of a square is 2 x"),
    "_npi_sqrt": ("√{0}", "the slope of the root y is 1 / (2 y)"),
    "_npi_exp": ("exp {0}", "the exponential is its own slope"),
    "_npi_log": ("log {0}", "the slope of the logarithm is 1 / x"),
    "_npi_sin": ("sin {0}", "the slope of the sine is the cosine"),
    "_npi_cos": ("cos {0}", "the slope of the cosine is minus the sine"),
    "_npi_absolute": ("|{0}|", "the slope is the sign of the input"),
    "_npi_negative": ("−{0}", "a minus sign flips the gradient"),
    "_npi_tanh": ("tanh {0}", "the slope of tanh is 1 − y²"),
    "_npx_sigmoid": ("sigmoid {0}", "the slope of the sigmoid is y (1 − y)"),
    "_npx_relu": ("relu {0}", "the slope is 1 where the input is positive, else 0"),
    "_np_sum": ("sum {0}", "a sum sends its gradient to every entry"),
    "_npi_mean": ("mean {0}", "a mean sends every entry the same part of its gradient"),
    "_np_transpose": ("{0} transposed", "the gradient is transposed back"),
    "softmax": ("softmax {0}", "every output depends on every input: p (g − Σ p g)"),
    "log_softmax": ("log softmax {0}", "it sends g − softmax × Σ g"),
    "pick": ("{0} at {1}", "only the entry that was picked gets a gradient"),
}
SHORT = 20  # signs that fit into a node


def names(nodes):
    """Name every node: leaves by their own names, results v1, v2 and so on."""
    found, k = [], 0
    for node in nodes:
        k += node.op != "null"
        found.append(node.name or f"v{k}")
    return found


def expression(node, inputs):
    """Write how a node comes from its inputs' names, such as "v2 + b"."""
    form = RULES.get(node.op, (f"{node.op.lstrip('_')}({', '.join(inputs)})",))[0]
    return form.format(*inputs, c=_number(float(node.attrs.get("scalar", 0))))


def rule(node):
    """Say what an operation sends back."""
    return RULES.get(node.op, ("", f"MXNet's own rule for {node.op.lstrip('_')}"))[1]


def numbers(array, most=48):
    """Write an array in one line; where it is too long, its shape and its largest entry."""
    if array.ndim == 0 or array.size == 1:
        return _number(float(array.reshape(())))
    text = _nested(array)
    if len(text) <= most:
        return text
    return f"{'×'.join(map(str, array.shape))}, up to {_number(float(abs(array).max()))}"


def _nested(array):
    if array.ndim == 0:
        return _number(float(array))
    if array.ndim == 1:
        return f"[{', '.join(map(_nested, array))}]"
    return f"[{'; '.join(_nested(row)[1:-1] for row in array.reshape(-1, array.shape[-1]))}]"


def _number(x):
    """Write four digits that matter, so that a last float32 digit does not show."""
    if not onp.isfinite(x):
        return str(x)
    text = f"{x:.1e}" if x and not 0.001 <= abs(x) < 1e5 else f"{float(f'{x:.4g}'):g}"
    return (text if float(text) else "0").replace("-", "−")
