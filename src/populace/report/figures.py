"""Every figure of the report: drawn once for the page and for its file, with its words and its table."""

from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from populace.charts.bars import signed_bars
from populace.charts.columns import columns_by_year
from populace.charts.drawing import Drawing, Words, again, grid, inline
from populace.charts.fan import births_fan, fan_with_lines, plain_fan
from populace.charts.pyramid import pyramid
from populace.charts.sizes import COLUMNS, NARROW, WIDE
from populace.forecast.results import PlaceForecast, Series
from populace.i18n import gettext as _
from populace.i18n import language
from populace.report import grids, needs_grids, scenario_grids, titles
from populace.report.ages import five_year
from populace.report.amounts import signed
from populace.report.grid import Grid
from populace.report.reading import Reading

NOTHING = Series(np.array([], dtype=np.int64), np.array([], dtype=float))


@dataclass(frozen=True)
class Picture:
    """One drawing on the page; ``room`` is the class by which the style sheet shows it at wide or narrow widths."""

    markup: Markup
    heading: str = ""
    room: str = ""
    link: str = ""


@dataclass(frozen=True)
class Figure:
    """A chart with its words and its table; ``drawing`` is what its file holds."""

    name: str
    words: Words
    pictures: tuple[Picture, ...]
    drawing: Drawing
    table: Grid
    layout: str = "single"


def births_figure(reading: Reading, code: str) -> Figure:
    """The fan of a top place, drawn for wide and for narrow screens."""
    place = reading.place(code)
    name = f"{reading.slugs[code]}-births"
    words = _births_words(reading, code)
    parts = (place.births_past, place.births, place.past_peaks, place.next_peak)
    wide, narrow = births_fan(*parts, WIDE), births_fan(*parts, NARROW)
    pictures = (
        Picture(Markup(inline(wide, name, words)), room="wide"),
        Picture(Markup(inline(narrow, f"{name}-narrow", words)), room="narrow"),
    )
    return Figure(name, words, pictures, wide, grids.births_grid(place))


def small_births_figure(reading: Reading, code: str) -> Figure:
    """The fan of a place below: small enough to stand among its neighbours too."""
    place = reading.place(code)
    name = f"{reading.slugs[code]}-births"
    words = _births_words(reading, code)
    drawing = births_fan(place.births_past, place.births, place.past_peaks, place.next_peak, NARROW)
    picture = Picture(Markup(inline(drawing, name, words)))
    return Figure(name, words, (picture,), drawing, grids.births_grid(place, every=5))


def pyramid_figure(reading: Reading, code: str) -> Figure:
    """The population by age and sex, now and at the horizon."""
    place = reading.place(code)
    name = f"{reading.slugs[code]}-population"
    years = (int(place.population_years[0]), int(place.population_years[-1]))
    words = Words(
        titles.pyramid_title(place.population, years),
        _("Persons by five-year age group and sex, end of {now} and end of {ahead} (expected)").format(
            now=years[0], ahead=years[1]
        ),
        reading.source,
        _("Population pyramid of {place}: an outline for {now} over filled bars for {ahead}.").format(
            place=reading.name(code), now=years[0], ahead=years[1]
        ),
    )
    groups = five_year(place.population[[0, -1]])
    drawing = pyramid(groups[0], groups[1], years)
    return Figure(
        name, words, (Picture(Markup(inline(drawing, name, words))),), drawing, grids.pyramid_grid(place)
    )


def causes_figures(reading: Reading, code: str) -> tuple[Figure, ...]:
    """The four causes, and the women's side by age; none where no causes are known."""
    causes = reading.place(code).causes
    if causes is None:
        return ()
    span = {"from_year": causes.from_year, "to_year": causes.to_year, "place": reading.name(code)}
    total = _("Change in births, {from_year}–{to_year}").format(**span)
    effects = [(name, float(getattr(causes, cause))) for cause, name in grids.cause_names().items()]
    by_cause = [(name, effect, signed(effect)) for name, effect in effects]
    spans = [(each.low80, each.high80) for each in causes.intervals.values()]
    drawing = signed_bars(
        [*by_cause, (total, causes.change, signed(causes.change))], total=len(by_cause), bounds=spans
    )
    words = Words(
        titles.causes_title(causes),
        _(
            "Births a year added or taken away by each cause, {from_year} to {to_year}; "
            "the thin lines hold 80% of the trajectories"
        ).format(**span),
        reading.source,
        _("Bar chart of four causes of the change in births of {place}, and their sum.").format(**span),
    )
    name = f"{reading.slugs[code]}-causes"
    ages = sorted(causes.women_by_age.items())
    by_age = [(grids.age_group(age, False), effect, signed(effect)) for age, effect in ages]
    women_drawing = signed_bars(
        by_age,
        bounds=[
            (causes.women_by_age_intervals[age].low80, causes.women_by_age_intervals[age].high80)
            for age, _effect in ages
        ],
    )
    women_words = Words(
        titles.women_title(causes),
        _(
            "Births a year added or taken away by the number of women of each age, {from_year} to {to_year}; "
            "the thin lines hold 80% of the trajectories"
        ).format(**span),
        reading.source,
        _("Bar chart of the effect of women's numbers on births of {place}, by five-year age group.").format(
            **span
        ),
    )
    women_name = f"{reading.slugs[code]}-women"
    return (
        Figure(name, words, (_picture(drawing, name, words),), drawing, grids.causes_grid(causes)),
        Figure(
            women_name, women_words, (_picture(women_drawing, women_name, women_words),), women_drawing,
            grids.women_grid(causes),
        ),
    )  # fmt: skip


def peak_years_figure(reading: Reading, code: str) -> Figure | None:
    """In how many trajectories the next peak falls in each year; none where no peak is told."""
    peak = reading.place(code).next_peak
    if peak is None:
        return None
    name = f"{reading.slugs[code]}-peak-years"
    words = Words(
        titles.peak_years_title(peak),
        _(
            "Share of all trajectories whose next birth peak falls in the year; the last column has no such peak"
        ),
        reading.source,
        _("Column chart of the year of the next birth peak of {place}.").format(place=reading.name(code)),
    )
    parts = (peak.years.tolist(), peak.chance.tolist(), (_("none by then"), peak.no_peak))
    wide, narrow = columns_by_year(*parts, COLUMNS), columns_by_year(*parts, NARROW)
    pictures = (
        Picture(Markup(inline(wide, name, words)), room="wide"),
        Picture(Markup(inline(narrow, f"{name}-narrow", words)), room="narrow"),
    )
    return Figure(name, words, pictures, wide, grids.peak_years_grid(peak))


def scenarios_figure(reading: Reading, code: str) -> Figure | None:
    """The births of a place in the forecast, with the middle of each scenario that changes them."""
    lines = [
        (result.scenario.name(language()), result.places[code].births.after)
        for result in reading.forecast.scenarios
        if code in result.places and np.any(result.places[code].births.change.quantiles)
    ]
    if not lines:
        return None
    place = reading.place(code)
    name = f"{reading.slugs[code]}-scenarios"
    words = Words(
        _("Births in {place}: the forecast, and what scenarios would make of it").format(
            place=reading.name(code)
        ),
        _("Births a year; the bands hold 80% and 95% of the trajectories of the forecast, lines are medians"),
        reading.source,
        _("Line chart of births in {place} with a line for each of the scenarios.").format(
            place=reading.name(code)
        ),
    )
    wide = fan_with_lines(place.births_past, place.births, lines, WIDE)
    narrow = fan_with_lines(place.births_past, place.births, lines, NARROW)
    pictures = (
        Picture(Markup(inline(wide, name, words)), room="wide"),
        Picture(Markup(inline(narrow, f"{name}-narrow", words)), room="narrow"),
    )
    return Figure(name, words, pictures, wide, scenario_grids.medians_grid(reading, code))


def needs_figure(reading: Reading, code: str) -> Figure | None:
    """One small chart for each need, all in the same layout."""
    place = reading.place(code)
    if not place.needs:
        return None
    name = f"{reading.slugs[code]}-needs"
    words = Words(
        titles.needs_title(place.needs),
        _("Staff, beds and places by year: median and bands that hold 80% and 95% of the trajectories"),
        reading.source,
        _("Small line charts, one for each of the needs of {place}.").format(place=reading.name(code)),
    )
    panels = [
        (_(reading.ratios[need.code].label), plain_fan(NOTHING, need.fan, needs_grids.need_digits(need)))
        for need in place.needs
    ]
    pictures = tuple(
        _picture(panel, f"{name}-{at}", Words(heading, "", "", words.description), heading)
        for at, (heading, panel) in enumerate(panels)
    )
    return Figure(name, words, pictures, grid(panels, 3), needs_grids.needs_grid(reading, place), "panels")


def drivers_figure(reading: Reading, code: str) -> Figure:
    """What births are made of: women of childbearing age, and children per woman."""
    place = reading.place(code)
    name = f"{reading.slugs[code]}-drivers"
    words = Words(
        _("Births are women times children per woman"),
        _("Women aged 15–49 at the end of the year, and total fertility (children per woman)"),
        reading.source,
        _("Two small line charts for {place}: women aged 15–49, and children per woman.").format(
            place=reading.name(code)
        ),
    )
    panels = [
        (_("Women aged 15–49"), plain_fan(NOTHING, place.women_15_49, 0, NARROW)),
        (_("Children per woman"), plain_fan(place.total_fertility_past, place.total_fertility, 2, NARROW)),
    ]
    pictures = tuple(
        _picture(panel, f"{name}-{at}", Words(heading, "", "", words.description), heading)
        for at, (heading, panel) in enumerate(panels)
    )
    return Figure(name, words, pictures, grid(panels, 2), grids.drivers_grid(place), "pair")


def places_figure(reading: Reading, code: str, drawn: dict[str, Figure]) -> Figure | None:
    """The births of the places directly below, each beside its own past, in the order of the tree."""
    below = reading.below(code)
    if not below:
        return None
    name = f"{reading.slugs[code]}-places"
    words = Words(
        titles.places_title([reading.place(child) for child in below], reading.horizon),
        _("Births a year of each place, each on its own scale, beside its own past"),
        reading.source,
        _(
            "Small line charts of births, one for each place below {place}, in the order of the list of places."
        ).format(place=reading.name(code)),
    )
    pictures = tuple(
        Picture(
            Markup(
                again(
                    drawn[child].drawing,
                    drawn[child].name,
                    f"{name}-{at}",
                    Words(reading.name(child), "", "", ""),
                )
            ),
            reading.name(child),
            link=f"place-{reading.slugs[child]}",
        )
        for at, child in enumerate(below)
    )
    panels = [(reading.name(child), drawn[child].drawing) for child in below]
    return Figure(name, words, pictures, grid(panels, 3), grids.places_grid(reading, below), "places")


def _births_words(reading: Reading, code: str) -> Words:
    place = reading.place(code)
    return Words(
        titles.births_title(place, reading.start(code)),
        _(
            "Births a year in {place}, counted and projected; the bands hold 80% and 95% of the trajectories"
        ).format(place=reading.name(code)),
        reading.source,
        _births_description(place, reading.name(code)),
    )


def _births_description(place: PlaceForecast, name: str) -> str:
    horizon = int(place.births.years[-1])
    if not len(place.births_past.years):
        return _("Line chart of births in {place}, projected to {horizon}.").format(
            place=name, horizon=horizon
        )
    return _(
        "Line chart of births in {place}: counted from {first} to {last}, projected to {horizon}."
    ).format(
        place=name,
        first=int(place.births_past.years[0]),
        last=int(place.births_past.years[-1]),
        horizon=horizon,
    )


def _picture(drawing: Drawing, name: str, words: Words, heading: str = "") -> Picture:
    return Picture(Markup(inline(drawing, name, words)), heading)
