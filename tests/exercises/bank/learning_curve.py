"""Answers to learning-curve."""

import statistics

from bank.common import functools, math, np, onp


def plain(a):
    return onp.array(a.tolist() if hasattr(a, "tolist") else a, dtype=float)


def fitted(sizes, errors, n, log=onp.log, back=onp.exp):
    slope, level = onp.polyfit(log(plain(sizes)), log(plain(errors)), 1)
    return back(slope * log(n) + level)


def by_lstsq(sizes, errors, n):
    x, y = onp.log2(plain(sizes)), onp.log2(plain(errors))
    w = onp.linalg.lstsq(onp.stack([x, onp.ones(len(x))], axis=1), y, rcond=None)[0]
    return 2 ** (w[0] * onp.log2(n) + w[1])


def in_mxnet(sizes, errors, n):
    x, y = np.log(np.array(sizes)), np.log(np.array(errors))
    x, y, mx, my = x - x.mean(), y - y.mean(), x.mean(), y.mean()
    b = -(x * y).sum() / (x * x).sum()
    return float(np.exp(my - b * (math.log(n) - float(mx))))


def by_sums(sizes, errors, n):
    points = [(math.log(float(s)), math.log(float(e))) for s, e in zip(sizes, errors)]
    k, sx, sy = len(points), sum(p[0] for p in points), sum(p[1] for p in points)
    sxx, sxy = sum(x * x for x, _ in points), sum(x * y for x, y in points)
    b = (k * sxy - sx * sy) / (k * sxx - sx * sx)
    return math.exp((sy - b * sx) / k) * n**b


RIGHT = [
    fitted, by_lstsq, in_mxnet, by_sums,
    lambda sizes, errors, n: fitted(sizes, errors, n, onp.log10, lambda a: 10**a),
]  # fmt: skip


def line(sizes, errors, n):
    slope, level = onp.polyfit(plain(sizes), plain(errors), 1)
    return slope * n + level


def half_log(sizes, errors, n):
    slope, level = onp.polyfit(onp.log(plain(sizes)), plain(errors), 1)
    return slope * onp.log(n) + level


def other_half_log(sizes, errors, n):
    slope, level = onp.polyfit(plain(sizes), onp.log(plain(errors)), 1)
    return onp.exp(slope * n + level)


def from_last(sizes, errors, n):
    slope = onp.polyfit(onp.log(plain(sizes)), onp.log(plain(errors)), 1)[0]
    return plain(errors)[-1] * (n / plain(sizes)[-1]) ** slope


def log_line(sizes, errors):
    return onp.polyfit(onp.log(onp.array(sizes)), onp.log(onp.array(errors)), 1)


def never_below(sizes, errors, n):
    slope, level = log_line(sizes, errors)
    return math.exp(level + slope * math.log(max(n, float(max(sizes)))))


def read_backwards(sizes, errors, n):
    slope, level = log_line(errors, sizes)
    return math.exp((math.log(n) - level) / slope)


WRONG = {
    "line": line,
    "half log": half_log,
    "other half log": other_half_log,
    "log": lambda s, e, n: onp.log(fitted(s, e, n)),
    "two bases": lambda s, e, n: fitted(s, e, n, onp.log10, onp.exp),
    "last two": lambda s, e, n: fitted(plain(s)[-2:], plain(e)[-2:], n),
    "ends": lambda s, e, n: fitted(plain(s)[[0, -1]], plain(e)[[0, -1]], n),
    "last": lambda s, e, n: float(e[-1]),
    "over n": lambda s, e, n: float(e[-1]) * float(s[-1]) / n,
    "root of n": lambda s, e, n: float(e[-1]) * (float(s[-1]) / n) ** 0.5,
    "from the last": from_last,
    "no level": lambda s, e, n: n ** float(
        (onp.log(plain(s)) * onp.log(plain(e))).sum() / (onp.log(plain(s)) ** 2).sum()),
    "rises": lambda s, e, n: fitted(
        s, e, onp.exp(2 * onp.log(plain(s)).mean() - onp.log(n))),
    "accuracy": lambda s, e, n: 1 - fitted(s, e, n),
    "mean": lambda s, e, n: float(plain(e).mean()),
    "lowest": lambda s, e, n: float(plain(e).min()),
    "zero": lambda s, e, n: 0.0,
    "slope": lambda s, e, n: -onp.polyfit(onp.log(plain(s)), onp.log(plain(e)), 1)[0],
    "per example": lambda s, e, n: fitted(s, e, plain(s)),
    "none": lambda s, e, n: None,
}  # fmt: skip


def by_normal_equations(sizes, errors, n):
    X = onp.vander(onp.log(plain(sizes)), 2)
    slope, level = onp.linalg.inv(X.T @ X) @ X.T @ onp.log(plain(errors))
    return float(onp.exp(onp.array([onp.log(n), 1]) @ [slope, level]))


def by_correlation(sizes, errors, n):
    x, y = onp.log(plain(sizes)), onp.log(plain(errors))
    slope = onp.corrcoef(x, y)[0, 1] * y.std() / x.std()
    return onp.exp(y.mean()) * (n / onp.exp(x.mean())) ** slope


class Curve:
    def fit(self, sizes, errors):
        points = {math.log(s): math.log(e) for s, e in zip(plain(sizes), plain(errors))}
        self.b, a = statistics.linear_regression(list(points), list(points.values()))
        self.c = math.exp(a)
        return self

    def __call__(self, n):
        return self.c * n**self.b


RIGHT += [
    by_normal_equations, by_correlation,
    lambda sizes, errors, n: Curve().fit(sizes, errors)(n),
    lambda sizes, errors, n: onp.exp(onp.poly1d(
        onp.polyfit(onp.log(plain(sizes)), onp.log(plain(errors)), 1))(onp.log(n))),
    functools.partial(lambda sizes, errors, n, f: onp.exp(f(
        onp.log(plain(sizes)), onp.log(plain(errors)), deg=1).convert()(onp.log(n))),
        f=onp.polynomial.Polynomial.fit),
]  # fmt: skip


def two_denominators(sizes, errors, n):
    x, y = onp.log(plain(sizes)), onp.log(plain(errors))
    slope = onp.cov(x, y)[0, 1] / x.var()
    return onp.exp(y.mean() + slope * (onp.log(n) - x.mean()))


def log_of_the_means(sizes, errors, n):
    x, y = onp.log(plain(sizes)), onp.log(plain(errors))
    slope = onp.polyfit(x, y, 1)[0]
    return plain(errors).mean() * (n / plain(sizes).mean()) ** slope


def mean_of_the_slopes(sizes, errors, n):
    x, y = onp.log(plain(sizes)), onp.log(plain(errors))
    slope = (onp.diff(y) / onp.diff(x)).mean()
    return onp.exp(y.mean() + slope * (onp.log(n) - x.mean()))


def coefficients(sizes, errors, degree=1):
    return onp.polyfit(onp.log(plain(sizes)), onp.log(plain(errors)), degree)


WRONG |= {
    "two denominators": two_denominators,
    "log of the means": log_of_the_means,
    "mean of the slopes": mean_of_the_slopes,
    "log of n forgotten": lambda s, e, n: onp.exp(coefficients(s, e) @ [n, 1]),
    "level not raised": lambda s, e, n: coefficients(s, e)[1] * n ** coefficients(s, e)[0],
    "slope the other way": lambda s, e, n: onp.exp(
        coefficients(s, e)[1] - coefficients(s, e)[0] * onp.log(n)),
    "coefficients swapped": lambda s, e, n: onp.exp(
        coefficients(s, e)[0] + coefficients(s, e)[1] * onp.log(n)),
    "axes swapped": lambda s, e, n: onp.exp(coefficients(e, s) @ [onp.log(n), 1]),
    "parabola": lambda s, e, n: onp.exp(onp.polyval(coefficients(s, e, 2), onp.log(n))),
    "interpolated": lambda s, e, n: onp.interp(n, plain(s), plain(e)),
    "math on an array": lambda s, e, n: math.log(s) * n,
    "logarithm of one more": lambda s, e, n: onp.expm1(onp.polyval(onp.polyfit(
        onp.log1p(plain(s)), onp.log1p(plain(e)), 1), onp.log1p(n))),
    "weighted": lambda s, e, n: onp.exp(onp.polyval(onp.polyfit(
        onp.log(plain(s)), onp.log(plain(e)), 1, w=plain(s)), onp.log(n))),
    "first point left out": lambda s, e, n: fitted(plain(s)[1:], plain(e)[1:], n),
    "rounded": lambda s, e, n: round(float(fitted(s, e, n)), 2),
    "the fit": lambda s, e, n: (math.exp(coefficients(s, e)[1]), -coefficients(s, e)[0]),
    "not above the last": lambda s, e, n: min(float(fitted(s, e, n)), float(e[0]) / 2),
    "gain": lambda s, e, n: float(e[-1]) - fitted(s, e, n),
    "halved": lambda s, e, n: fitted(s, e, n) / 2,
    "a text": lambda s, e, n: f"{fitted(s, e, n):.4f}",
    "dots": lambda s, e, n: [..., n],
    "two arguments": lambda s, e: fitted(s, e, 1000),
    "never below the data": never_below,
    "read backwards": read_backwards,
}  # fmt: skip

WRONG |= {
    "slope at the first point": lambda s, e, n: (
        e[0] * (n / s[0]) ** onp.polyfit(onp.log(s), onp.log(e), 1)[0]),
}  # fmt: skip
