"""Text cells to observations, by a layout; what cannot be understood is reported with its row."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from populace.catalog.measure import Kind
from populace.catalog.measures import BIRTHS_BY_MONTH, MEASURES
from populace.exchange.ages import TOTAL, Age, settle_widths
from populace.exchange.cells import (
    UNREAD,
    place_positions,
    read_ages,
    read_sexes,
    read_times,
    readable_figures,
)
from populace.exchange.findings import Findings
from populace.exchange.gazetteer import Gazetteer
from populace.exchange.layout import Layout, Values
from populace.exchange.numbers import read_figures
from populace.exchange.observations import (
    ESTIMATED,
    MEASURE_CODES,
    PROJECTED,
    REPORTED,
    Observations,
    join,
)
from populace.exchange.raw import Mask, RawTable
from populace.exchange.times import Time
from populace.forecast.marks import BOTH_SEXES
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _

WHOLE_LIFE = frozenset({"population", "deaths", "net_migration", "mortality_rate"})
"""Measures whose ages run from birth to the end of life."""


@dataclass(frozen=True)
class _Keys:
    """What the cells of a table beside the figures mean, ``(row,)`` each; ``sound`` marks rows that were understood."""

    place: NDArray[np.int32]
    time: tuple[Time, ...]
    time_code: NDArray[np.int32]
    sex: NDArray[np.int8] | None
    age: tuple[Age, ...]
    age_code: NDArray[np.int32]
    sound: Mask


def observe(
    table: RawTable, layout: Layout, source: int, gazetteer: Gazetteer, findings: Findings
) -> Observations:
    """The observations of one table, ``source`` being its position among the sources."""
    table, place = place_positions(table, layout, gazetteer, findings)
    keys = _keys(table, layout, place, findings)
    missing = np.zeros(len(table), dtype=bool)
    parts = []
    for values in layout.values:
        part, empty = _part(table, layout, keys, values, source, findings)
        missing |= empty
        parts.append(part)
    if missing.any() and not layout.trusted:
        count = int(missing.sum())
        findings.note(
            ngettext(
                "{file}: {count} row has an empty cell of figures; it counts as missing, not as zero.",
                "{file}: {count} rows have an empty cell of figures; they count as missing, not as zero.",
                count,
            ).format(file=table.label, count=format_count(count))
        )
    return join(parts)


def _keys(table: RawTable, layout: Layout, place: NDArray[np.int32], findings: Findings) -> _Keys:
    times, time_code = read_times(table, layout, findings)
    sex = read_sexes(table, layout.sex, findings) if layout.sex is not None else None
    ages, age_code = _ages(table, layout, findings)
    sound = (place >= 0) & (time_code >= 0) & (age_code >= 0)
    if sex is not None:
        sound &= sex != UNREAD
    return _Keys(place, times, time_code, sex, ages, age_code, sound)


def _ages(table: RawTable, layout: Layout, findings: Findings) -> tuple[tuple[Age, ...], NDArray[np.int32]]:
    """The distinct settled ages and each row's position among them."""
    if layout.age is None:
        return (TOTAL,), np.zeros(len(table), dtype=np.int32)
    ages, codes = read_ages(table, layout, findings)
    used = {ages[i] for i in np.unique(codes) if i >= 0}
    whole_life = all(values.measure in WHOLE_LIFE for values in layout.values)
    settled, opened = settle_widths(used, whole_life=whole_life)
    if opened and not layout.trusted:
        findings.note(
            _("{file}: the last age, {age}, was taken as {age} and over.").format(
                file=table.label, age=max(age.lower for age in used)
            )
        )
    return tuple(settled.get(age, age) for age in ages), codes


def _part(
    table: RawTable, layout: Layout, keys: _Keys, values: Values, source: int, findings: Findings
) -> tuple[Observations, Mask]:
    """The observations of one column of figures, and where its cells are empty."""
    figures, empty = readable_figures(table, layout, values, findings)
    factor = _factor(table, values, figures, findings)
    keep = np.flatnonzero(keys.sound & ~empty)
    times = _Times.of(keys.time, MEASURES[values.measure].kind, layout)
    ages = keys.age if values.age is None else (_wide_age(values.age, layout, keys),)
    age_code = keys.age_code[keep] if values.age is None else np.zeros(len(keep), dtype=np.int32)
    time_code = keys.time_code[keep]
    sex = _sex(values, keys, keep)
    bounds = _bounds(table, values, keep) * factor
    year = times.year[time_code]
    years = times.years[time_code]
    part = Observations(
        measure=_measure(values.measure, times.month[time_code]),
        place=keys.place[keep],
        year=year,
        years=years,
        date=times.date[time_code],
        sex=sex,
        age=np.array([age.lower for age in ages], dtype=np.int16)[age_code],
        width=np.array([age.width or 0 for age in ages], dtype=np.int16)[age_code],
        value=figures[keep] * factor,
        bounds=bounds,
        status=_status(table, layout, keep, year + years - 1),
        priority=np.full(len(keep), layout.priority, dtype=np.int16),
        source=np.full(len(keep), source, dtype=np.int16),
        row=table.rows[keep],
    )
    return part, empty


def _measure(code: str, month: NDArray[np.int8]) -> NDArray[np.int8]:
    """The measure of each row: a month's births are kept apart from a year's."""
    yearly, monthly = (np.int8(MEASURE_CODES.index(each)) for each in (code, BIRTHS_BY_MONTH))
    return np.where(month > 0, monthly, yearly).astype(np.int8)


def _sex(values: Values, keys: _Keys, keep: NDArray[np.intp]) -> NDArray[np.int8]:
    if values.sex is not None:
        return np.full(len(keep), values.sex, dtype=np.int8)
    return np.full(len(keep), BOTH_SEXES, dtype=np.int8) if keys.sex is None else keys.sex[keep]


def _wide_age(age: Age, layout: Layout, keys: _Keys) -> Age:
    ages = [values.age for values in layout.values if values.age is not None]
    whole_life = all(values.measure in WHOLE_LIFE for values in layout.values)
    return settle_widths(ages, whole_life=whole_life)[0][age]


@dataclass(frozen=True)
class _Times:
    year: NDArray[np.int16]
    years: NDArray[np.int8]
    date: NDArray[np.float64]
    month: NDArray[np.int8]

    @classmethod
    def of(cls, times: tuple[Time, ...], kind: Kind, layout: Layout) -> "_Times":
        """The distinct times of a table for a measure: only a stock has a date, and a month that of its first day."""
        dates = [
            (time.year + (time.month - 1) / 12 if time.month else np.nan)
            if kind is not Kind.STOCK
            else time.date
            if time.is_day
            else time.year + layout.stock_date.value
            for time in times
        ]
        return cls(
            np.array([time.year for time in times], dtype=np.int16),
            np.array([time.years for time in times], dtype=np.int8),
            np.array(dates, dtype=float),
            np.array([time.month for time in times], dtype=np.int8),
        )


def _bounds(table: RawTable, values: Values, keep: NDArray[np.intp]) -> NDArray[np.float64]:
    bounds = np.full((len(keep), 4), np.nan)
    for i, column in enumerate(values.bounds or ()):
        bounds[:, i] = read_figures(table.columns[column]).values[keep]
    return bounds


def _status(
    table: RawTable, layout: Layout, keep: NDArray[np.intp], last_year: NDArray[np.int16]
) -> NDArray[np.int8]:
    if layout.status is not None:
        projected = table.columns[layout.status].where(lambda text: text.startswith("proj"))[keep]
    elif layout.last_estimate is not None:
        projected = last_year > layout.last_estimate
    else:
        return np.full(len(keep), REPORTED, dtype=np.int8)
    return np.where(projected, PROJECTED, ESTIMATED).astype(np.int8)


def _factor(table: RawTable, values: Values, figures: NDArray[np.float64], findings: Findings) -> float:
    """What brings the figures to the unit of the frame; a unit that the heading leaves open shows in the figures."""
    if values.factor != 1.0 or np.isnan(figures).all():
        return values.factor
    scale = _UNSAID.get(values.measure)
    if scale is None or np.nanmax(figures) <= scale[0]:
        return 1.0
    findings.note(scale_note(values.measure).format(file=table.label))
    return scale[1]


_UNSAID = {"sex_ratio_at_birth": (10.0, 0.01), "fertility_rate": (1.0, 0.001), "fertility_share": (1.0, 0.01)}
"""The figure above which another unit is certain (ten boys per girl, more than one birth a woman and year, a share
above one), and what one of that unit is worth."""


def scale_note(measure: str) -> str:
    """The note on a unit that showed in the figures."""
    return {
        "sex_ratio_at_birth": _("{file}: the sex ratio at birth was read as boys per 100 girls."),
        "fertility_rate": _("{file}: the fertility rates were read as births per 1,000 women."),
        "fertility_share": _("{file}: the shares of fertility were read as per cent."),
    }[measure]
