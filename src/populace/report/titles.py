"""The finding that stands above each chart, made from its figures."""

import numpy as np
from jaxtyping import Bool, Float

from populace.forecast.results import Causes, Need, NextPeak, PlaceForecast
from populace.i18n import format_share, ngettext
from populace.i18n import gettext as _
from populace.report.amounts import about
from populace.report.answer import SAME_LEVEL, Level, is_expected
from populace.report.asks import highest
from populace.report.why import NO_CHANGE, ages_that_matter

OLD = 65
"""From this age on people count as older here, as in the UN's tables."""


def births_title(place: PlaceForecast, start: Level) -> str:
    """Whether births peak, fall, rise or stay."""
    horizon = int(place.births.years[-1])
    then = float(place.births.median[-1])
    if is_expected(place) and place.next_peak:
        return _("Births are expected to peak around {year}, at about {births} a year").format(
            year=place.next_peak.expected_year, births=about(place.next_peak.height.median)
        )
    words = {"now": about(start.births), "then": about(then), "base_year": start.year, "horizon": horizon}
    if abs(then - start.births) <= SAME_LEVEL * start.births or words["now"] == words["then"]:
        return _("Births are expected to stay at about {then} a year up to {horizon}").format(**words)
    if then < start.births:
        return _("Births are expected to fall from {now} in {base_year} to about {then} in {horizon}").format(
            **words
        )
    return _("Births are expected to rise from {now} in {base_year} to about {then} in {horizon}").format(
        **words
    )


def causes_title(causes: Causes) -> str:
    """Which of the four causes does most in the direction of the change."""
    if abs(causes.change) < max(NO_CHANGE * causes.births_from, 1.0):
        return _("Up to {year}, what adds to births and what takes from them nearly balances").format(
            year=causes.to_year
        )
    rises = causes.change > 0
    effects = {
        "women": causes.women,
        "ages": causes.age_structure,
        "fertility": causes.births_per_woman,
        "timing": causes.timing,
    }
    main = max(effects, key=lambda name: effects[name] / causes.change)
    texts = {
        ("women", True): _("The rise in births to {year} comes first from a larger number of women"),
        ("women", False): _("The fall in births to {year} comes first from a smaller number of women"),
        ("ages", True): _(
            "The rise in births to {year} comes first from more women at the ages when most have children"
        ),
        ("ages", False): _(
            "The fall in births to {year} comes first from fewer women at the ages when most have children"
        ),
        ("fertility", True): _("The rise in births to {year} comes first from more children per woman"),
        ("fertility", False): _("The fall in births to {year} comes first from fewer children per woman"),
        ("timing", True): _("The rise in births to {year} comes first from a shift in the ages of mothers"),
        ("timing", False): _("The fall in births to {year} comes first from a shift in the ages of mothers"),
    }
    return texts[main, rises].format(year=causes.to_year)


def peak_years_title(peak: NextPeak) -> str:
    """When the next peak comes, in how many trajectories, and in how many none does."""
    return _(
        "The next peak comes between {low} and {high} in {share} of the trajectories, and not by {horizon} in {none}"
    ).format(
        low=int(peak.year.low95),
        high=int(peak.year.high95),
        share=format_share(float(peak.chance[_within(peak)].sum())),
        none=format_share(peak.no_peak),
        horizon=int(peak.years[-1]),
    )


def _within(peak: NextPeak) -> Bool[np.ndarray, " year"]:
    return np.asarray((peak.years >= peak.year.low95) & (peak.years <= peak.year.high95))


def women_title(causes: Causes) -> str:
    """Which women's ages matter most for the change."""
    sign = 1.0 if sum(causes.women_by_age.values()) >= 0 else -1.0
    low, high = ages_that_matter(causes.women_by_age, sign)
    if sign > 0:
        return _("Women aged {low}–{high} add most: there will be more of them in {year}").format(
            low=low, high=high, year=causes.to_year
        )
    return _("Women aged {low}–{high} take away most: there will be fewer of them in {year}").format(
        low=low, high=high, year=causes.to_year
    )


def needs_title(needs: tuple[Need, ...]) -> str:
    """When what is needed is at its highest."""
    start = int(needs[0].fan.years[0])
    peaks = [highest(need) for need in needs if _rises(need)]
    if not peaks:
        return _("Nothing here is needed more than in {year}").format(year=start)
    words = {"count": len(peaks), "all": len(needs), "year": start, "first": min(peaks), "last": max(peaks)}
    if words["first"] == words["last"]:
        text = ngettext(
            "{count} of {all} needs rises above its level of {year}: it is highest in {last}",
            "{count} of {all} needs rise above their level of {year}: they are highest in {last}",
            len(peaks),
        )
    else:
        text = _(
            "{count} of {all} needs rise above their level of {year}: they are highest from {first} to {last}"
        )
    return text.format(**words)


def _rises(need: Need) -> bool:
    """Whether the need grows by a whole unit and by more than births vary anyway."""
    now, top = float(need.fan.median[0]), float(need.fan.median.max())
    return top - now >= max(1.0, SAME_LEVEL * now)


def pyramid_title(population: Float[np.ndarray, "year sex age"], years: tuple[int, int]) -> str:
    """How many people, and how many of them are older."""
    now, then = float(population[0].sum()), float(population[-1].sum())
    old_now, old_then = (float(part[:, OLD:].sum()) for part in (population[0], population[-1]))
    words = {
        "now": about(now),
        "then": about(then),
        "year": years[1],
        "base_year": years[0],
        "share": format_share(old_then / then if then else 0.0),
        "share_now": format_share(old_now / now if now else 0.0),
    }
    if abs(then - now) <= 0.01 * now:
        text = _(
            "The population is about {then} in {year}, as in {base_year}; {share} are 65 or older ({share_now} now)"
        )
    elif then > now:
        text = _(
            "The population grows from {now} to {then} by {year}; {share} are 65 or older ({share_now} now)"
        )
    else:
        text = _(
            "The population shrinks from {now} to {then} by {year}; {share} are 65 or older ({share_now} now)"
        )
    return text.format(**words)


def places_title(places: list[PlaceForecast], horizon: int) -> str:
    """In how many of the places below a peak is expected."""
    expected = sum(1 for place in places if is_expected(place))
    if expected == 0:
        return _("A birth peak up to {horizon} is not expected in any of these places").format(
            horizon=horizon
        )
    return ngettext(
        "In {count} of {all} places a birth peak is expected up to {horizon}",
        "In {count} of {all} places a birth peak is expected up to {horizon}",
        expected,
    ).format(count=expected, all=len(places), horizon=horizon)
