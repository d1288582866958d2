"""Answers to learning-curve."""

from bank.common import math, np, onp


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
