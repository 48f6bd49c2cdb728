"""The kinds of mistakes made in reporting: from the figures that should have been sent to those that were.

``rows`` are the figures concerned, in the order of their table; the result has one figure for each, NaN where none
was sent. All results are plausible figures: counts that no check of form or range would refuse.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from populace.demography.arrays import Floats

Change = Callable[[pd.DataFrame], Floats]

HEAPED_SHARE = 0.3
"""Share of the people one year older or younger who give an age that ends in 0 or 5."""
HEAPED_AGES = range(20, 81, 5)

LEAST_JUMP = 3
"""Two digits that are exchanged differ by at least this much, or nobody would notice."""


def counted_twice(rows: pd.DataFrame) -> Floats:
    """Every figure twice as large."""
    return 2.0 * _due(rows)


def nought_added(rows: pd.DataFrame) -> Floats:
    """Every figure ten times as large."""
    return 10.0 * _due(rows)


def sign_lost(rows: pd.DataFrame) -> Floats:
    """A loss becomes a gain."""
    return np.abs(_due(rows))


def not_sent(rows: pd.DataFrame) -> Floats:
    """No figure at all."""
    return np.full(len(rows), np.nan)


def halves_swapped(rows: pd.DataFrame) -> Floats:
    """The first half of the rows gets the figures of the second, and the other way round."""
    return np.roll(_due(rows), len(rows) // 2)


def copied_on(blocks: int) -> Change:
    """The first of ``blocks`` equal runs of rows is repeated in all the others."""

    def change(rows: pd.DataFrame) -> Floats:
        return np.asarray(np.tile(_due(rows)[: len(rows) // blocks], blocks))

    return change


def all_moved_on(rows: pd.DataFrame) -> Floats:
    """The figures of the first half are sent with those of the second; the first half reports none."""
    first, second = np.split(_due(rows), 2)
    return np.concatenate([np.zeros(len(first)), first + second])


def some_moved_on(count: float) -> Change:
    """``count`` events of the first row are sent with the second."""

    def change(rows: pd.DataFrame) -> Floats:
        return np.asarray(_due(rows) + np.array([-count, count]))

    return change


def digits_exchanged(rows: pd.DataFrame) -> Floats:
    """In the first figure whose last two digits differ enough, these are exchanged."""
    figures = _due(rows)
    for position, figure in enumerate(figures.astype(np.int64).tolist()):
        tens, ones = figure // 10 % 10, figure % 10
        if abs(tens - ones) >= LEAST_JUMP and tens:
            figures[position] = figure + 9 * (ones - tens)
            break
    return figures


def shifted_one_group(groups: int) -> Change:
    """Figures slip one age group up: the first of ``groups`` is left empty, the last holds two."""

    def change(rows: pd.DataFrame) -> Floats:
        cells = _due(rows).reshape(-1, groups)
        slipped = np.zeros(cells.shape)
        slipped[:, 1:] = cells[:, :-1]
        slipped[:, -1] += cells[:, -1]
        return slipped.ravel()

    return change


def first_added_to_second(groups: int) -> Change:
    """What belongs in the first of ``groups`` is sent in the second."""

    def change(rows: pd.DataFrame) -> Floats:
        cells = _due(rows).reshape(-1, groups)
        cells[:, 1] += cells[:, 0]
        cells[:, 0] = 0.0
        return cells.ravel()

    return change


def ages_heaped(ages: int) -> Change:
    """People one year off an age that ends in 0 or 5 give that age; ``ages`` single years a sex."""

    def change(rows: pd.DataFrame) -> Floats:
        cells = _due(rows).reshape(-1, ages)
        for age in HEAPED_AGES:
            for near in (age - 1, age + 1):
                moved = np.round(HEAPED_SHARE * cells[:, near])
                cells[:, near] -= moved
                cells[:, age] += moved
        return cells.ravel()

    return change


def _due(rows: pd.DataFrame) -> Floats:
    return rows["due"].to_numpy(dtype=np.float64, copy=True)
