"""The cohort-component projection: ``step`` for one period, ``project`` for many.

A cohort grows one age group older in each period; on the way some die, some migrate, and women bear children.
All that happens is returned, so that in every cell

    population at the end = population at the start + births - deaths + net migration.

Net migration is counted either at the end of the period or evenly over it: half at the start, half at the
end, each half by the age on that day. Emigration can never exceed those who are there: where the input asks
for more, it is limited, and ``emigration_limited`` says where and by how many.

Source: Preston, Heuveline & Guillot 2001, Demography, chapter 6; conventions as in the UN's projections
(World Population Prospects, methodology reports).
"""

from dataclasses import dataclass
from enum import Enum

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, by_sex, ends_in, finite, non_negative, probability
from populace.demography.kernel import project_rows
from populace.demography.rows import over_rows
from populace.demography.sex import SEXES
from populace.errors import ModelError


class MigrationTiming(Enum):
    """When in the period net migration is counted."""

    END = "end"
    EVEN = "even"


@dataclass(frozen=True)
class Projection:
    """What a projection did, in persons; the leading axes are those of its inputs.

    ``population`` ``(..., year + 1, sex, age)``, the start first; ``births`` ``(..., year, age of mother)``
    and ``births_by_sex`` ``(..., year, sex)``; ``cohort_deaths`` ``(..., year, sex, age)`` by the group
    reached or that would have been reached at the period's end (group 0: the newborn); ``deaths`` the same
    deaths by group at death, or ``None`` without separation factors; ``net_migration`` as it took place;
    ``emigration_limited`` the emigrants asked for that were not there to leave. Of a single step, without
    the year axis and with the end population only.
    """

    population: Floats
    births: Floats
    births_by_sex: Floats
    cohort_deaths: Floats
    deaths: Floats | None
    net_migration: Floats
    emigration_limited: Floats

    @property
    def was_limited(self) -> bool:
        """Whether any emigration had to be limited."""
        return bool((self.emigration_limited > 0).any())


class Step(Projection):
    """One period of a projection: ``population`` is that at its end, and no array has a year axis."""


def step(
    population: ArrayLike,
    survivorship: ArrayLike,
    asfr: ArrayLike,
    net_migration: ArrayLike,
    sex_ratio_at_birth: ArrayLike,
    timing: MigrationTiming = MigrationTiming.END,
    separation: ArrayLike | None = None,
    period: float = 1.0,
) -> Step:
    """Project one period, as long as an age group is wide.

    ``population`` persons ``(..., sex, age)``; ``survivorship`` ``(..., sex, age)`` (see ``survivorship``);
    ``asfr`` births per woman-year ``(..., age)``, zero in the first group; ``net_migration`` persons in the
    period ``(..., sex, age)``; ``sex_ratio_at_birth`` boys per girl ``(...)``; ``separation`` ``(..., sex,
    age)`` (see ``separation_factors``); ``period`` years (5 with five-year groups; 1 where ``asfr`` is
    already cumulated over the period). Leading axes are broadcast.

    Raises ``ModelError`` for values or shapes outside these.
    """
    core = 2
    result = project(
        population,
        _with_year(survivorship, core),
        _with_year(asfr, 1),
        _with_year(net_migration, core),
        _with_year(sex_ratio_at_birth, 0),
        timing,
        None if separation is None else _with_year(separation, core),
        period,
        years=1,
    )
    return Step(
        population=result.population[..., 1, :, :],
        births=result.births[..., 0, :],
        births_by_sex=result.births_by_sex[..., 0, :],
        cohort_deaths=result.cohort_deaths[..., 0, :, :],
        deaths=None if result.deaths is None else result.deaths[..., 0, :, :],
        net_migration=result.net_migration[..., 0, :, :],
        emigration_limited=result.emigration_limited[..., 0, :, :],
    )


def project(
    population: ArrayLike,
    survivorship: ArrayLike,
    asfr: ArrayLike,
    net_migration: ArrayLike,
    sex_ratio_at_birth: ArrayLike,
    timing: MigrationTiming = MigrationTiming.END,
    separation: ArrayLike | None = None,
    period: float = 1.0,
    years: int | None = None,
) -> Projection:
    """Project over a year axis (one entry for each period).

    As :func:`step`, with a year axis in all but ``population``: ``survivorship``, ``net_migration`` and
    ``separation`` ``(..., year, sex, age)``, ``asfr`` ``(..., year, age)``, ``sex_ratio_at_birth`` ``(...,
    year)``. A year axis of length one, or none, holds for every year; ``years`` says how many where no
    input does.

    Raises ``ModelError`` for values or shapes outside these.
    """
    inputs = _checked(population, survivorship, asfr, net_migration, sex_ratio_at_birth, separation)
    if not period > 0:
        raise ModelError(f"a period must last longer than nothing, not {period}")
    lead, count = _common_axes(inputs, years)
    rows = _rows(inputs, lead)
    ages = inputs["population"].shape[-1]
    flat = int(np.prod(lead, dtype=np.int64))
    made = _outputs(rows["population"], flat, count, ages, with_deaths=separation is not None)

    def work(first: int, last: int) -> None:
        project_rows(
            first, last,
            rows["survivorship"], rows["asfr"], rows["net_migration"], rows["sex_ratio_at_birth"],
            rows["separation"], timing is MigrationTiming.EVEN, float(period), separation is not None, *made,
        )  # fmt: skip

    over_rows(work, flat, flat * count * ages * len(SEXES))
    population_, births, births_by_sex, cohort_deaths, deaths, applied, limited = (
        array.reshape(lead + array.shape[1:]) if array.shape[0] == flat else array for array in made
    )
    return Projection(
        population_,
        births,
        births_by_sex,
        cohort_deaths,
        None if separation is None else deaths,
        applied,
        limited,
    )


# Axes after the leading ones: the year axis, where there is one, and the inner axes.
_INNER = {
    "population": 2,
    "survivorship": 3,
    "asfr": 2,
    "net_migration": 3,
    "sex_ratio_at_birth": 1,
    "separation": 3,
}


def _checked(
    population: ArrayLike,
    survivorship: ArrayLike,
    asfr: ArrayLike,
    net_migration: ArrayLike,
    sex_ratio_at_birth: ArrayLike,
    separation: ArrayLike | None,
) -> dict[str, Floats]:
    people = non_negative("population", population)
    ages = people.shape[-1] if people.ndim else 0
    if ages < 3:
        raise ModelError(
            f"population has shape {people.shape}; its last axes must be sex and at least three ages"
        )
    rates = ends_in("asfr", non_negative("asfr", asfr), ages)
    if rates[..., 0].any():
        raise ModelError("asfr must be zero in the first age group: newborn girls bear no children")
    srb = non_negative("sex_ratio_at_birth", sex_ratio_at_birth)
    factors = np.zeros((len(SEXES), ages)) if separation is None else probability("separation", separation)
    found = {
        "population": by_sex("population", people, ages),
        "survivorship": by_sex("survivorship", probability("survivorship", survivorship), ages),
        "asfr": rates,
        "net_migration": by_sex("net_migration", finite("net_migration", net_migration), ages),
        "sex_ratio_at_birth": srb,
        "separation": by_sex("separation", factors, ages),
    }
    return {name: _at_least(array, _INNER[name]) for name, array in found.items()}


def _common_axes(inputs: dict[str, Floats], years: int | None) -> tuple[tuple[int, ...], int]:
    try:
        lead = np.broadcast_shapes(
            *(array.shape[: array.ndim - _INNER[name]] for name, array in inputs.items())
        )
        lengths = {
            array.shape[array.ndim - _INNER[name]] for name, array in inputs.items() if name != "population"
        }
        (count,) = np.broadcast_shapes(*((length,) for length in lengths), (years or 1,))
    except ValueError as error:
        shapes = ", ".join(f"{name} {array.shape}" for name, array in inputs.items())
        raise ModelError(f"these shapes do not fit each other: {shapes}, years {years}") from error
    return lead, count


def _rows(inputs: dict[str, Floats], lead: tuple[int, ...]) -> dict[str, Floats]:
    """Each input with its leading axes flattened into one, or left at length one where it does not vary."""
    rows = {}
    for name, array in inputs.items():
        own, inner = array.shape[: array.ndim - _INNER[name]], array.shape[array.ndim - _INNER[name] :]
        if np.prod(own, dtype=np.int64) == 1:
            rows[name] = np.ascontiguousarray(array.reshape((1, *inner)))
        else:
            rows[name] = np.ascontiguousarray(np.broadcast_to(array, lead + inner)).reshape((-1, *inner))
    return rows


def _outputs(start: Floats, rows: int, years: int, ages: int, with_deaths: bool) -> tuple[Floats, ...]:
    cells = (rows, years, len(SEXES), ages)
    population = np.empty((rows, years + 1, len(SEXES), ages))
    population[:, 0] = start
    return (
        population,
        np.zeros((rows, years, ages)),
        np.empty((rows, years, len(SEXES))),
        np.empty(cells),
        np.empty(cells if with_deaths else (1, 1, 1, 1)),
        np.zeros(cells),
        np.zeros(cells),
    )


def _with_year(values: ArrayLike, inner: int) -> Floats:
    array = _at_least(np.asarray(values, dtype=np.float64), inner)
    return np.expand_dims(array, array.ndim - inner)


def _at_least(array: Floats, axes: int) -> Floats:
    return array.reshape((1,) * (axes - array.ndim) + array.shape)
