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
