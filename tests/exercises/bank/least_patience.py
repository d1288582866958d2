"""Answers to least-patience."""

from bank.common import np, onp


def stops_at(losses, patience, better=lambda a, b: a < b):
    best = 0
    for k, loss in enumerate(losses):
        if k and better(loss, losses[best]):
            best = k
        if k - best >= patience:
            break
    return best


def by_trying(losses):
    losses = [float(a) for a in losses]
    wanted = losses.index(min(losses))
    return next(k for k in range(1, len(losses) + 1) if stops_at(losses, k) == wanted)


def records(losses):
    low = onp.minimum.accumulate(onp.array(losses.tolist()))
    return [0] + [k for k in range(1, len(low)) if low[k] < low[k - 1]]


def by_records(losses):
    at = records(losses)
    return max([b - a for a, b in zip(at, at[1:])], default=1)


def by_counter(losses):
    lowest, bad, longest = float("inf"), 0, 0
    for loss in losses:
        if loss < lowest:
            lowest, longest, bad = loss, max(longest, bad), 0
        else:
            bad += 1
    return longest + 1


def by_diff(losses):
    return np.array(onp.diff(records(losses), append=records(losses)[-1] + 1).max())


RIGHT = [by_trying, by_records, by_counter, by_diff]


def rises(losses):
    run = longest = 0
    for a, b in zip(losses[:-1], losses[1:]):
        run = run + 1 if b >= a else 0
        longest = max(longest, run)
    return longest


def counter_to_the_end(losses):
    lowest, bad, longest = float("inf"), 0, 0
    for loss in losses:
        lowest, bad = (loss, 0) if loss < lowest else (lowest, bad + 1)
        longest = max(longest, bad)
    return longest + 1


def ties(losses):
    lowest, bad, longest = float("inf"), 0, 0
    for loss in losses:
        if loss <= lowest:
            lowest, longest, bad = loss, max(longest, bad), 0
        else:
            bad += 1
    return longest + 1


def from_nought(losses):
    lowest, last, need = float("inf"), 0, 0
    for k, loss in enumerate(losses):
        if loss < lowest:
            need, lowest, last = max(need, k - last), loss, k
    return need


WRONG = {
    "bad epochs": lambda losses: by_counter(losses) - 1,
    "bad epochs, at least 1": lambda losses: max(1, by_counter(losses) - 1),
    "one more": lambda losses: by_counter(losses) + 1,
    "last wait": lambda losses: ([1] + list(onp.diff(records(losses))))[-1],
    "first wait": lambda losses: (list(onp.diff(records(losses))) + [1])[0],
    "argmin": lambda losses: max(1, int(losses.argmin())),
    "best epoch": lambda losses: int(losses.argmin()) + 1,
    "argmin from 0": lambda losses: int(losses.argmin()),
    "all bad": lambda losses: int(losses.argmin()) - len(records(losses)) + 2,
    "rises": lambda losses: max(1, rises(losses)),
    "rises and one": lambda losses: rises(losses) + 1,
    "to the end": counter_to_the_end,
    "ties": ties,
    "length": lambda losses: len(losses),
    "records": lambda losses: len(records(losses)),
    "one": lambda losses: 1,
    "lowest": lambda losses: float(losses.min()),
    "five": lambda losses: 5,
    "pair": lambda losses: (by_counter(losses), len(losses)),
    "none": lambda losses: None,
}


class Waiting:
    """Counts the epochs since the last record; the longest wait that paid is kept."""

    def __init__(self):
        self.lowest, self.wait, self.longest = None, 0, 1

    def see(self, loss):
        self.wait += 1
        if self.lowest is None or loss < self.lowest:
            if self.lowest is not None:
                self.longest = max(self.longest, self.wait)
            self.lowest, self.wait = loss, 0


def with_an_object(losses):
    waiting = Waiting()
    for loss in losses.tolist():
        waiting.see(loss)
    return waiting.longest


def up_to_the_best(losses):
    losses = losses.tolist()
    last = losses.index(min(losses))
    low, since, need = losses[0], 0, 1
    for k in range(1, last + 1):
        since += 1
        if losses[k] < low:
            low, need, since = losses[k], max(need, since), 0
    return float(need)


def by_while(losses):
    patience = 1
    while stops_at(losses, patience) != int(losses.argmin()):
        patience += 1
    return patience


def by_bisection(losses):
    low, high, best = 0, len(losses), int(losses.argmin())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if stops_at(losses, middle) == best else (middle, high)
    return high


def recursive(losses, patience=1):
    if stops_at(losses, patience) == int(losses.argmin()):
        return patience
    return recursive(losses, patience + 1)


def by_sets(losses):
    values = losses.tolist()
    at = sorted({values.index(min(values[: k + 1])) for k in range(len(values))})
    return max({1} | {b - a for a, b in zip(at, at[1:])})


RIGHT += [with_an_object, up_to_the_best, by_while, by_bisection, recursive, by_sets]


def sorts_them(losses):
    return int(onp.argsort(losses)[0]) - int(onp.argsort(losses)[-1])


WRONG |= {
    "mean wait": lambda losses: float(onp.mean(onp.diff(records(losses)))) if len(
        records(losses)) > 1 else 1.0,
    "shortest wait": lambda losses: min(list(onp.diff(records(losses))) + [len(losses)]),
    "sum of the waits": lambda losses: max(1, records(losses)[-1]),
    "all waits": lambda losses: list(onp.diff(records(losses))),
    "epochs after the best": lambda losses: max(1, len(losses) - 1 - int(losses.argmin())),
    "patience that stops there": lambda losses: stops_at(losses, 3) + 1,
    "twice": lambda losses: 2 * by_counter(losses),
    "half": lambda losses: by_counter(losses) / 2,
    "places of the ranks": sorts_them,
    "worst epoch": lambda losses: int(losses.argmax()) + 1,
    "ups": lambda losses: int((losses[1:] > losses[:-1]).sum()),
    "zero": lambda losses: 0,
    "dots": lambda losses: [...],
    "text": lambda losses: f"{by_counter(losses)} epochs",
    "printed": lambda losses: print(by_counter(losses)),
    "two arguments": lambda losses, patience: stops_at(losses, patience),
    "unknown name": lambda losses: longest_wait(losses),  # noqa: F821
    "past the end": lambda losses: max(k for k in range(len(losses)) if losses[k] > losses[k + 1]),
    "truth": lambda losses: stops_at(losses, 1) == int(losses.argmin()),
    "losses": lambda losses: losses,
    "nought where no wait is": from_nought,
    "the lowest loss": lambda losses: min(losses),
}  # fmt: skip

WRONG |= {
    "within five per cent": lambda losses: next(
        p for p in range(1, 99) if losses[stops_at(losses, p)] <= 1.05 * losses.min()),
}  # fmt: skip
