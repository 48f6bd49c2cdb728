"""The next 24 months of births: figure, table, sentences and tidy rows, for places that count births by month."""

import numpy as np
from markupsafe import Markup

from populace.charts.drawing import Words, inline
from populace.charts.months_fan import months_fan
from populace.charts.sizes import NARROW, WIDE
from populace.forecast.births.values import MonthsAhead
from populace.i18n import format_count, format_month, format_number, format_share
from populace.i18n import gettext as _
from populace.report.figures import Figure, Picture
from populace.report.grid import Grid
from populace.report.reading import Reading

MONTHS = 12
QUANTILES = ("low95", "low80", "median", "high80", "high95")


def months_figure(reading: Reading, code: str) -> Figure | None:
    """Past months and the fan of those ahead; none where births are not counted by month."""
    shown = reading.place(code).months
    if shown is None:
        return None
    name = f"{reading.slugs[code]}-months"
    words = Words(
        _title(shown),
        _("Births a month, with bands that hold 80% and 95% of the trajectories"),
        reading.source,
        _("Line of births of {place} by month and a fan of the months from {first} to {last}.").format(
            place=reading.name(code), first=_written(shown.months[0]), last=_written(shown.months[-1])
        ),
    )
    wide, narrow = months_fan(shown, WIDE), months_fan(shown, NARROW)
    pictures = (
        Picture(Markup(inline(wide, name, words)), room="wide"),
        Picture(Markup(inline(narrow, f"{name}-narrow", words)), room="narrow"),
    )
    return Figure(name, words, pictures, wide, months_grid(shown))


def months_grid(shown: MonthsAhead) -> Grid:
    """Every month ahead with its middle, its bounds, and births a day relative to the year's."""
    head = (_("Month"), _("Births"), _("80% range"), _("95% range"), _("Season (year = 1)"))
    rows = []
    for month, values in zip(shown.months.tolist(), shown.quantiles, strict=True):
        low95, low80, median, high80, high95 = (format_count(value) for value in values)
        rows.append(
            (
                _written(month),
                median,
                _("{low}–{high}").format(low=low80, high=high80),
                _("{low}–{high}").format(low=low95, high=high95),
                format_number(float(shown.season.factors[month % MONTHS]), 2),
            )
        )
    return Grid(head, tuple(rows))


def months_said(shown: MonthsAhead) -> tuple[str, ...]:
    """How the months were made, and how the season told months in the past."""
    made = _(
        "In each trajectory the months of a year add up to its births. The season rests on {years} whole years; where "
        "the place above counts by month too, it leans on that one's."
    ).format(years=shown.season.years)
    if shown.trial is None:
        return (made,)
    tried = _(
        "From {origins} points in the past the season, with births going on as in the last twelve months, missed a "
        "month by {error} on average; the same month of the year before missed it by {naive}."
    ).format(
        origins=shown.trial.origins,
        error=format_share(shown.trial.error, 1),
        naive=format_share(shown.trial.naive_error, 1),
    )
    return (made, tried)


def past_columns(shown: MonthsAhead | None) -> dict[str, np.ndarray]:
    """Births by month as counted: ``year, month, births``."""
    months = np.zeros(0, dtype=np.int64) if shown is None else shown.past_months.astype(np.int64)
    births = np.zeros(0) if shown is None else shown.past
    return {"year": months // MONTHS, "month": months % MONTHS + 1, "births": births}


def ahead_columns(shown: MonthsAhead | None) -> dict[str, np.ndarray]:
    """The months ahead: ``year, month`` and the quantiles."""
    months = np.zeros(0, dtype=np.int64) if shown is None else shown.months.astype(np.int64)
    quantiles = np.zeros((0, len(QUANTILES))) if shown is None else shown.quantiles
    return {
        "year": months // MONTHS,
        "month": months % MONTHS + 1,
        **{name: quantiles[:, at] for at, name in enumerate(QUANTILES)},
    }


def _title(shown: MonthsAhead) -> str:
    at = int(np.argmax(shown.median))
    return _("Most births are expected in {month}: about {births}").format(
        month=_written(shown.months[at]), births=format_count(float(shown.median[at]))
    )


def _written(month: "int | np.integer") -> str:
    year, at = divmod(int(month), MONTHS)
    return format_month(year, at + 1)
