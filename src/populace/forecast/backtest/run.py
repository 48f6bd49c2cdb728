"""A back-test: every method from every origin, each with its distribution, beside what was counted since."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.errors import MissingData
from populace.forecast.backtest import cells
from populace.forecast.backtest.choice import Choice, choose, weighted
from populace.forecast.backtest.intervals import quantiles_of
from populace.forecast.backtest.origins import EVERY, Trial
from populace.forecast.backtest.rolled import Rolled, roll
from populace.forecast.methods.ensemble import Ensemble
from populace.forecast.methods.panel import Method, Panel
from populace.i18n import gettext as _

SHORTEST_PAST = 1
"""Years of counts before the first of the origins that intervals and weights are learnt from; a method that needs more
past has no forecast there, which teaches nothing."""

MANY = 200
"""Places from which on intervals and weights are learnt from every fifth year alone: so many places teach enough."""

SIZE_BOUNDS = (1_000, 5_000, 20_000, 100_000)
"""Persons at the first origin that part the sizes of places: a village, a town, a small and a large district; errors of
population forecasts fall with size up to about 100,000 and hardly beyond (Smith, Tayman & Swanson 2013, chapter 13)."""


@dataclass(frozen=True)
class Tried:
    """One method at the origins that are scored, with the quantiles at ``intervals.PROBABILITIES``."""

    method: str
    points: Float[np.ndarray, "origin horizon place cell"]
    quantiles: Float[np.ndarray, "origin horizon place cell probability"]


@dataclass(frozen=True)
class Backtest:
    """All methods tried, with what was counted and what was there at each origin; ``sizes`` are classes of places."""

    panel: Panel
    origins: Int[np.ndarray, " origin"]
    horizons: tuple[int, ...]
    sizes: Int[np.ndarray, " place"]
    start: Float[np.ndarray, "origin place cell"]
    observed: Float[np.ndarray, "origin horizon place cell"]
    tried: tuple[Tried, ...]
    choice: Choice


def backtest(
    panel: Panel,
    methods: Sequence[Method],
    trials: Sequence[Trial],
    progress: Callable[[float], None] = lambda share: None,
) -> Backtest:
    """Try ``methods``, and all of them weighted, from the origins of ``trials``.

    Intervals and weights at an origin are learnt from earlier ones whose outcomes were counted by then; those are run
    too. ``progress`` is told the share that is done.

    :raises MissingData: the past is too short for every method.
    """
    origins = np.array([trial.origin for trial in trials])
    horizons = tuple(sorted({horizon for trial in trials for horizon in trial.horizons}))
    every = _learnt_from(panel, origins, horizons)
    count, done = len(every) * len(methods), 0

    def tick() -> None:
        nonlocal done
        done += 1
        progress(done / count)

    rolled = [roll(panel, method, every, horizons, tick) for method in methods]
    ran = [one for one in rolled if np.isfinite(one.points[np.isin(every, origins)]).any()]
    if not ran:
        raise MissingData(
            _(
                "The past is too short for every one of these methods. Give more years, or later origins to --origins."
            )
        )
    sizes = np.searchsorted(SIZE_BOUNDS, panel.until(int(origins[0])).latest.sum(axis=(-2, -1)), side="right")
    known = cells.known(panel)
    single = [one for one in ran if one.method != Ensemble.code] or ran
    together = [*ran, weighted(single)] if len(single) > 1 else ran
    return Backtest(
        panel,
        origins,
        horizons,
        np.asarray(sizes),
        known[origins - int(panel.years[0])],
        ran[0].observed[np.isin(every, origins)],
        tuple(_tried(one, origins, np.asarray(sizes)) for one in together),
        choose(panel, single),
    )


def _learnt_from(panel: Panel, origins: Int[np.ndarray, " origin"], horizons: tuple[int, ...]) -> list[int]:
    """The scored origins, and those before and between them that intervals and weights are learnt from."""
    first, last = int(panel.years[0]) + SHORTEST_PAST, int(panel.years[-1]) - horizons[0]
    step = EVERY if len(panel.places) > MANY else 1
    return sorted({*range(last, first - 1, -step), *origins.tolist()})


def _tried(rolled: Rolled, origins: Int[np.ndarray, " origin"], sizes: Int[np.ndarray, " place"]) -> Tried:
    scored = np.isin(rolled.origins, origins)
    return Tried(rolled.method, rolled.points[scored], quantiles_of(rolled, origins, sizes))
