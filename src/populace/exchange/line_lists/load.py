"""A declaration of a line list from its YAML, every fault told with its path."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from populace.catalog.periods import Length
from populace.errors import ModelError
from populace.exchange.declared import Declared, Faults
from populace.exchange.line_lists.declaration import AgeFrom, AgeGroups, Filter, LineList
from populace.exchange.opening_yaml import parse_yaml, read_yaml
from populace.exchange.persons import about_persons
from populace.exchange.tidy.load import delimiter_of, period_columns, place_columns, words_of
from populace.exchange.tidy.mapping import PlaceColumns, Words
from populace.exchange.tidy.period_texts import LENGTHS
from populace.i18n import gettext as _

KEYS = ("counts", "place", "date", "by", "categories", "ages", "filters", "sheet", "skip_rows", "delimiter")


def load_line_list(path: Path) -> LineList:
    """The declaration in a YAML file.

    :raises UserError: there is no such file, or it is no YAML.
    :raises InputErrors: everything in it that is not valid.
    """
    return line_list_of(read_yaml(path), path.name)


def parse_line_list(text: str, label: str = "line list") -> LineList:
    """The declaration in a YAML text; errors as in ``load_line_list``."""
    return line_list_of(parse_yaml(text.encode("utf-8", errors="replace"), label), label)


def line_list_of(value: object, label: str) -> LineList:
    """The declaration that plain values make.

    :raises InputErrors: everything in it that is not valid.
    """
    faults = Faults(label)
    top = Declared(value, "", faults).keys(*KEYS)
    place, date = place_columns(top.at("place")), period_columns(top.at("date"))
    categories = {name: words_of(words) for name, words in top.at("categories").items()}
    length = Length(LENGTHS[top.at("by").choice(tuple(LENGTHS), "month")])
    ages = _ages(top.at("ages"))
    filters = tuple(filter(None, (_filter(each) for each in top.at("filters").each())))
    _refuse_persons(top, categories.values(), filters, place)
    made = None
    if place is not None and date is not None and not faults:
        made = faults.made(
            "",
            lambda: LineList(
                top.at("counts").text(),
                place,
                date,
                length,
                categories,
                ages,
                filters,
                top.at("sheet").text(),
                top.at("skip_rows").whole(),
                delimiter_of(top.at("delimiter")),
            ),
            _("It does not say what is counted, or the column of the day of each event."),
            _("Write counts: MEASURE and date: {column: NAME}."),
        )
    faults.stop_if_any()
    if made is None:  # pragma: no cover - every way to here has added a fault
        raise ModelError(f"{label} declares no line list")
    return made


def _refuse_persons(
    top: Declared, categories: Iterable[Words], filters: Sequence[Filter], place: PlaceColumns | None
) -> None:
    named = [
        *(words.column for words in categories),
        *(each.column for each in filters),
        *(place.columns if place else ()),
    ]
    for column in named:
        if column and about_persons(column):
            top.fault(
                _("The column {column} is about persons: it can be no place, category or filter.").format(
                    column=column
                ),
                _("Take it out: it is not needed to count."),
            )


def _ages(given: Declared) -> AgeGroups | None:
    if not given:
        return None
    at = given.keys("column", "from", "groups", "format").at
    return given.faults.made(
        given.path,
        lambda: AgeGroups(
            at("column").text(),
            at("groups").texts(),
            AgeFrom(at("from").choice([each.value for each in AgeFrom], AgeFrom.AGE.value)),
            at("format").text(),
        ),
        _("Age groups rise and do not overlap."),
        _("Write groups: [0-14, 15-19, 20-24, 25+]."),
    )


def _filter(given: Declared) -> Filter | None:
    at = given.keys("column", "is", "is_not").at
    if not at("column").text() or bool(at("is")) is bool(at("is_not")):
        given.fault(
            _("A filter has a column, and the words that it is, or is not."),
            _("Write {column: NAME, is: [WORD, WORD]}."),
        )
        return None
    wanted = bool(at("is"))
    return Filter(at("column").text(), frozenset((at("is") if wanted else at("is_not")).texts()), wanted)
