"""A year against the years before, and both against what happened in the place above.

    ratio = year / mean of up to three years before,    change = ratio / ratio of the place above - 1

Years are means of what was reported, so that a missing month does not look like a fall. The place above is taken
without the place in question, which must not be its own witness; and with it, so that among few neighbours the
change of one is not seen in all of them. What differs from both is flagged, unless the years before lead there in a
straight line.

Source: World Health Organization, data quality app: consistency over time, 33 % by default.
"""

import numpy as np
from jaxtyping import Float, Int

from populace.quality.calendar_grid import CalendarGrid

YEARS_BEFORE = 3


def year_means(
    values: Float[np.ndarray, "series time"], grid: CalendarGrid, present: float
) -> Float[np.ndarray, "series year"]:
    """The mean figure of each year; NaN where less than the share ``present`` of its periods is there."""
    laid = grid.laid_out(values)
    count = np.isfinite(laid).sum(axis=-1)
    asked = np.bincount(grid.year, minlength=len(grid.years)).max(initial=1)
    mean = np.where(np.isfinite(laid), laid, 0.0).sum(axis=-1) / np.maximum(count, 1)
    return np.where(count >= max(present * asked, 1), mean, np.nan)


def overdispersion(
    values: Float[np.ndarray, "series time"], grid: CalendarGrid, cell: Int[np.ndarray, " series"]
) -> Float[np.ndarray, " series"]:
    """By how much more than counts of chance the figures of a year scatter; at least 1, the same for one ``cell``.

    It is the middle of (variance / mean) of the years of all places that had anything: days without stock, say, come
    in spells, so that eleven of them are one thing that happened and not eleven. The middle, because a year in which
    one figure is wrong scatters too. Source: McCullagh & Nelder 1989, Generalized Linear Models, 6.2.
    """
    laid = grid.laid_out(values)
    count = np.isfinite(laid).sum(axis=-1)
    filled = np.where(np.isfinite(laid), laid, 0.0)
    mean = filled.sum(axis=-1) / np.maximum(count, 1)
    squares = np.where(np.isfinite(laid), (filled - mean[..., np.newaxis]) ** 2, 0.0).sum(axis=-1)
    judged = (count > 1) & (mean > 0)
    index = np.divide(squares, (count - 1) * mean, out=np.full(mean.shape, np.nan), where=judged)
    spread = np.ones(len(cell))
    for each in np.unique(cell):
        found = index[cell == each]
        found = found[np.isfinite(found)]
        if len(found):
            spread[cell == each] = max(float(np.median(found)), 1.0)
    return spread


def before(
    years: Float[np.ndarray, "series year"], most: int = YEARS_BEFORE
) -> Float[np.ndarray, "series year"]:
    """The mean of up to ``most`` years before each; NaN where there is none."""
    total, count = np.zeros_like(years), np.zeros_like(years)
    for back in range(1, min(most, years.shape[-1] - 1) + 1):
        earlier = years[..., :-back]
        total[..., back:] += np.where(np.isfinite(earlier), earlier, 0.0)
        count[..., back:] += np.isfinite(earlier)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(count > 0, total / count, np.nan)


def trend(
    years: Float[np.ndarray, "series year"], most: int = YEARS_BEFORE
) -> Float[np.ndarray, "series year"]:
    """What the straight line through the ``most`` years before lets expect of each, never below 0.

    The mean of the years before (``before``) where not all of them are there.
    """
    line = before(years, most)
    if years.shape[-1] <= most:
        return line
    back = np.stack([years[..., most - 1 - i : years.shape[-1] - 1 - i] for i in range(most)], axis=-1)
    ahead = (most + 1) / 2
    off = ahead - 1 - np.arange(most)
    slope = (back * off).sum(axis=-1) / (off**2).sum()
    forecast = np.maximum(back.mean(axis=-1) + ahead * slope, 0.0)
    line[..., most:] = np.where(np.isfinite(forecast), forecast, line[..., most:])
    return line


def change_against(
    ratio: Float[np.ndarray, "..."], of_others: Float[np.ndarray, "..."]
) -> Float[np.ndarray, "..."]:
    """By what share ``ratio`` differs from that of the others; where they have none, from 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        change = ratio / np.where(np.isfinite(of_others) & (of_others > 0), of_others, 1.0) - 1.0
    return np.where(np.isfinite(ratio), change, np.nan)
