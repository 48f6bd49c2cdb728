"""The answer in plain words: when the next birth peak comes, how high, why, and what it asks for.

Pure functions from results to whole sentences. Every case has its own sentence, so that each can be translated as
people say it; no sentence is put together from pieces.
"""

from dataclasses import dataclass

from populace.forecast.peaks import LIKELY
from populace.forecast.results import PlaceForecast
from populace.i18n import format_share
from populace.i18n import gettext as _
from populace.report.amounts import about, between, percent, years
from populace.report.asks import asks
from populace.report.why import why

SURE = 0.9
"""Below this probability the answer says how often the peak comes."""

HARDLY = 0.05
"""Below this probability the answer says that none is expected, without more."""

SAME_LEVEL = 0.02
"""Changes of births smaller than this are “about the same”."""

FEW = 50
"""Below this number of births a year a percentage says more than the count does; the count is given instead."""


@dataclass(frozen=True)
class Level:
    """Births of a year to compare with."""

    year: int
    births: float


def answer(place: PlaceForecast, base_year: int) -> tuple[str, ...]:
    """The sentences that open the report of a place, in order."""
    start = level(place, base_year)
    sentences = [*_peak(place, start)]
    if not is_expected(place):
        sentences.append(path(place, start))
    sentences += _reasons(place, start)
    wanted = asks(place.needs)
    return (*sentences, *([wanted] if wanted else []))


def is_expected(place: PlaceForecast) -> bool:
    """Whether at least half of the trajectories pass a peak about the expected one."""
    return place.next_peak is not None and place.next_peak.probability >= LIKELY


def level(place: PlaceForecast, base_year: int) -> Level:
    """The last births counted up to ``base_year``, or the first projected where none were counted."""
    known = [at for at, year in enumerate(place.births_past.years) if year <= base_year]
    if known:
        return Level(int(place.births_past.years[known[-1]]), float(place.births_past.values[known[-1]]))
    return Level(int(place.births.years[0]), float(place.births.median[0]))


def path(place: PlaceForecast, start: Level) -> str:
    """Where births go by the horizon, for a place without an expected peak."""
    horizon = int(place.births.years[-1])
    end = place.births.at(horizon)
    words = {
        "now": about(start.births),
        "base_year": start.year,
        "then": about(end.median),
        "horizon": horizon,
        "sure": format_share(0.8),
        "range": between(end.low80, end.high80),
    }
    change = _change(start.births, end.median)
    if change is None or abs(change) < SAME_LEVEL or about(start.births) == about(end.median):
        return _("Births stay at about {then} a year up to {horizon} ({sure}: {range}).").format(**words)
    words["percent"] = percent(change)
    if start.births < FEW:
        if change < 0:
            return _(
                "Births fall from {now} in {base_year} to about {then} a year in {horizon} ({sure}: {range})."
            ).format(**words)
        return _(
            "Births rise from {now} in {base_year} to about {then} a year in {horizon} ({sure}: {range})."
        ).format(**words)
    if change < 0:
        return _(
            "Births fall from {now} in {base_year} to about {then} in {horizon} ({sure}: {range}), {percent} fewer."
        ).format(**words)
    return _(
        "Births rise from {now} in {base_year} to about {then} in {horizon} ({sure}: {range}), {percent} more."
    ).format(**words)


def _peak(place: PlaceForecast, start: Level) -> list[str]:
    horizon = int(place.births.years[-1])
    peak = place.next_peak
    if peak is None or peak.probability < HARDLY:
        return [_("No birth peak is expected up to {horizon}.").format(horizon=horizon)]
    share = format_share(peak.probability)
    if not is_expected(place):
        return [
            _(
                "No birth peak is likely up to {horizon}: one around {year} comes in {share} of the trajectories "
                "({sure} of those: {range})."
            ).format(
                horizon=horizon,
                year=peak.expected_year,
                share=share,
                sure=format_share(0.8),
                range=years(peak.year.low80, peak.year.high80),
            )
        ]
    sentences = [_expected(place, start)]
    if peak.probability < SURE:
        sentences.append(
            _("{share} of the trajectories have a peak around that year; the others do not.").format(
                share=share
            )
        )
    return sentences


def _expected(place: PlaceForecast, start: Level) -> str:
    peak = place.next_peak
    if peak is None:
        raise ValueError("a place without a peak has none to describe")
    height = peak.height.median
    words = {
        "year": peak.expected_year,
        "sure": format_share(0.8),
        "range": years(peak.year.low80, peak.year.high80),
        "births": about(height),
        "base_year": start.year,
        "now": about(start.births),
    }
    change = _change(start.births, height)
    if change is None or start.births < FEW:
        return _(
            "The next birth peak is expected in {year} ({sure}: {range}), with about {births} births, "
            "against {now} in {base_year}."
        ).format(**words)
    words["percent"] = percent(change)
    if abs(change) < SAME_LEVEL:
        return _(
            "The next birth peak is expected in {year} ({sure}: {range}), with about {births} births, "
            "about as many as in {base_year}."
        ).format(**words)
    if change < 0:
        return _(
            "The next birth peak is expected in {year} ({sure}: {range}), with about {births} births, "
            "{percent} below {base_year}."
        ).format(**words)
    return _(
        "The next birth peak is expected in {year} ({sure}: {range}), with about {births} births, "
        "{percent} above {base_year}."
    ).format(**words)


def _reasons(place: PlaceForecast, start: Level) -> tuple[str, ...]:
    """Why; left out where the middle of the fan goes the other way than the sentence before it."""
    if place.causes is None:
        return ()
    end = (
        place.next_peak.height.median
        if is_expected(place) and place.next_peak
        else float(place.births.median[-1])
    )
    if (end - start.births) * place.causes.change < 0:
        return ()
    return why(place.causes)


def _change(before: float, after: float) -> float | None:
    return after / before - 1 if before > 0 else None
