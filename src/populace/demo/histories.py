"""The stated histories: what the district lived through, as straight lines between a few years.

The numbers stand in ``histories.toml``, each with its unit and its reason; the towns' own in ``places.toml``.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from populace.demography.arrays import Floats
from populace.errors import ModelError

FIRST_YEAR = 1950
LAST_YEAR = 2025
YEARS = np.arange(FIRST_YEAR, LAST_YEAR + 1)
"""Calendar years in which something happens; the population stands at the end of the year before and of each."""

FEWEST_KNOTS = 2


@dataclass(frozen=True)
class History:
    """A level through time: ``knots`` are (year, value), with straight lines between them.

    Raises ``ModelError`` unless the years rise and cover ``FIRST_YEAR`` to ``LAST_YEAR``.
    """

    knots: tuple[tuple[int, float], ...]
    unit: str = ""
    why: str = ""

    def __post_init__(self) -> None:
        """Refuse knots that do not cover the years of the demo, in order."""
        years = [year for year, _ in self.knots]
        if len(years) < FEWEST_KNOTS or years != sorted(set(years)):
            raise ModelError(f"the years of a history must rise: {years}")
        if years[0] > FIRST_YEAR or years[-1] < LAST_YEAR:
            raise ModelError(
                f"a history must cover {FIRST_YEAR} to {LAST_YEAR}, not {years[0]} to {years[-1]}"
            )

    @classmethod
    def of(cls, knots: Sequence[Sequence[float]], unit: str = "", why: str = "") -> "History":
        """A history from pairs of year and value."""
        return cls(tuple((int(year), float(value)) for year, value in knots), unit, why)

    @property
    def by_year(self) -> Floats:
        """The value in each of ``YEARS``, ``(year,)``."""
        years, values = zip(*self.knots, strict=True)
        return np.asarray(np.interp(YEARS, years, values))


@cache
def district_histories() -> dict[str, History]:
    """The histories of the whole district by name, in the order in which they are declared."""
    declared = tomllib.loads((files("populace.demo") / "histories.toml").read_text(encoding="utf-8"))
    return {name: History.of(table["knots"], table["unit"], table["why"]) for name, table in declared.items()}
