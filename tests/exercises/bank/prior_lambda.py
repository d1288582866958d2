"""Answers to prior-lambda."""

from bank.common import Fraction, math, np

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
