"""What a form is: the table that a place fills in for a period."""

from dataclasses import dataclass

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.periods import Length


@dataclass(frozen=True)
class Row:
    """One line of a table: a measure, perhaps already narrowed to some categories."""

    measure: str
    within: Breakdown = WHOLE
    label: str = ""


@dataclass(frozen=True)
class Table:
    """Rows against columns: a cell is a row's measure in the row's and the column's categories together."""

    rows: tuple[Row, ...]
    columns: tuple[Breakdown, ...] = (WHOLE,)
    greyed: frozenset[tuple[int, int]] = frozenset()
    """Positions (row, column) that are not asked for."""


@dataclass(frozen=True)
class Section:
    """Tables under a heading."""

    label: str
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Form:
    """A form that is due ``due_days`` after the end of each period.

    It is expected from the places named in ``places``, or, where none is named, from all of ``kinds``.
    """

    code: str
    label: str
    length: Length
    due_days: int
    sections: tuple[Section, ...]
    kinds: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()

    @property
    def cells(self) -> tuple[tuple[str, Breakdown], ...]:
        """Every (measure, breakdown) that it asks for, in reading order."""
        return tuple(
            (row.measure, Breakdown(row.within.pairs + column.pairs))
            for section in self.sections
            for table in section.tables
            for i, row in enumerate(table.rows)
            for j, column in enumerate(table.columns)
            if (i, j) not in table.greyed
        )

    @property
    def measures(self) -> tuple[str, ...]:
        """The codes of the measures that it asks for, each once."""
        return tuple(dict.fromkeys(measure for measure, _ in self.cells))
