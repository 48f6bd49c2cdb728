"""Tables of needs as a page shows them: by year, at their highest, and the ratios behind them."""

from populace.forecast.results import Need, PlaceForecast
from populace.i18n import format_number, format_share
from populace.i18n import gettext as _
from populace.report.amounts import signed
from populace.report.asks import highest
from populace.report.grid import DASH, Grid, milestones
from populace.report.reading import Reading

SMALL_NEED = 10
"""A midwife shared with the next village is better written as 0.3 than as 0."""


def highest_grid(reading: Reading, place: PlaceForecast) -> Grid:
    """When each need is highest in the trajectories, and how high it is then."""
    rows = []
    for need in place.needs:
        digits = need_digits(need)
        year, size = need.highest.year, need.highest.size
        rows.append(
            (
                _(reading.ratios[need.code].label),
                _("{median} ({low}–{high})").format(
                    median=int(year.median), low=int(year.low80), high=int(year.high80)
                ),
                _("{low}–{high}").format(low=int(year.low95), high=int(year.high95)),
                _("{median} ({low}–{high})").format(
                    median=format_number(size.median, digits),
                    low=format_number(size.low80, digits),
                    high=format_number(size.high80, digits),
                ),
                _("{low}–{high}").format(
                    low=format_number(size.low95, digits), high=format_number(size.high95, digits)
                ),
                format_share(float(need.highest.chance[0])),
            )
        )
    head = (
        _("Need"), _("Highest in (80%)"), _("95% range"), _("Then needed (80%)"), _("95% range"),
        _("Never above {year}").format(year=int(place.births.years[0])),
    )  # fmt: skip
    return Grid(head, tuple(rows))


def needs_grid(reading: Reading, place: PlaceForecast) -> Grid:
    """Each need now, every five years and at the horizon, with its highest year and the change until then."""
    if not place.needs:
        return Grid((), ())
    years = milestones(place.needs[0].fan)
    head = (
        _("Need"),
        *map(str, years),
        _("Highest (80%)"),
        _("in"),
        _("Change from {year}").format(year=years[0]),
    )
    rows = []
    for need in place.needs:
        top = need.fan.at(highest(need))
        digits = need_digits(need)
        rows.append(
            (
                _(reading.ratios[need.code].label),
                *(format_number(need.fan.at(year).median, digits) for year in years),
                _("{median} ({low}–{high})").format(
                    median=format_number(top.median, digits),
                    low=format_number(top.low80, digits),
                    high=format_number(top.high80, digits),
                ),
                str(highest(need)),
                signed(top.median - float(need.fan.median[0]), digits),
            )
        )
    return Grid(head, tuple(rows))


def need_digits(need: Need) -> int:
    """Decimals in which a need is written: one where it stays so small that whole numbers hide its course."""
    return 1 if float(need.fan.median.max()) < SMALL_NEED else 0


def ratios_grid(reading: Reading) -> Grid:
    """Every planning ratio with its value, meaning, source and date."""
    rows = []
    for code, ratio in reading.ratios.items():
        is_own = code in reading.tables.overrides
        source = _("{source} (set by you)").format(source=ratio.source) if is_own else _(ratio.source)
        rows.append(
            (
                _(ratio.label),
                f"{ratio.value:g}",
                _(ratio.meaning),
                source,
                DASH if is_own else ratio.in_force,
                code,
            )
        )
    return Grid(
        (_("Need"), _("Ratio"), _("What it means"), _("Source"), _("Holds from"), _("Code")),
        tuple(rows),
    )
