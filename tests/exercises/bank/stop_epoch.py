"""Answers to stop-epoch."""

from bank.common import onp


def counted(losses, patience, better=lambda a, b: a < b, limit=0):
    best, bad = 0, 0
    for k, loss in enumerate(losses):
        if k == 0 or better(loss, losses[best]):
            best, bad = k, 0
        else:
            bad += 1
            if bad >= patience + limit:
                return best + 1, k + 1
    return best + 1, len(losses)


def by_windows(losses, patience):
    losses = list(losses)
    for k in range(1, len(losses) + 1):
        best = int(onp.argmin(losses[:k])) + 1
        if k - best == patience:
            return best, k
    return best, k


def by_minimum_accumulate(losses, patience):
    low = onp.minimum.accumulate(onp.asarray(losses))
    new = onp.r_[True, low[1:] < low[:-1]]
    last = onp.maximum.accumulate(onp.where(new, onp.arange(1, len(low) + 1), 0))
    over = onp.flatnonzero(onp.arange(1, len(low) + 1) - last >= patience)
    stopped = over[0] + 1 if over.size else len(low)
    return last[stopped - 1], stopped


def by_while(losses, patience):
    k, best, lowest = 0, 0, float("inf")
    while k < len(losses) and k - best < patience:
        k += 1
        if losses[k - 1] < lowest:
            best, lowest = k, losses[k - 1]
    return [best, k]


RIGHT = [counted, by_windows, by_minimum_accumulate, by_while]


def first_rise(losses, patience):
    for k in range(1, len(losses)):
        if losses[k] > losses[k - 1]:
            return k, k + 1
    return len(losses), len(losses)


def rises(losses, patience):
    bad = 0
    for k in range(1, len(losses)):
        bad = bad + 1 if losses[k] >= losses[k - 1] else 0
        if bad == patience:
            return int(onp.argmin(losses[: k + 1])) + 1, k + 1
    return int(onp.argmin(losses)) + 1, len(losses)


def never_reset(losses, patience):
    best, bad = 0, 0
    for k in range(1, len(losses)):
        if losses[k] < losses[best]:
            best = k
        else:
            bad += 1
        if bad == patience:
            return best + 1, k + 1
    return best + 1, len(losses)


WRONG = {
    "late": lambda losses, patience: counted(losses, patience, limit=1),
    "more than": lambda losses, patience: counted(losses, patience + 1),
    "early": lambda losses, patience: counted(losses, max(1, patience - 1)),
    "first rise": first_rise,
    "rises": rises,
    "never reset": never_reset,
    "ties": lambda losses, patience: counted(losses, patience, lambda a, b: a <= b),
    "returns last": lambda losses, patience: (counted(losses, patience)[1],) * 2,
    "argmin": lambda losses, patience: (
        int(onp.argmin(losses)) + 1, counted(losses, patience)[1]),
    "to the end": lambda losses, patience: (int(onp.argmin(losses)) + 1, len(losses)),
    "zero based": lambda losses, patience: tuple(k - 1 for k in counted(losses, patience)),
    "swapped": lambda losses, patience: counted(losses, patience)[::-1],
    "largest": lambda losses, patience: counted([-a for a in losses], patience),
    "from the start": lambda losses, patience: (
        int(onp.argmin(losses[:patience])) + 1, min(patience, len(losses))),
    "loss for epoch": lambda losses, patience: (min(losses), counted(losses, patience)[1]),
    "best only": lambda losses, patience: counted(losses, patience)[0],
    "none": lambda losses, patience: None,
}  # fmt: skip
