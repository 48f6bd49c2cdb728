"""The cells of a table, column by column: places, times, sexes, ages, figures; each reports what it cannot read."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from populace.catalog.measure import Kind
from populace.catalog.measures import MEASURES
from populace.demography.sex import SEXES
from populace.exchange.ages import MAXIMUM_AGE, Age, read_age
from populace.exchange.findings import Findings
from populace.exchange.gazetteer import UNKNOWN, UNWANTED, Gazetteer, close_to
from populace.exchange.layout import Layout, StockDate, Values
from populace.exchange.numbers import Fault, read_figure, read_figures
from populace.exchange.raw import Column, Mask, RawTable, quoted
from populace.exchange.sexes import fold, read_sex
from populace.exchange.times import FIRST_YEAR, LAST_YEAR, Time, read_month, read_time
from populace.forecast.marks import BOTH_SEXES, OPEN
from populace.i18n import gettext as _
from populace.i18n import join_words

UNREAD = -2
"""The sex of a row that was not understood."""


def place_positions(
    table: RawTable, layout: Layout, gazetteer: Gazetteer, findings: Findings
) -> tuple[RawTable, NDArray[np.int32]]:
    """The rows of places that are wanted, with the position of each one's place."""
    if layout.variant is not None:
        table = _medium(table, layout.variant, findings)
    places = gazetteer.find(table.columns[layout.place])
    wanted = places != UNWANTED
    if layout.trusted:
        wanted &= places != UNKNOWN
    if not wanted.all():
        table, places = table.keep(wanted), places[wanted]
    column = table.columns[layout.place]
    unknown = np.flatnonzero(places == UNKNOWN)
    findings.rows(
        "place", table.label, table.rows[unknown], lambda i: _place_message(column, unknown[i], gazetteer),
        _("Correct the code, or add the place to the table of places."),
    )  # fmt: skip
    return table, places


def _medium(table: RawTable, variant: int, findings: Findings) -> RawTable:
    medium = table.columns[variant].where(lambda text: text.casefold() == "medium")
    if medium.all():
        return table
    findings.note(_("{file}: only the medium variant was used.").format(file=table.label))
    return table.keep(medium)


def _place_message(column: Column, position: int, gazetteer: Gazetteer) -> str:
    text = column.text(position)
    if not text:
        return _("The place is missing.")
    near = close_to(text, gazetteer.codes)
    if near is not None:
        return _("The place {place} is not known; {near} is.").format(place=text, near=near)
    return _("The place {place} is not known.").format(place=text)


def read_times(
    table: RawTable, layout: Layout, findings: Findings
) -> tuple[tuple[Time, ...], NDArray[np.int32]]:
    """The distinct times, and each row's position among them (-1 where it was not understood)."""
    stock = any(MEASURES[values.measure].kind is Kind.STOCK for values in layout.values)
    monthly = all(values.measure == "births" for values in layout.values)
    column, given = _time_texts(table, layout)
    read = [_fit(time, stock, monthly) for time in given]
    codes = np.where(
        np.array([time is not None for time in read], dtype=bool)[column.codes], column.codes, -1
    )
    bad = np.flatnonzero(codes < 0)
    findings.rows(
        "time",
        table.label,
        table.rows[bad],
        lambda i: _("{text} is not a year or a date that can be used here.").format(
            text=column.text(bad[i]) or _("An empty cell")
        ),
        _(
            "Write years as 2025 ({first} to {last}), dates, of population alone, as 2025-12-31, "
            "and months, of births alone, as 2025-03."
        ).format(first=FIRST_YEAR, last=LAST_YEAR),
    )
    times = tuple(time or Time(0) for time in read)
    if stock and not layout.trusted and layout.stock_date is StockDate.END:
        used = (times[i] for i in np.unique(codes[codes >= 0]))
        if any(not time.is_day for time in used):
            findings.note(
                _("{file}: population given by year is taken as at 31 December.").format(file=table.label)
            )
    return times, codes.astype(np.int32)


def _time_texts(table: RawTable, layout: Layout) -> tuple[Column, list[Time | None]]:
    """The column of times; where another column has the months, the two as one."""
    column = table.columns[layout.time]
    if layout.month is None:
        return column, [read_time(text) for text in column.texts]
    beside = table.columns[layout.month]
    pairs = column.codes.astype(np.int64) * max(len(beside.texts), 1) + beside.codes
    distinct, codes = np.unique(pairs, return_inverse=True)
    texts = [
        (column.texts[year], beside.texts[month])
        for year, month in (divmod(int(pair), max(len(beside.texts), 1)) for pair in distinct)
    ]
    joined = Column(column.header, codes.astype(np.int32), tuple(" ".join(pair).strip() for pair in texts))
    return joined, [_joined_time(*pair) for pair in texts]


def _joined_time(year: str, month: str) -> Time | None:
    """A month of a year; the year alone where the month is empty."""
    time = read_time(year)
    if time is None or not month:
        return time
    number = read_month(month)
    if number is None or time.is_day or time.years != 1 or time.month not in (0, number):
        return None
    return replace(time, month=number)


def _fit(time: Time | None, stock: bool, monthly: bool) -> Time | None:
    if time is None or (time.is_day and not stock) or (stock and time.years != 1):
        return None
    return None if time.month and not monthly else time


def read_sexes(table: RawTable, position: int, findings: Findings) -> NDArray[np.int8]:
    """The sex of each row, or ``UNREAD``; several spellings of one sex in a table are reported."""
    column = table.columns[position]
    read = [read_sex(text) for text in column.texts]
    sexes = np.array([UNREAD if sex is None else sex for sex in read], dtype=np.int8)[column.codes]
    bad = np.flatnonzero(sexes == UNREAD)
    findings.rows(
        "sex", table.label, table.rows[bad], lambda i: _sex_message(column.text(bad[i])),
        _("Write female or male (女 or 男)."),
    )  # fmt: skip
    _report_spellings(table, column, sexes, findings)
    return sexes


def _sex_message(text: str) -> str:
    return _("The sex {text} is not known.").format(text=text) if text else _("The sex is missing.")


def _report_spellings(table: RawTable, column: Column, sexes: NDArray[np.int8], findings: Findings) -> None:
    names = {0: _("female"), 1: _("male"), BOTH_SEXES: _("both sexes")}
    for sex in (*range(len(SEXES)), BOTH_SEXES):
        first: dict[str, int] = {}
        codes, positions = np.unique(column.codes[sexes == sex], return_index=True)
        rows = table.rows[sexes == sex]
        for code, position in sorted(zip(codes, positions, strict=True), key=lambda pair: pair[1]):
            first.setdefault(fold(column.texts[code]), int(position))
        if len(first) > 1:
            findings.problem(
                "spelling",
                table.label,
                int(rows[list(first.values())[1]]),
                _("One sex ({sex}) is spelt in {count} ways: {spellings}.").format(
                    sex=names[sex], count=len(first), spellings=join_words([quoted(text) for text in first])
                ),
                _("Spell it in one way throughout the table."),
            )


def read_ages(
    table: RawTable, layout: Layout, findings: Findings
) -> tuple[tuple[Age, ...], NDArray[np.int32]]:
    """The distinct ages as written, and each row's position among them (-1 where it was not understood)."""
    column, read = _age_texts(table, layout)
    good = np.array([age is not None for age in read], dtype=bool)
    codes = np.where(good[column.codes], column.codes, -1).astype(np.int32)
    bad = np.flatnonzero(codes < 0)
    findings.rows(
        "age",
        table.label,
        table.rows[bad],
        lambda i: _("{text} is not an age.").format(text=column.text(bad[i]) or _("An empty cell")),
        _("Write ages as 7, 0-4 or 85+ (0 to {last}); share out people of unknown age first.").format(
            last=MAXIMUM_AGE
        ),
    )
    return tuple(age or Age(0, 1) for age in read), codes


def _age_texts(table: RawTable, layout: Layout) -> tuple[Column, list[Age | None]]:
    """The age column; where another column ends or measures the group, the two as one."""
    column = table.columns[layout.age or 0]
    other = layout.age_end if layout.age_end is not None else layout.age_width
    if other is None:
        return column, [read_age(text) for text in column.texts]
    beside = table.columns[other]
    pairs = column.codes.astype(np.int64) * max(len(beside.texts), 1) + beside.codes
    distinct, codes = np.unique(pairs, return_inverse=True)
    texts = [divmod(int(pair), max(len(beside.texts), 1)) for pair in distinct]
    ends = layout.age_end is not None
    ages = [_joined_age(column.texts[a], beside.texts[b], ends) for a, b in texts]
    named = tuple(f"{column.texts[a]} {beside.texts[b]}".strip() for a, b in texts)
    return Column(column.header, codes.astype(np.int32), named), ages


def _joined_age(start: str, other: str, ends: bool) -> Age | None:
    age = read_age(start)
    if age is None or age.width is not None:
        return age
    number, fault = read_figure(other)
    if fault is Fault.MISSING or read_age(other + "+") is None or number <= 0:
        return Age(age.lower, OPEN) if fault is Fault.MISSING or number <= 0 else None
    width = int(number) - age.lower + 1 if ends else int(number)
    return Age(age.lower, width) if width > 0 else None


def readable_figures(
    table: RawTable, layout: Layout, values: Values, findings: Findings
) -> tuple[NDArray[np.float64], Mask]:
    """The figures of a column, NaN where there is none to use, and where cells are empty.

    A cell that was reported keeps its row, so that the ages around it do not show as a gap.
    """
    read = read_figures(table.columns[values.column])
    figures = read.values
    for fault in (Fault.GROUPED, Fault.DASH, Fault.NOT_A_NUMBER):
        _report_fault(table, read.column, read.rows_with(fault), fault, findings)
    if values.measure != "net_migration":
        negative = np.flatnonzero(figures < 0)
        findings.rows(
            "negative", table.label, table.rows[negative],
            lambda i: _("A negative count: {text}.").format(text=read.column.text(negative[i])),
            _("Correct it; leave the cell empty if the count is not known."),
        )  # fmt: skip
        figures = np.where(figures < 0, np.nan, figures)
    return _plausible(table, values, read.column, figures, findings), read.rows_with(Fault.MISSING)


def _report_fault(table: RawTable, column: Column, mask: Mask, fault: Fault, findings: Findings) -> None:
    bad = np.flatnonzero(mask)
    message, remedy = {
        Fault.GROUPED: (
            _("A number with thousands separators: {text}."),
            _("Write it without them (1234567.8): in another country the same mark is a decimal point."),
        ),
        Fault.DASH: (
            _("A dash ({text}) may mean zero or missing."),
            _("Write 0 for zero, or leave the cell empty for a missing figure."),
        ),
        Fault.NOT_A_NUMBER: (
            _("{text} is not a number."),
            _("Write digits, with a point before decimals and nothing else."),
        ),
    }[fault]
    findings.rows(
        fault.name, table.label, table.rows[bad], lambda i: message.format(text=column.text(bad[i])), remedy
    )


RANGES = {"life_expectancy": (10.0, 100.0), "total_fertility": (0.0, 12.0), "mortality_rate": (0.0, 10.0)}
"""What no population leaves. Life expectancy in years: the worst years of the twentieth century brought it to about
11, the highest of any country is 88, and projections for women reach 97 by 2100 (UN, World Population Prospects 2024).
Births per woman: about 10 among the Hutterites of the 1920s (Eaton & Mayer 1953). A death rate above ten a year would
end a group within weeks."""


def _plausible(
    table: RawTable, values: Values, column: Column, figures: NDArray[np.float64], findings: Findings
) -> NDArray[np.float64]:
    if values.measure not in RANGES:
        return figures
    low, high = RANGES[values.measure]
    level = figures * values.factor
    outside = np.flatnonzero((level < low) | (level > high))
    findings.rows(
        "range", table.label, table.rows[outside],
        lambda i: _("{text} is out of range for {measure} ({unit}).").format(
            text=column.text(outside[i]),
            measure=_(MEASURES[values.measure].label),
            unit=_(MEASURES[values.measure].unit),
        ),
        _("Correct it, or bring the column to that unit."),
    )  # fmt: skip
    return np.where((level < low) | (level > high), np.nan, figures)
