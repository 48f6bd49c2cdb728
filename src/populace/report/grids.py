"""Tables as a page shows them: words and written numbers in rows, prepared here so that templates hold no logic."""

from collections.abc import Sequence

from populace.demography.sex import FEMALE, MALE
from populace.forecast.results import Causes, NextPeak, PlaceForecast
from populace.i18n import format_count, format_number, format_share, join_words
from populace.i18n import gettext as _
from populace.report.ages import GROUP, five_year
from populace.report.amounts import signed
from populace.report.answer import is_expected
from populace.report.grid import DASH, Grid, milestones, spans
from populace.report.reading import Reading


def births_grid(place: PlaceForecast, every: int = 1) -> Grid:
    """Births by year; with ``every`` only years divisible by it, and those where something happens."""
    head = (_("Year"), _("Counted"), _("Median"), _("80% from"), _("80% to"), _("95% from"), _("95% to"))
    wanted = {int(year) for year in (*place.births_past.years[-1:], *place.births.years[[0, -1]])}
    wanted |= {peak.year for peak in place.past_peaks}
    wanted |= {place.next_peak.expected_year} if place.next_peak else set()
    rows = [
        (str(year), format_count(value), *[DASH] * 5)
        for year, value in zip(place.births_past.years, place.births_past.values, strict=True)
        if year % every == 0 or int(year) in wanted
    ]
    rows += [
        (str(year), DASH, *map(format_count, line[[2, 1, 3, 0, 4]]))
        for year, line in zip(place.births.years, place.births.quantiles, strict=True)
        if year % every == 0 or int(year) in wanted
    ]
    return Grid(head, tuple(rows))


def cause_names() -> dict[str, str]:
    """The four causes, as the report calls them."""
    return {
        "women": _("Number of women aged 15–49"),
        "age_structure": _("Their distribution over ages"),
        "births_per_woman": _("Children per woman"),
        "timing": _("Ages at which women have children"),
    }


def causes_grid(causes: Causes) -> Grid:
    """The effects and the change that they sum to, with what they are in the trajectories."""
    named = {**cause_names(), "change": change_name(causes)}
    rows = [
        (name, signed(getattr(causes, cause)), *spans(causes.intervals[cause]))
        for cause, name in named.items()
    ]
    return Grid((_("Cause"), _("Births a year"), _("80% range"), _("95% range")), tuple(rows))


def change_name(causes: Causes) -> str:
    """What the causes sum to, with its years."""
    return _("Change in births, {from_year}–{to_year}").format(
        from_year=causes.from_year, to_year=causes.to_year
    )


def women_grid(causes: Causes) -> Grid:
    """The effect of women's numbers by their age."""
    rows = [
        (age_group(age, False), signed(effect), *spans(causes.women_by_age_intervals[age]))
        for age, effect in sorted(causes.women_by_age.items())
    ]
    return Grid((_("Age of women"), _("Births a year"), _("80% range"), _("95% range")), tuple(rows))


def peak_years_grid(peak: NextPeak) -> Grid:
    """The share of trajectories by year of the peak: of all of them, and of those that have it."""
    rows = [
        (str(year), format_share(chance, 1), format_share(chance / peak.probability, 1))
        for year, chance in zip(peak.years.tolist(), peak.chance.tolist(), strict=True)
        if chance > 0
    ]
    head = (_("Year of the next peak"), _("Of all trajectories"), _("Of those with the peak"))
    return Grid(head, (*rows, (_("none by then"), format_share(peak.no_peak, 1), DASH)))


def age_group(lower: int, is_open: bool) -> str:
    """``25–29``, or ``100+`` for the open group."""
    return f"{lower}+" if is_open else _("{low}–{high}").format(low=lower, high=lower + GROUP - 1)


def pyramid_grid(place: PlaceForecast) -> Grid:
    """Persons by five-year age group and sex, now and at the horizon."""
    first, last = int(place.population_years[0]), int(place.population_years[-1])
    groups = five_year(place.population[[0, -1]])
    head = (
        _("Age"),
        _("Women {year}").format(year=first),
        _("Men {year}").format(year=first),
        _("Women {year}").format(year=last),
        _("Men {year}").format(year=last),
    )
    count = groups.shape[-1]
    rows = [
        (
            age_group(at * GROUP, at == count - 1),
            *(format_count(groups[year, sex, at]) for year in (0, 1) for sex in (FEMALE, MALE)),
        )
        for at in range(count)
    ]
    return Grid(head, tuple(rows))


def peaks_grid(place: PlaceForecast) -> Grid:
    """Past peaks and the coming one: year, height, width."""
    head = (_("Peak"), _("Year"), _("Births a year at the top"), _("Width in years"))
    rows = [
        (_("past"), str(peak.year), format_count(peak.height), format_number(peak.width, 0))
        for peak in place.past_peaks
    ]
    coming = place.next_peak
    if coming:
        rows.append(
            (
                _("coming, in {share} of the trajectories").format(share=format_share(coming.probability)),
                _("{median} ({low}–{high})").format(
                    median=coming.expected_year,
                    low=round(coming.year.low80),
                    high=round(coming.year.high80),
                ),
                _("{median} ({low}–{high})").format(
                    median=format_count(coming.height.median),
                    low=format_count(coming.height.low80),
                    high=format_count(coming.height.high80),
                ),
                _("{median} ({low}–{high})").format(
                    median=format_number(coming.width.median, 0),
                    low=format_number(coming.width.low80, 0),
                    high=format_number(coming.width.high80, 0),
                ),
            )
        )
    return Grid(head, tuple(rows))


def accuracy_grid(reading: Reading, codes: Sequence[str]) -> Grid:
    """How the method did on the past of each place that has enough of it."""
    head = (
        _("Place"),
        _("Forecast from"),
        _("Compared with births of"),
        _("Mean error without sign"),
        _("Mean error with sign"),
        _("Years inside the 80% band"),
    )
    rows = []
    for code in codes:
        made = reading.place(code).accuracy
        if made is None or not len(made.years):
            continue
        rows.append(
            (
                reading.name(code),
                join_words([str(trial.origin) for trial in made.trials] or [str(made.origin)]),
                _("{low}–{high}").format(
                    low=min([int(trial.years[0]) for trial in made.trials] or [int(made.years[0])]),
                    high=max([int(trial.years[-1]) for trial in made.trials] or [int(made.years[-1])]),
                ),
                format_share(made.mean_absolute_percentage_error, 1),
                ("+" if made.bias > 0 else "−" if made.bias < 0 else "") + format_share(abs(made.bias), 1),
                format_share(made.coverage80),
            )
        )
    return Grid(head, tuple(rows))


def rungs_grid(reading: Reading, codes: Sequence[str], subjects: dict[str, str]) -> Grid:
    """The rung of the ladder used for each place and subject."""
    rows = [
        (
            reading.name(code),
            *(_rung_code(reading.place(code), subject) for subject in subjects),
        )
        for code in codes
    ]
    return Grid((_("Place"), *(_(name) for name in subjects.values())), tuple(rows))


def _rung_code(place: PlaceForecast, subject: str) -> str:
    found = place.rungs.get(subject)
    return found.code if found else DASH


def drivers_grid(place: PlaceForecast) -> Grid:
    """Women aged 15–49 and total fertility, ahead."""
    head = (_("Year"), _("Women aged 15–49"), _("80% range"), _("Children per woman"), _("80% range"))
    rows = []
    for year in milestones(place.births):
        women, fertility = place.women_15_49.at(year), place.total_fertility.at(year)
        rows.append(
            (
                str(year),
                format_count(women.median),
                _("{low}–{high}").format(low=format_count(women.low80), high=format_count(women.high80)),
                format_number(fertility.median, 2),
                _("{low}–{high}").format(
                    low=format_number(fertility.low80, 2), high=format_number(fertility.high80, 2)
                ),
            )
        )
    return Grid(head, tuple(rows))


def places_grid(reading: Reading, codes: Sequence[str]) -> Grid:
    """Births of the places in the order of the tree: now, and at the horizon."""
    horizon = reading.horizon
    head = (
        _("Place"),
        _("Births {year}").format(year=reading.forecast.base_year),
        _("Births {year}").format(year=horizon),
        _("80% range"),
        _("Next peak (80%)"),
    )
    rows = []
    for code in codes:
        place = reading.place(code)
        end = place.births.at(horizon)
        peak = place.next_peak
        rows.append(
            (
                reading.name(code),
                format_count(reading.start(code).births) if len(place.births_past.years) else DASH,
                format_count(end.median),
                _("{low}–{high}").format(low=format_count(end.low80), high=format_count(end.high80)),
                _("{median} ({low}–{high})").format(
                    median=peak.expected_year, low=round(peak.year.low80), high=round(peak.year.high80)
                )
                if peak and is_expected(place)
                else _("none expected"),
            )
        )
    return Grid(head, tuple(rows))


def sources_grid(reading: Reading) -> Grid:
    """The files that were read, with the rows used of each."""
    rows = [
        (source.label, source.citation, format_count(source.rows))
        for source in reading.tables.sources.values()
    ]
    return Grid((_("File"), _("Source"), _("Rows")), tuple(rows))
