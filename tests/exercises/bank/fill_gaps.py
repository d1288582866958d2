"""Answers to fill-gaps."""

import pandas as pd
from bank.common import functools, math, onp


def loops(train, new):
    out = onp.zeros((len(new), 2 * new.shape[1]))
    for j in range(new.shape[1]):
        mean = train[~onp.isnan(train[:, j]), j].mean()
        for i, value in enumerate(new[:, j]):
            missing = onp.isnan(value)
            out[i, j], out[i, new.shape[1] + j] = (mean if missing else value), missing
    return out


def by_pandas(train, new):
    new = pd.DataFrame(new)
    filled = new.fillna(pd.DataFrame(train).mean())
    return pd.concat([filled, new.isna().astype(float)], axis=1)


def copied(train, new):
    filled, missing = new.copy(), onp.isnan(new)
    rows, columns = onp.where(missing)
    filled[rows, columns] = onp.nanmean(train, axis=0)[columns]
    return onp.hstack([filled, missing])


def not_equal_to_itself(train, new):
    gap = new != new
    mean = onp.where(train != train, 0, train).sum(0) / (train == train).sum(0)
    return onp.c_[onp.where(gap, mean, new), gap.astype(int)]


RIGHT = [
    loops,
    by_pandas,
    copied,
    not_equal_to_itself,
    lambda train, new: loops(train, new).tolist(),
]


def with_marks(filled, marks):
    return onp.hstack([filled, marks])


def isnan(new):
    return onp.isnan(new) * 1.0


def in_place(train, new):
    marks = isnan(new)
    for j in range(new.shape[1]):
        new[onp.isnan(new[:, j]), j] = onp.nanmean(train[:, j])
    return onp.hstack([new, marks])


def after_filling(train, new):
    filled = onp.where(onp.isnan(new), onp.nanmean(train, axis=0), new)
    return with_marks(filled, isnan(filled))


def marks_of_some(train, new):
    gap = onp.isnan(new)
    filled = onp.where(gap, onp.nanmean(train, axis=0), new)
    return onp.hstack([filled, gap[:, gap.any(axis=0)]])


WRONG = {
    "from new": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmean(new, axis=0), new), isnan(new)),
    "from both": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmean(onp.vstack([train, new]), axis=0), new), isnan(new)),
    "marked after": after_filling,
    "in place": in_place,
    "inverted": lambda train, new: with_marks(loops(train, new)[:, : new.shape[1]], 1 - isnan(new)),
    "zero": lambda train, new: with_marks(onp.nan_to_num(new), isnan(new)),
    "minus one": lambda train, new: with_marks(onp.where(isnan(new), -1, new), isnan(new)),
    "zero counted": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nan_to_num(train).mean(axis=0), new), isnan(new)),
    "plain mean": lambda train, new: with_marks(
        onp.where(isnan(new), train.mean(axis=0), new), isnan(new)),
    "whole mean": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmean(train), new), isnan(new)),
    "row mean": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmean(new, axis=1, keepdims=True), new), isnan(new)),
    "median": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmedian(train, axis=0), new), isnan(new)),
    "marks first": lambda train, new: with_marks(isnan(new), loops(train, new)[:, : new.shape[1]]),
    "no marks": lambda train, new: loops(train, new)[:, : new.shape[1]],
    "only marks": lambda train, new: isnan(new),
    "one mark": lambda train, new: with_marks(
        loops(train, new)[:, : new.shape[1]], isnan(new).any(axis=1)[:, None]),
    "alternating": lambda train, new: onp.stack(
        [loops(train, new)[:, : new.shape[1]], isnan(new)], axis=2).reshape(len(new), -1),
    "below": lambda train, new: onp.vstack([loops(train, new)[:, : new.shape[1]], isnan(new)]),
    "marks of train": lambda train, new: with_marks(
        loops(train, new)[:, : new.shape[1]], isnan(train)[: len(new)]),
    "rows dropped": lambda train, new: with_marks(new, isnan(new))[~onp.isnan(new).any(axis=1)],
    "largest": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmax(train, axis=0), new), isnan(new)),
    "nothing filled": lambda train, new: with_marks(new, isnan(new)),
}  # fmt: skip


def masked(train, new):
    means = onp.ma.masked_invalid(train).mean(axis=0).filled(0)
    filled = onp.ma.masked_invalid(new)
    return onp.hstack([onp.ma.where(filled.mask, means, filled).data, onp.isnan(new)])


def row_by_row(train, new):
    means = [sum(v for v in c if v == v) / sum(v == v for v in c) for c in train.T.tolist()]
    for row in new.tolist():
        marks = [float(math.isnan(v)) for v in row]
        yield [m if gap else v for v, m, gap in zip(row, means, marks)] + marks


class Filler:
    def fit(self, train):
        self.means = dict(enumerate(onp.nanmean(train, axis=0)))
        return self

    def transform(self, new):
        columns = [onp.where(onp.isnan(c), self.means[j], c) for j, c in enumerate(new.T)]
        return onp.column_stack(columns + [onp.isnan(c) for c in new.T])


def calculated(train, new):
    marks = onp.isnan(new).astype(float)
    return onp.append(onp.nan_to_num(new) + marks * onp.nanmean(train, axis=0), marks, axis=1)


def placed(train, new):
    m, d = new.shape
    out = onp.zeros((m, 2 * d))
    out[:, :d] = new
    out[:, d:][onp.isnan(new)] = 1
    onp.copyto(out[:, :d], onp.nanmean(train, axis=0), where=onp.isnan(new))
    return out


RIGHT += [
    masked, row_by_row, lambda train, new: Filler().fit(train).transform(new), calculated, placed,
    functools.partial(lambda train, new, mean: onp.block(
        [onp.where(onp.isnan(new), mean(train, 0), new), onp.isnan(new)]), mean=onp.nanmean),
]  # fmt: skip


def equal_to_nan(train, new):
    missing = new == onp.nan
    return with_marks(onp.where(missing, onp.nanmean(train, axis=0), new), missing)


def is_nan(train, new):
    filled = [[m if v is onp.nan else v for v, m in zip(row, onp.nanmean(train, axis=0))]
              for row in new]  # fmt: skip
    return with_marks(onp.array(filled), [[v is onp.nan for v in row] for row in new])


def train_cleaned_in_place(train, new):
    train[onp.isnan(train)] = 0
    return with_marks(onp.where(onp.isnan(new), train.mean(axis=0), new), isnan(new))


def first_column_short(train, new):
    filled = new.copy()
    for j in range(1, new.shape[1]):
        filled[onp.isnan(filled[:, j]), j] = onp.nanmean(train[:, j])
    return with_marks(filled, isnan(new))


WRONG |= {
    "equal to nan": equal_to_nan,
    "is nan": is_nan,
    "train cleaned in place": train_cleaned_in_place,
    "first column short": first_column_short,
    "previous row": lambda train, new: with_marks(
        pd.DataFrame(new).ffill().fillna(0).to_numpy(), isnan(new)),
    "interpolated": lambda train, new: with_marks(
        pd.DataFrame(new).interpolate().bfill().to_numpy(), isnan(new)),
    "spread": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanstd(train, axis=0), new), isnan(new)),
    "train filled": lambda train, new: with_marks(
        onp.where(isnan(train), onp.nanmean(train, axis=0), train), isnan(train)),
    "math on an array": lambda train, new: with_marks(
        onp.where(math.isnan(new), onp.nanmean(train, axis=0), new), isnan(new)),
    "standardised": lambda train, new: with_marks(
        (onp.where(isnan(new), onp.nanmean(train, axis=0), new) - onp.nanmean(train, axis=0))
        / onp.nanstd(train, axis=0), isnan(new)),
    "a row of train": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nan_to_num(train[0]), new), isnan(new)),
    "smallest": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmin(train, axis=0), new), isnan(new)),
    "rounded means": lambda train, new: with_marks(
        onp.where(isnan(new), onp.nanmean(train, axis=0).round(), new), isnan(new)),
    "everything the mean": lambda train, new: with_marks(
        onp.nanmean(train, axis=0) + 0 * isnan(new), isnan(new)),
    "marks for rows": lambda train, new: with_marks(
        copied(train, new)[:, : new.shape[1]],
        isnan(new).max(axis=1, keepdims=True) + 0 * isnan(new)),
    "two results": lambda train, new: (copied(train, new)[:, : new.shape[1]], isnan(new)),
    "transposed": lambda train, new: copied(train, new).T,
    "other way round": lambda train, new: copied(new, train),
    "texts": lambda train, new: copied(train, new).astype(str),
    "dots": lambda train, new: [..., isnan(new)],
    "one argument": lambda new: copied(new, new),
    "marks of two": lambda train, new: with_marks(
        copied(train, new)[:, : new.shape[1]], 2 * isnan(new)),
    "marks where gaps are only": marks_of_some,
}  # fmt: skip

WRONG |= {
    "marks of columns with gaps": lambda train, new: with_marks(
        copied(train, new)[:, : new.shape[1]], isnan(new)[:, isnan(new).any(axis=0)]),
}  # fmt: skip
