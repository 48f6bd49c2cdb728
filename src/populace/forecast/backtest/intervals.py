"""How wide a forecast has to be: the errors of the same method at earlier origins, as far as they were known by then.

For a forecast from the end of year t, h years ahead, those errors count whose outcome had been counted by t, in
logarithms and with both signs, so that the point stays the median. They are pooled over places of the same size and
over sexes. Where too few outcomes h years ahead are known, those of the longest shorter horizon are stretched in
proportion to the years ahead, as errors of population forecasts grow about linearly with them.

Sources: Smith & Sincich 1988, "Stability over time in the distribution of population forecast errors", Demography
25:461, doi:10.2307/2061544; Rayer, Smith & Tayman 2009, "Empirical prediction intervals for county population
forecasts", Population Research and Policy Review 28:773, doi:10.1007/s11113-009-9128-7; Smith, Tayman & Swanson 2013,
"A Practitioner's Guide to State and Local Population Projections", chapter 13, for the growth with the horizon.
"""

import numpy as np
from jaxtyping import Float, Int

from populace.forecast.backtest.cells import CELLS, QUANTITIES, of_age
from populace.forecast.backtest.rolled import HALF, Rolled

PROBABILITIES = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)
"""The quantiles of a forecast: the bounds of its middle 50, 80 and 95 %, and the median."""

FEWEST_ORIGINS = 3
"""Origins with known outcomes before a horizon speaks for itself."""

FEWEST_ERRORS = 20
"""Errors of places of one size before they stand apart: with both signs, one of them lies beyond the 95 % bounds."""

KINDS: tuple[tuple[int, ...], ...] = (
    tuple(range(QUANTITIES["births"].start, QUANTITIES["births"].stop)),
    tuple(range(QUANTITIES["total"].start, QUANTITIES["total"].stop)),
    *(tuple(of_age(age)) for age in sorted({cell.age for cell in CELLS if cell.age is not None})),
)
"""Cells whose errors are pooled: births, the total, and the two sexes of each age group."""


def quantiles_of(
    rolled: Rolled, origins: Int[np.ndarray, " origin"], sizes: Int[np.ndarray, " place"]
) -> Float[np.ndarray, "origin horizon place cell probability"]:
    """Quantiles of the forecasts from ``origins``; NaN where no error was known by then. ``sizes``: a class a place."""
    errors = rolled.log_errors
    found = np.full((len(origins), *rolled.points.shape[1:], len(PROBABILITIES)), np.nan)
    for at, origin in enumerate(origins):
        here = int(np.flatnonzero(rolled.origins == origin)[0])
        for step, horizon in enumerate(rolled.horizons):
            known = _known(rolled, int(origin), step)
            if known is None:
                continue
            past = errors[known[0], known[1]] * (horizon / rolled.horizons[known[1]])
            for kind in KINDS:
                moved = _by_place(past[..., list(kind)], sizes)
                point = rolled.points[here, step][:, list(kind)]
                spread = (point[..., np.newaxis] + HALF) * np.exp(moved[:, np.newaxis]) - HALF
                found[at, step][:, list(kind)] = np.maximum(spread, 0.0)
    return found


def _known(rolled: Rolled, year: int, step: int) -> tuple[Int[np.ndarray, " origin"], int] | None:
    """The origins to learn from, and the position of the horizon: the one asked for, or the longest below it."""
    for shorter in range(step, -1, -1):
        known = rolled.known_by(year, rolled.horizons[shorter])
        known = known[np.isfinite(rolled.points[known, shorter]).all(axis=(-2, -1))]
        if len(known) >= FEWEST_ORIGINS:
            return known, shorter
    return None


def _by_place(
    past: Float[np.ndarray, "origin place cell"], sizes: Int[np.ndarray, " place"]
) -> Float[np.ndarray, "place probability"]:
    """Quantiles of the errors with both signs, for each place those of places of its size."""
    found = np.empty((len(sizes), len(PROBABILITIES)))
    for size in np.unique(sizes):
        own = past[:, sizes == size]
        used = own if np.isfinite(own).sum() >= FEWEST_ERRORS else past
        known = used[np.isfinite(used)]
        found[sizes == size] = (
            np.quantile(np.concatenate([known, -known]), PROBABILITIES) if len(known) else np.nan
        )
    return found
