"""Answers to prior-lambda."""

from bank.common import Fraction, functools, math, np, onp, operator

RIGHT = [
    lambda sigma, n, tau: (sigma / tau) ** 2 / n,
    lambda sigma, n, tau: math.exp(2 * math.log(sigma) - 2 * math.log(tau) - math.log(n)),
    lambda sigma, n, tau: float(Fraction(sigma) ** 2 / (n * Fraction(tau) ** 2)),
    lambda sigma, n, tau: np.array(sigma**2) / n / tau / tau,
]

WRONG = {
    "no n": lambda sigma, n, tau: sigma**2 / tau**2,
    "times n": lambda sigma, n, tau: n * sigma**2 / tau**2,
    "belief only": lambda sigma, n, tau: 1 / tau**2,
    "belief and n": lambda sigma, n, tau: 1 / (n * tau**2),
    "no squares": lambda sigma, n, tau: sigma / (n * tau),
    "tau": lambda sigma, n, tau: tau,
    "tau not squared": lambda sigma, n, tau: sigma**2 / (n * tau),
    "upside down": lambda sigma, n, tau: n * tau**2 / sigma**2,
    "inverted ratio": lambda sigma, n, tau: tau**2 / (n * sigma**2),
    "half": lambda sigma, n, tau: sigma**2 / (2 * n * tau**2),
    "twice": lambda sigma, n, tau: 2 * sigma**2 / (n * tau**2),
    "root n": lambda sigma, n, tau: sigma**2 / (n**0.5 * tau**2),
    "n squared": lambda sigma, n, tau: (sigma / (n * tau)) ** 2,
    "sigma not squared": lambda sigma, n, tau: sigma / (n * tau**2),
    "none": lambda sigma, n, tau: None,
}


def ratio_of_precisions(sigma, n, tau):
    precision = {"data": 1 / sigma**2, "belief": 1 / tau**2}
    return precision["belief"] / precision["data"] / n


class Gaussian:
    def __init__(self, deviation):
        self.variance = deviation * deviation

    def __truediv__(self, other):
        return self.variance / other.variance


def by_loops(sigma, n, tau):
    share = sigma * sigma
    for _ in range(2):
        share /= tau
    return share / n


def balance(sigma, n, tau):
    """One weight, one datum x = 1: the slopes of both terms at w are equal."""
    w = 1.0
    slope_of_the_prior, slope_of_the_loss = w / tau**2, w / sigma**2
    return slope_of_the_prior / slope_of_the_loss / n


RIGHT += [
    ratio_of_precisions, by_loops, balance,
    lambda sigma, n, tau: Gaussian(sigma) / Gaussian(tau) / n,
    lambda sigma, n, tau: [sigma**2 / (n * tau**2)],
    lambda sigma, n, tau: onp.square(sigma / tau) / n,
    lambda sigma, n, tau: functools.reduce(operator.truediv, [sigma**2, n, tau, tau]),
    lambda sigma, n, tau: math.pow(sigma / (math.sqrt(n) * tau), 2),
]  # fmt: skip


def given(condition):
    """Right in some calls, and nothing in the others."""

    def answer(sigma, n, tau):
        if condition(sigma, n, tau):
            return sigma**2 / (n * tau**2)

    return answer


WRONG |= {
    "precedence": lambda sigma, n, tau: sigma**2 / n * tau**2,
    "precedence, squares": lambda sigma, n, tau: sigma / tau**2 / n,
    "tau squared": lambda sigma, n, tau: tau**2,
    "sigma only": lambda sigma, n, tau: sigma**2,
    "sigma and n": lambda sigma, n, tau: sigma**2 / n,
    "ratio": lambda sigma, n, tau: sigma / tau,
    "half of the ratio": lambda sigma, n, tau: sigma**2 / (2 * tau**2),
    "sum": lambda sigma, n, tau: sigma**2 / n + 1 / tau**2,
    "sum below": lambda sigma, n, tau: sigma**2 / (n * tau**2 + sigma**2),
    "n minus one": lambda sigma, n, tau: sigma**2 / ((n - 1) * tau**2 + 1e-9),
    "n plus one": lambda sigma, n, tau: sigma**2 / ((n + 1) * tau**2),
    "two n": lambda sigma, n, tau: sigma**2 / (2 * n) / (2 * tau**2),
    "logarithm": lambda sigma, n, tau: 2 * math.log(sigma / tau) - math.log(n),
    "minus": lambda sigma, n, tau: -(sigma**2) / (n * tau**2),
    "root": lambda sigma, n, tau: (sigma**2 / (n * tau**2)) ** 0.5,
    "whole division": lambda sigma, n, tau: sigma**2 // (n * tau**2),
    "rounded": lambda sigma, n, tau: round(sigma**2 / (n * tau**2), 2),
    "constant": lambda sigma, n, tau: 0.04,
    "one": lambda sigma, n, tau: 1.0,
    "zero": lambda sigma, n, tau: 0,
    "arguments in another order": lambda n, sigma, tau: sigma**2 / (n * tau**2),
    "two arguments": lambda sigma, tau: sigma**2 / tau**2,
    "both": lambda sigma, n, tau: (sigma**2 / n, 1 / tau**2),
    "text": lambda sigma, n, tau: "sigma**2 / (n * tau**2)",
    "printed": lambda sigma, n, tau: print(sigma**2 / (n * tau**2)),
    "some calls": given(lambda sigma, n, tau: n > 1),
    "small sigma only": given(lambda sigma, n, tau: sigma <= 1),
    "caret": lambda sigma, n, tau: sigma ^ 2 / (n * tau ^ 2),
    "unknown name": lambda sigma, n, tau: sigma**2 / (N * tau**2),  # noqa: F821
    "Greek": lambda sigma, n, tau: σ**2 / (n * τ**2),  # noqa: F821
    "cubed": lambda sigma, n, tau: sigma**3 / (n * tau**3),
    "variances taken for given": lambda sigma, n, tau: sigma / (n * tau) * 1.0,
    "dots": lambda sigma, n, tau: [...],
    "drawn": lambda sigma, n, tau: onp.random.default_rng(0).normal(0, tau, n),
    "one over": lambda sigma, n, tau: 1 / (sigma**2 * n * tau**2),
}
