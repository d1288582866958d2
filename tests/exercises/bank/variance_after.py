"""Answers to variance-after."""

from bank.common import np

RIGHT = [
    lambda mean, var, p: var + p / (1 - p) * (var + mean**2),
    lambda mean, var, p: (var + p * mean**2) / (1 - p),
    lambda mean, var, p: (1 - p) * ((var + mean**2) / (1 - p) ** 2) - mean**2,
    lambda mean, var, p: np.array(var / (1 - p) + p / (1 - p) * mean**2),
]

WRONG = {
    "var": lambda mean, var, p: var,
    "no mean": lambda mean, var, p: var / (1 - p),
    "squared scale": lambda mean, var, p: var / (1 - p) ** 2,
    "kept": lambda mean, var, p: (1 - p) * var + p * (1 - p) * mean**2,
    "forum": lambda mean, var, p: p * (1 - p) * mean**2 + p * var,
    "second moment": lambda mean, var, p: (var + mean**2) / (1 - p),
    "mean noise": lambda mean, var, p: var + p / (1 - p) * mean**2,
    "mask only": lambda mean, var, p: p / (1 - p) * (var + mean**2),
    "odds": lambda mean, var, p: var + (1 - p) / max(p, 0.01) * (var + mean**2),
    "keep p": lambda mean, var, p: (var + mean**2) / max(p, 0.01) - mean**2,
    "shrinks": lambda mean, var, p: (1 - p) * var,
    "deviation": lambda mean, var, p: ((var + mean**2) / (1 - p) - mean**2) ** 0.5,
    "bernoulli": lambda mean, var, p: p * (1 - p) * mean**2,
    "squared shrink": lambda mean, var, p: (1 - p) ** 2 * var,
    "none": lambda mean, var, p: None,
}
