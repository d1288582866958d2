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


class Stopper:
    def __init__(self, patience):
        self.patience, self.lowest, self.best, self.epoch = patience, float("inf"), 0, 0

    def goes_on(self, loss):
        self.epoch += 1
        if loss < self.lowest:
            self.lowest, self.best = loss, self.epoch
        return self.epoch - self.best < self.patience


def with_an_object(losses, patience):
    stopper = Stopper(patience)
    for loss in losses:
        if not stopper.goes_on(loss):
            break
    return stopper.best, stopper.epoch


def recursive(losses, patience, k=1):
    losses = list(losses)
    best = losses[:k].index(min(losses[:k])) + 1
    if k == len(losses) or k - best == patience:
        return best, k
    return recursive(losses, patience, k + 1)


def for_else(losses, patience):
    best, waited = 1, 0
    for epoch in range(2, len(losses) + 1):
        if losses[epoch - 1] < losses[best - 1]:
            best, waited = epoch, 0
            continue
        waited += 1
        if waited == patience:
            break
    else:
        epoch = len(losses)
    return onp.array([best, epoch])


def by_an_iterator(losses, patience):
    best, epoch, lowest = 0, 0, float("inf")
    for epoch, loss in enumerate(iter(losses), start=1):
        if loss < lowest:
            best, lowest = epoch, loss
        elif epoch - best >= patience:
            break
    yield best
    yield epoch


def by_records(losses, patience):
    records = [k for k in range(len(losses)) if k == 0 or losses[k] < min(losses[:k])]
    for a, b in zip(records, [*records[1:], len(losses) + patience]):
        if b - a > patience:
            return {"best": a + 1, "stopped": min(a + 1 + patience, len(losses))}
    return {"best": records[-1] + 1, "stopped": len(losses)}


RIGHT += [
    with_an_object, recursive, for_else, by_an_iterator, by_records,
    lambda losses, patience: tuple(map(float, counted(losses, patience))),
]  # fmt: skip


def never_ends_late(losses, patience):
    best, bad = 0, 0
    for k in range(1, len(losses)):
        if losses[k] < losses[best]:
            best, bad = k, 0
        else:
            bad += 1
        if bad == patience:
            return best + 1, k + 1


def past_the_end(losses, patience):
    best, k = 0, 0
    while k - best < patience:
        k += 1
        if losses[k] < losses[best]:
            best = k
    return best + 1, k + 1


def window(losses, patience):
    """Compares with the loss `patience` epochs ago."""
    for k in range(patience, len(losses)):
        if losses[k] >= losses[k - patience]:
            return int(onp.argmin(losses[: k + 1])) + 1, k + 1
    return int(onp.argmin(losses)) + 1, len(losses)


WRONG |= {
    "no stop, no result": never_ends_late,
    "past the end": past_the_end,
    "window": window,
    "the epoch before the stop": lambda losses, patience: (
        counted(losses, patience)[0], counted(losses, patience)[1] - 1),
    "the epoch after the stop": lambda losses, patience: (
        counted(losses, patience)[0], counted(losses, patience)[1] + 1),
    "best from 0": lambda losses, patience: (
        counted(losses, patience)[0] - 1, counted(losses, patience)[1]),
    "always best plus patience": lambda losses, patience: (
        counted(losses, patience)[0], counted(losses, patience)[0] + patience),
    "first with patience": lambda losses, patience: (1, patience + 1),
    "patience as the stop": lambda losses, patience: (counted(losses, patience)[0], patience),
    "waited": lambda losses, patience: (
        counted(losses, patience)[0], counted(losses, patience)[1] - counted(losses, patience)[0]),
    "losses of both": lambda losses, patience: tuple(
        losses[k - 1] for k in counted(losses, patience)),
    "truth": lambda losses, patience: (counted(losses, patience)[0], True),
    "half filled": lambda losses, patience: (counted(losses, patience)[0], ...),
    "half none": lambda losses, patience: (counted(losses, patience)[0], None),
    "three": lambda losses, patience: (*counted(losses, patience), min(losses)),
    "a set": lambda losses, patience: set(counted(losses, patience)),
    "of losses alone": lambda losses: counted(losses, 2),
    "unknown name": lambda losses, patience: (argmin(losses), patience),  # noqa: F821
    "printed": lambda losses, patience: print(*counted(losses, patience)),
    "texts": lambda losses, patience: tuple(f"epoch {k}" for k in counted(losses, patience)),
    "the rest of the list": lambda losses, patience: (losses[patience:], patience),
}  # fmt: skip
