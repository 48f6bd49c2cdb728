"""Why births change, in words: more women, their ages, or more births per woman."""

from collections.abc import Mapping

from populace.forecast.results import Causes
from populace.i18n import gettext as _
from populace.report.amounts import about, fraction

HARDLY = 0.1
"""A cause with less than this share of the change is “hardly” a cause."""

LEAST = 1.0
"""Births a year below which a cause is not worth a clause."""

NO_CHANGE = 0.02
"""Below this share of births there is no rise or fall to explain."""

MOST = 2 / 3
"""Share of an effect that a range of ages must hold to stand for it."""

OLDEST_MOTHERS = 49


def why(causes: Causes) -> tuple[str, ...]:
    """One or two sentences on the causes of the change; none where causes and change are both slight."""
    composition = causes.women + causes.age_structure
    if abs(causes.change) < max(NO_CHANGE * causes.births_from, 1.0):
        return _offsetting(causes, composition)
    effects = {"women": composition, "fertility": causes.births_per_woman, "timing": causes.timing}
    shares = {name: effect / causes.change for name, effect in effects.items()}
    main = max(shares, key=lambda name: shares[name])
    if main == "women":
        first = _women_first(causes, shares, composition)
    elif main == "fertility":
        first = _fertility_first(causes, shares, composition)
    else:
        return (_timing_first(causes, shares["timing"]),)
    return (first, *_timing_too(causes, shares["timing"]))


def ages_that_matter(women_by_age: Mapping[int, float], sign: float) -> tuple[int, int]:
    """First and last age of the neighbouring five-year groups that hold most of the effect with this sign."""
    ages = sorted(women_by_age)
    size = {age: max(women_by_age[age] * sign, 0.0) for age in ages}
    low = high = max(range(len(ages)), key=lambda at: size[ages[at]])
    held, total = size[ages[low]], sum(size.values())
    while held < MOST * total and (low > 0 or high < len(ages) - 1):
        before = size[ages[low - 1]] if low > 0 else -1.0
        after = size[ages[high + 1]] if high < len(ages) - 1 else -1.0
        if after > before:
            high += 1
        else:
            low -= 1
        held += max(before, after)
    return ages[low], ages[high] + 4


def _words(causes: Causes, composition: float, main: float, second: float) -> dict[str, str | int]:
    low, high = ages_that_matter(causes.women_by_age, 1.0 if composition > 0 else -1.0)
    return {
        "ages": _("{low}–{high}").format(low=low, high=min(high, OLDEST_MOTHERS)),
        "year": causes.to_year,
        "fraction": fraction(main),
        "second": fraction(second),
    }


def _women_first(causes: Causes, shares: Mapping[str, float], composition: float) -> str:
    words = _words(causes, composition, shares["women"], shares["fertility"])
    words["count"] = about(abs(causes.births_per_woman))
    rises = causes.change > 0
    slight = abs(causes.births_per_woman) < LEAST
    if shares["fertility"] <= -HARDLY and not slight:
        if rises:
            text = _(
                "The rise to {year} comes from more women aged {ages}; fewer children per woman hold it back "
                "by about {count} births a year."
            )
        else:
            text = _(
                "The fall to {year} comes from fewer women aged {ages}; more children per woman soften it "
                "by about {count} births a year."
            )
    elif shares["fertility"] < HARDLY or slight:
        if rises:
            text = _(
                "More women aged {ages} account for {fraction} of the rise to {year}, not more children per woman."
            )
        else:
            text = _(
                "Fewer women aged {ages} account for {fraction} of the fall to {year}, not fewer children per woman."
            )
    elif rises:
        text = _(
            "More women aged {ages} account for {fraction} of the rise to {year}, more children per woman for {second}."
        )
    else:
        text = _(
            "Fewer women aged {ages} account for {fraction} of the fall to {year}, "
            "fewer children per woman for {second}."
        )
    return text.format(**words)


def _fertility_first(causes: Causes, shares: Mapping[str, float], composition: float) -> str:
    words = _words(causes, composition, shares["fertility"], shares["women"])
    words["count"] = about(abs(composition))
    rises = causes.change > 0
    slight = abs(composition) < LEAST
    if shares["women"] <= -HARDLY and not slight:
        if rises:
            text = _(
                "The rise to {year} comes from more children per woman; fewer women aged {ages} hold it back "
                "by about {count} births a year."
            )
        else:
            text = _(
                "The fall to {year} comes from fewer children per woman; more women aged {ages} soften it "
                "by about {count} births a year."
            )
    elif shares["women"] < HARDLY or slight:
        if rises:
            text = _("More children per woman account for {fraction} of the rise to {year}, not more women.")
        else:
            text = _(
                "Fewer children per woman account for {fraction} of the fall to {year}, not fewer women."
            )
    elif rises:
        text = _(
            "More children per woman account for {fraction} of the rise to {year}, more women aged {ages} for {second}."
        )
    else:
        text = _(
            "Fewer children per woman account for {fraction} of the fall to {year}, "
            "fewer women aged {ages} for {second}."
        )
    return text.format(**words)


def _timing_first(causes: Causes, share: float) -> str:
    words = {"fraction": fraction(share), "year": causes.to_year}
    if causes.change > 0:
        return _(
            "A shift in the ages at which women have children accounts for {fraction} of the rise to {year}."
        ).format(**words)
    return _(
        "A shift in the ages at which women have children accounts for {fraction} of the fall to {year}."
    ).format(**words)


def _timing_too(causes: Causes, share: float) -> tuple[str, ...]:
    if share < 2 * HARDLY:
        return ()
    words = {"fraction": fraction(share)}
    if causes.change > 0:
        return (
            _("A shift in the ages at which women have children accounts for {fraction} of it.").format(
                **words
            ),
        )
    return (
        _("A shift in the ages at which women have children accounts for {fraction} of the fall.").format(
            **words
        ),
    )


def _offsetting(causes: Causes, composition: float) -> tuple[str, ...]:
    """Births that stay as they are because two large causes cancel out; else nothing to say."""
    large = 0.5 * NO_CHANGE * causes.births_from
    if (
        min(abs(composition), abs(causes.births_per_woman)) < max(large, 1.0)
        or composition * causes.births_per_woman > 0
    ):
        return ()
    words = {
        "year": causes.to_year,
        "women": about(abs(composition)),
        "fertility": about(abs(causes.births_per_woman)),
    }
    if composition > 0:
        return (
            _(
                "Two causes nearly cancel out up to {year}: more women at childbearing ages add about "
                "{women} births a year, "
                "fewer children per woman take away about {fertility}."
            ).format(**words),
        )
    return (
        _(
            "Two causes nearly cancel out up to {year}: fewer women at childbearing ages take away about "
            "{women} births a year, "
            "more children per woman add about {fertility}."
        ).format(**words),
    )
