"""What the texts of DHIS2 data values mean, by the metadata: the ``Vocabulary`` of its readers."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from populace.catalog.breakdowns import Breakdown
from populace.catalog.periods import Period
from populace.errors import ModelError
from populace.exchange.calendars import Calendar
from populace.exchange.dhis2 import objects as o
from populace.exchange.dhis2.cells import Cells
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.naming import Names
from populace.exchange.dhis2.periods import read_period
from populace.exchange.dhis2.schemes import Kind, Schemes
from populace.exchange.dhis2.values import NONE, PLAIN, read_value
from populace.exchange.incoming import Plain, Refused
from populace.i18n import gettext as _

CELL, ATTRIBUTE_CELL, DATA_SET = "categoryOptionCombo", "attributeOptionCombo", "dataSet"
"""The category columns that every reader gives; any other is named by a category, its texts by options."""


class Dhis2Vocabulary:
    """The metadata by the id schemes of one file, and its calendar."""

    def __init__(
        self,
        metadata: Metadata,
        schemes: Schemes | None = None,
        calendar: Calendar = Calendar.GREGORIAN,
    ) -> None:
        self.metadata, self.calendar = metadata, calendar
        self.schemes = schemes or Schemes()
        self.cells = Cells(metadata)
        self._elements = Names.of(Kind.ELEMENT, metadata.data_elements, self.schemes)
        self._places = Names.of(Kind.PLACE, metadata.organisation_units, self.schemes)

    def measure(self, text: str) -> str:
        """The uid of a data element that some data set asks for."""
        uid = self._elements[text]
        if self.metadata.data_sets and uid not in self.metadata.sets_of:
            raise Refused(
                "not-in-form",
                _("Data element “{text}” is in no data set.").format(text=text),
                _("Add it to a data set in DHIS2 and import the metadata again."),
            )
        return uid

    def place(self, text: str) -> str:
        """The uid of an organisation unit."""
        return self._places[text]

    def period(self, text: str) -> Period:
        """The period of an identifier, by the calendar of the sender."""
        try:
            return read_period(text, self.calendar)
        except ModelError as error:
            raise Refused(
                "period",
                _("“{text}” is no period in the {calendar} calendar.").format(
                    text=text, calendar=_(self.calendar.label)
                ),
                _("Write periods as DHIS2 does, such as 202511, or declare the calendar they are in."),
            ) from error

    def plain(self, measure: str) -> Plain:
        """The numbers that its value type allows."""
        element = self.metadata.elements[measure]
        return NONE if element.option_set else PLAIN[element.value_type]

    def value(self, measure: str, text: str) -> float:
        """The number that ``text`` writes for the data element; truth values are 1 and 0."""
        element = self.metadata.elements[measure]
        return read_value(
            element, text, self._options.get(element.option_set.id) if element.option_set else None
        )

    def breakdown(self, measure: str, categories: Mapping[str, str]) -> Breakdown:
        """The cell and the attribute cell together; where a file names none, the default ones."""
        data_set = categories.get(DATA_SET, "")
        sets = self._sets(measure, self._data_sets[data_set] if data_set else None)
        element = self.metadata.elements[measure]
        combos = _distinct(self.metadata.combo_of(element, each) for each in sets) or [
            self.metadata.combo_of(element)
        ]
        attributes = _distinct(self.metadata.attribute_combo_of(each) for each in sets) or [
            self.metadata.default_combo
        ]
        further = {
            name: text
            for name, text in categories.items()
            if text and name not in (CELL, ATTRIBUTE_CELL, DATA_SET)
        }
        cell = self._cell(Kind.CELL, combos, categories.get(CELL, ""), further, element)
        attribute = self._cell(
            Kind.ATTRIBUTE_CELL, attributes, categories.get(ATTRIBUTE_CELL, ""), {}, element
        )
        return self.cells.breakdown(cell, attribute)

    def cell_choices(self, measure: str) -> tuple[list[str], list[str]]:
        """The uids of the cells, and of the attribute cells, that figures of a data element may have."""
        element, sets = self.metadata.elements[measure], self._sets(measure, None)
        own = [self.metadata.combo_of(element, each) for each in sets] or [self.metadata.combo_of(element)]
        marks = [self.metadata.attribute_combo_of(each) for each in sets] or [self.metadata.default_combo]
        return self._all_of(own), self._all_of(marks)

    def _all_of(self, combos: Iterable[str]) -> list[str]:
        return _distinct(cell for combo in combos for cell in self.cells.of_combo.get(combo, ()))

    def _cell(
        self, kind: Kind, combos: Sequence[str], text: str, further: Mapping[str, str], element: o.DataElement
    ) -> str:
        """The uid of a cell of one of ``combos``, by its name, or by category and option."""
        meant = self.metadata.cells.get(text.removeprefix(_UID)) if text.startswith(_UID) else None
        if meant is not None and meant.category_combo.id in combos:
            return meant.id
        pairs = as_pairs(text)
        if pairs is None and text:
            return self._named_cell(kind, combos, text, element)
        pairs = pairs or dict(further)
        if not pairs:
            if self.metadata.default_combo in combos:
                return self.metadata.default_cell
            raise _unsplit(kind, element)
        found = self._options_of(pairs, combos)
        for combo in combos:
            cell = self.cells.by_pairs.get((combo, frozenset(found)))
            if cell is not None:
                return cell
        raise _other_cell(kind, " ".join(f"{name}={option}" for name, option in pairs.items()), element)

    def _named_cell(self, kind: Kind, combos: Sequence[str], text: str, element: o.DataElement) -> str:
        """Names and codes of cells may stand in several combinations; the one that fits is meant."""
        cells = [self.metadata.cells[uid] for combo in combos for uid in self.cells.of_combo.get(combo, ())]
        among = Names.of(kind, cells, self.schemes)
        if text in among:
            return among[text]
        if text == "default" and self.metadata.default_combo in combos:
            return self.metadata.default_cell
        self._all_cells(kind)[text]
        raise _other_cell(kind, text, element)

    def _all_cells(self, kind: Kind) -> Names:
        return Names.of(kind, self.metadata.category_option_combos, self.schemes)

    def _options_of(self, pairs: Mapping[str, str], combos: Sequence[str]) -> list[tuple[str, str]]:
        """Categories and options by uid, of the texts that name them."""
        dimensions = {uid for combo in combos for uid in self.cells.dimensions(combo)}
        of_combos = [each for each in self.metadata.categories if each.id in dimensions]
        categories = Names.of(Kind.CATEGORY, of_combos, self.schemes)
        found = []
        for name, text in pairs.items():
            category = categories[name]
            options = Names.of(Kind.OPTION, self._options_in[category], self.schemes)
            found.append((category, options[text]))
        return found

    @cached_property
    def _options_in(self) -> dict[str, list[o.CategoryOption]]:
        options = {each.id: each for each in self.metadata.category_options}
        return {
            each.id: [options[ref.id] for ref in each.category_options] for each in self.metadata.categories
        }

    @cached_property
    def _options(self) -> dict[str, frozenset[str]]:
        codes = {each.id: each.code or "" for each in self.metadata.options}
        return {
            each.id: frozenset(codes[ref.id] for ref in each.options) for each in self.metadata.option_sets
        }

    @cached_property
    def _data_sets(self) -> Names:
        return Names.of(Kind.SET, self.metadata.data_sets, self.schemes)

    def _sets(self, element: str, data_set: str | None) -> list[o.DataSet]:
        """The data sets with the data element; of ``data_set`` only, where it is given."""
        sets = self.metadata.sets_of.get(element, ())
        found = [each for each in sets if data_set in (None, each.id)]
        if data_set is not None and sets and not found:
            raise Refused(
                "not-in-form",
                _("Data element {element} is not in data set {data_set}.").format(
                    element=self.metadata.elements[element].name, data_set=self.metadata.sets[data_set].name
                ),
                _("Check which data set the file is of."),
            )
        return found


def as_pairs(text: str) -> dict[str, str] | None:
    """Categories and options where readers wrote them as one text (``as_text``); ``None`` where it is a name."""
    if not text.startswith(_MARK):
        return None
    parts = text.removeprefix(_MARK).split(_BETWEEN)
    return dict(zip(parts[::2], parts[1::2], strict=False))


def as_text(pairs: Mapping[str, str]) -> str:
    """Categories and options as one text, which no identifier can be."""
    return _MARK + _BETWEEN.join(part for pair in sorted(pairs.items()) for part in pair)


def as_uid(uid: str) -> str:
    """The uid of a cell that is meant whatever the id schemes are."""
    return _UID + uid


_MARK, _UID, _BETWEEN = "\x1d", "\x1e", "\x1f"
"""Control characters (separators of groups, records and units), which no name of an object has."""


def _distinct(uids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(uids))


def _unsplit(kind: Kind, element: o.DataElement) -> Refused:
    if kind is Kind.CELL:
        return Refused(
            "no-cell",
            _("{element} is split by categories, and the row names none.").format(element=element.name),
            _("Give the categoryOptionCombo."),
        )
    return Refused(
        "no-attribute-cell",
        _("The data set of {element} asks for an attribute option combination, and the row has none.").format(
            element=element.name
        ),
        _("Give the attributeOptionCombo."),
    )


def _other_cell(kind: Kind, text: str, element: o.DataElement) -> Refused:
    if kind is Kind.CELL:
        return Refused(
            "other-cell",
            _("“{text}” is no cell of {element}: it is of another combination.").format(
                text=text, element=element.name
            ),
            _("Give a categoryOptionCombo of the data element's own combination."),
        )
    return Refused(
        "other-attribute-cell",
        _("“{text}” is no attribute option combination of the data set of {element}.").format(
            text=text, element=element.name
        ),
        _("Give an attributeOptionCombo of the data set's own combination."),
    )
