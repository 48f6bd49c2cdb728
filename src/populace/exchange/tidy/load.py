"""A mapping from its YAML, every fault told with its path."""

from pathlib import Path

from populace.catalog.periods import Length, Period
from populace.errors import ModelError
from populace.exchange.declared import Declared, Faults
from populace.exchange.opening_yaml import parse_yaml, read_yaml
from populace.exchange.tidy.mapping import (
    NumberMarks,
    PeriodColumns,
    PlaceBy,
    PlaceColumns,
    TableMapping,
    ValueColumn,
    Words,
)
from populace.exchange.tidy.period_texts import CALENDARS, LENGTHS, PARTS, known_format
from populace.i18n import gettext as _

ANY = "any"
"""Headings that are periods in a manner that cannot be misread."""

KEYS = (
    *("place", "period", "measure", "categories", "value", "values", "status"),
    *("numbers", "missing", "sheet", "skip_rows", "delimiter"),
)


def load_mapping(path: Path) -> TableMapping:
    """The mapping that a YAML file declares.

    :raises UserError: there is no such file, or it is no YAML.
    :raises InputErrors: everything in it that is not valid.
    """
    return mapping_of(read_yaml(path), path.name)


def parse_mapping(text: str, label: str = "mapping") -> TableMapping:
    """The mapping that a YAML text declares; errors as in ``load_mapping``."""
    return mapping_of(parse_yaml(text.encode("utf-8", errors="replace"), label), label)


def mapping_of(value: object, label: str) -> TableMapping:
    """The mapping that plain values declare.

    :raises InputErrors: everything in it that is not valid.
    """
    faults = Faults(label)
    top = Declared(value, "", faults).keys(*KEYS)
    place, period = place_columns(top.at("place")), period_columns(top.at("period"))
    numbers = _numbers(top.at("numbers"))
    categories = {dimension: words_of(words) for dimension, words in top.at("categories").items()}
    values = (*_values(top.at("values")), *_values(top.at("value")))
    rest = {
        "measure": words_of(top.at("measure")),
        "status": words_of(top.at("status")),
        "missing": frozenset(top.at("missing").texts()),
        "sheet": top.at("sheet").text(),
        "skip_rows": top.at("skip_rows").whole(),
        "delimiter": delimiter_of(top.at("delimiter")),
    }
    made = None
    if place is not None and period is not None and numbers is not None and not faults:
        made = faults.made(
            "",
            lambda: TableMapping(
                place=place,
                period=period,
                values=values,
                categories=categories,
                numbers=numbers,
                **rest,  # type: ignore[arg-type]
            ),
            _("For some figures, place, period, measure or value is said nowhere or twice."),
            _("Say each once: for the whole table, or for each of its columns under values."),
        )
    faults.stop_if_any()
    if made is None:  # pragma: no cover - every way to here has added a fault
        raise ModelError(f"{label} makes no mapping")
    return made


def place_columns(given: Declared) -> PlaceColumns | None:
    """Where a declaration says that the place stands; ``None`` after a fault."""
    if given.is_text:
        given = Declared({"column": given.value}, given.path, given.faults)
    at = given.keys("column", "columns", "by", "values", "constant").at
    by = at("by").choice([each.value for each in PlaceBy], PlaceBy.EITHER.value)
    return given.faults.made(
        given.path or "place",
        lambda: PlaceColumns(
            (*at("columns").texts(), *at("column").texts()),
            PlaceBy(by),
            at("values").translations(),
            at("constant").text(),
        ),
        _("A place is in a column, or in several, or one constant."),
        _("Write place: {column: NAME OF THE COLUMN}, or {constant: CODE OF THE PLACE}."),
    )


def period_columns(given: Declared) -> PeriodColumns | None:
    """Where a declaration says that the period stands; ``None`` after a fault."""
    if not given:
        # The columns of figures may each say their own period.
        return PeriodColumns()
    if given.is_text:
        given = Declared({"column": given.value}, given.path, given.faults)
    at = given.keys(
        *("column", *PARTS, "headings", "constant", "format", "length", "calendar", "language")
    ).at
    parts = tuple(part for part in PARTS if at(part))
    headings = at("headings").text()
    style = "" if headings == ANY else headings or at("format").text()
    if style and not known_format(style):
        given.at("format").fault(
            _("“{format}” is no manner of writing periods.").format(format=style[:30]),
            _(
                "Build it from YYYY, MM, DD, MMM (a month's name), q (quarter), h (half) and ww (week), such as "
                "DD/MM/YYYY."
            ),
        )
    length = at("length").choice(tuple(LENGTHS))
    return given.faults.made(
        given.path,
        lambda: PeriodColumns(
            columns=tuple(at(part).text() for part in parts) or at("column").texts(),
            parts=parts,
            headings=bool(headings),
            constant=_constant_period(at("constant")),
            format=style,
            length=Length(LENGTHS[length]) if length else None,
            calendar=at("calendar").choice(CALENDARS, CALENDARS[0]),
            language=at("language").text("en"),
        ),
        _("A period is in a column, in columns of its parts, in the headings, or constant."),
        _("Write period: {column: NAME}, or {year: NAME, month: NAME}, or {headings: YYYY-MM}."),
    )


def _constant_period(given: Declared) -> Period | None:
    if not given:
        return None
    return given.faults.made(
        given.path,
        lambda: Period.parse(given.text()),
        _("This is no period."),
        _("Write 2026, 2026-Q3, 2026-11 or 2026-11-25."),
    )


def words_of(given: Declared) -> Words:
    """Words that are in a column, or constant."""
    if not given:
        return Words()
    if given.is_text:
        return Words(constant=given.text())
    at = given.keys("column", "constant", "values").at
    made = given.faults.made(
        given.path,
        lambda: Words(at("column").text(), at("constant").text(), at("values").translations()),
        _("It is in a column, or constant, not both."),
        _("Keep one of column and constant."),
    )
    return made or Words()


def _values(given: Declared) -> tuple[ValueColumn, ...]:
    return tuple(filter(None, (_value(each) for each in given.each())))


def _value(given: Declared) -> ValueColumn | None:
    if given.is_text:
        return ValueColumn(given.text())
    at = given.keys("column", "measure", "categories", "period").at
    if not at("column"):
        given.fault(_("The column has no name."), _("Write column: NAME OF THE COLUMN."))
        return None
    return ValueColumn(
        at("column").text(),
        at("measure").text(),
        at("categories").translations(),
        _constant_period(at("period")),
    )


def _numbers(given: Declared) -> NumberMarks | None:
    if not given:
        return NumberMarks()
    at = given.keys("decimal", "thousands").at
    return given.faults.made(
        given.path,
        lambda: NumberMarks(at("decimal").text("."), at("thousands").text()),
        _("Such marks could not be told apart, or are not known."),
        _('Write numbers: {decimal: ",", thousands: "."}.'),
    )


def delimiter_of(given: Declared) -> str:
    """What parts the columns of a text file."""
    text = given.text()
    if text in ("", ",", ";", "\t", "|"):
        return text
    if text == "tab":
        return "\t"
    given.fault(_("Columns cannot be parted by this."), _('Use ",", ";", "|" or tab.'))
    return ""
