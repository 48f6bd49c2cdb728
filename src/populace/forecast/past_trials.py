"""The forecasts that would have been made at earlier dates, by the same code, from what was known then."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from populace.errors import UserError
from populace.forecast.evidence import Evidence
from populace.forecast.many.fans import BIRTHS, POPULATION
from populace.forecast.many.job import job_of
from populace.forecast.many.stretches import run
from populace.forecast.results import Fan, Settings
from populace.forecast.tables import Tables

YEARS_BACK = (5, 10, 15)
"""How far back the trials start: five years apart, so that they share few years; as far as is planned ahead."""

PLANNED_FOR = 15
"""Years ahead that a trial runs at most: a birth peak is planned for about ten years ahead, a school for fifteen."""

TRAJECTORIES = 100
"""Trajectories of a trial on the past: its 95 % bounds stand on the third lowest and third highest."""


@dataclass(frozen=True)
class Trial:
    """Fans of births and totals by place that would have been made at the end of ``origin``, from its evidence."""

    origin: int
    evidence: Evidence
    births: Mapping[str, Fan]
    totals: Mapping[str, Fan]


def past_trials(
    tables: Tables,
    settings: Settings,
    base_year: int,
    progress: Callable[[float], None] = lambda share: None,
) -> list[Trial]:
    """The trials of the places of ``settings`` from each of ``YEARS_BACK`` before ``base_year``, the latest first."""
    trials: list[Trial] = []
    for done, back in enumerate(YEARS_BACK):
        made = _trial(tables, settings, base_year, base_year - back)
        if made is None:
            break  # what was not known then was not known earlier
        trials.append(made)
        progress((done + 1) / len(YEARS_BACK))
    progress(1.0)
    return trials


def _trial(tables: Tables, settings: Settings, base_year: int, origin: int) -> Trial | None:
    """The forecast that would have been made at the end of ``origin``; ``None`` where too little was known by then."""
    known = tables.known_by(origin)
    evidence = Evidence.of(known)
    shorter = Settings(
        settings.places,
        min(base_year, origin + PLANNED_FOR),
        min(TRAJECTORIES, settings.trajectories),
        settings.seed,
    )
    births: dict[str, Fan] = {}
    totals: dict[str, Fan] = {}
    try:
        job = job_of(known, evidence, shorter, groups=())
        years = job.years_ahead
        for place in (place for piece in run(job) for place in piece.places):
            births[place.code] = Fan(years[place.code], place.fans[BIRTHS])
            totals[place.code] = Fan(years[place.code], place.fans[POPULATION])
    except UserError:
        return None
    return Trial(origin, evidence, births, totals)
