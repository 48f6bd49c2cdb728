"""One method from many origins: what it forecast at each horizon, beside what was counted then.

A method is given ``panel.until(origin)`` and nothing else, so no count after an origin can reach a forecast made from
it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.errors import MissingData, ModelError
from populace.forecast.backtest import cells
from populace.forecast.methods.panel import Method, Panel

HALF = 0.5
"""Added to both sides of a ratio, so that an empty cell has a logarithm (Anscombe 1956 for counts)."""


@dataclass(frozen=True)
class Rolled:
    """Points of one method and the counts, NaN where a method could not run or nothing was counted (yet)."""

    method: str
    origins: Int[np.ndarray, " origin"]
    horizons: tuple[int, ...]
    points: Float[np.ndarray, "origin horizon place cell"]
    observed: Float[np.ndarray, "origin horizon place cell"]

    @property
    def log_errors(self) -> Float[np.ndarray, "origin horizon place cell"]:
        """Logarithm of counted over forecast: above zero, too few were forecast."""
        return np.asarray(np.log((self.observed + HALF) / (self.points + HALF)))

    def known_by(self, year: int, horizon: int) -> Int[np.ndarray, " origin"]:
        """Positions of the origins whose outcome ``horizon`` years ahead had been counted by the end of ``year``."""
        return np.flatnonzero(self.origins + horizon <= year)


def roll(
    panel: Panel,
    method: Method,
    origins: Sequence[int],
    horizons: tuple[int, ...],
    done: Callable[[], None] = lambda: None,
) -> Rolled:
    """Let ``method`` forecast from every one of ``origins`` that gives it enough past; ``done`` is told of each."""
    shape = (len(origins), len(horizons), len(panel.places), len(cells.CELLS))
    points = np.full(shape, np.nan)
    for at, origin in enumerate(origins):
        points[at] = _from(panel, method, origin, horizons)
        done()
    return Rolled(method.code, np.array(origins), horizons, points, outcomes(panel, origins, horizons))


def outcomes(
    panel: Panel, origins: Sequence[int], horizons: Sequence[int]
) -> Float[np.ndarray, "origin horizon place cell"]:
    """What was counted ``horizons`` years after each origin; NaN after the last year of the panel."""
    counted, first = cells.counted(panel), int(panel.years[0])
    found = np.full((len(origins), len(horizons), *counted.shape[1:]), np.nan)
    for at, origin in enumerate(origins):
        for step, horizon in enumerate(horizons):
            if origin + horizon <= panel.years[-1]:
                found[at, step] = counted[origin + horizon - first]
    return found


def _from(
    panel: Panel, method: Method, origin: int, horizons: tuple[int, ...]
) -> Float[np.ndarray, "horizon place cell"]:
    try:
        outlook = method.outlook(panel.until(origin), max(horizons))
    except (MissingData, ModelError):
        return np.full((len(horizons), len(panel.places), len(cells.CELLS)), np.nan)
    return np.asarray(cells.forecast(outlook)[[horizon - 1 for horizon in horizons]])
