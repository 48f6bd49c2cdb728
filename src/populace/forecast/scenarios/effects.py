"""What a scenario changes in a plan: arrays by projected place (unit) and year ahead."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError


class OneYear(NamedTuple):
    """The changes of one year by unit."""

    fertility: Float[np.ndarray, " unit"]
    life_expectancy: Float[np.ndarray, " unit"]
    migrants: Mapping[int, Float[np.ndarray, "sex age"]]


@dataclass(frozen=True)
class Effects:
    """Changes of the levels that a plan follows; every trajectory is changed alike.

    ``fertility`` factors on the total fertility of each unit (1: as it was); ``life_expectancy`` years added to that of
    both sexes; ``migrants`` net migrants (persons) beyond those of the plan, ``(year, sex, age)``, by the index of a
    unit. The years are those ahead of the plan.

    :raises ModelError: arrays that do not fit each other, a factor below zero, a value that is missing.
    """

    fertility: Float[np.ndarray, "unit year"]
    life_expectancy: Float[np.ndarray, "unit year"]
    migrants: Mapping[int, Float[np.ndarray, "year sex age"]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.fertility.ndim != 2 or self.fertility.shape != self.life_expectancy.shape:
            raise ModelError(
                f"fertility {self.fertility.shape} and life_expectancy {self.life_expectancy.shape} "
                "must have the same axes (unit, year)"
            )
        units, years = self.fertility.shape
        if not np.isfinite(self.fertility).all() or not np.isfinite(self.life_expectancy).all():
            raise ModelError("fertility and life_expectancy must be known in every year")
        if (self.fertility < 0).any():
            raise ModelError("a factor on fertility cannot be below zero")
        for unit, persons in self.migrants.items():
            if not 0 <= unit < units or persons.ndim != 3 or len(persons) != years:
                raise ModelError(
                    f"migrants of unit {unit} have shape {persons.shape}; wanted ({years}, sex, age)"
                )
            if not np.isfinite(persons).all():
                raise ModelError("migrants must be known in every year")

    def in_year(self, ahead: int) -> "OneYear":
        """The changes ``ahead`` years after the first one; none in the years before it (below zero)."""
        if ahead < 0:
            units = len(self.fertility)
            return OneYear(np.ones(units), np.zeros(units), {})
        return OneYear(
            self.fertility[:, ahead],
            self.life_expectancy[:, ahead],
            {unit: persons[ahead] for unit, persons in self.migrants.items()},
        )

    @classmethod
    def none(cls, units: int, years: int) -> "Effects":
        """No change at all."""
        return cls(np.ones((units, years)), np.zeros((units, years)))
