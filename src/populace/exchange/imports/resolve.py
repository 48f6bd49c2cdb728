"""A block of a sender's rows to our codes, with the reasons for what could not be understood."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Period
from populace.exchange.imports.lookups import Found, Lookup, PairLookup
from populace.exchange.imports.numbers import Numbers
from populace.exchange.imports.reasons import Reasons
from populace.exchange.incoming import Incoming, Reading, Refused
from populace.i18n import gettext as _
from populace.i18n import join_words


@dataclass(frozen=True)
class Resolved:
    """A block in our codes, ``(row,)`` each: positions in the resolver's lists, or negative numbers of reasons.

    ``value`` is NaN where a figure is taken back or not understood; ``unread`` is the reason for the latter, else 0.
    """

    place: Found
    period: Found
    measure: Found
    cell: Found
    value: NDArray[np.float64]
    unread: NDArray[np.int32]
    deleted: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.value)


@dataclass(frozen=True)
class Cell:
    """A measure in a breakdown; ``measure`` is a position in the list of measures."""

    measure: int
    breakdown: Breakdown


class Resolver:
    """What the texts of one file mean, learnt block by block."""

    def __init__(self, reading: Reading, catalogue: Catalogue, reasons: Reasons) -> None:
        words = reading.vocabulary
        self._words, self._catalogue, self._reasons = words, catalogue, reasons
        name = reading.headers.get
        self.place = Lookup(name("place", "place"), words.place, reasons)
        self.period = Lookup(name("period", "period"), lambda text: words.period(text).text, reasons)
        self.measure = Lookup(name("measure", "measure"), words.measure, reasons)
        self.cells: list[Cell] = []
        self._cell_positions: dict[Cell, int] = {}
        self._categories: dict[str, Lookup] = {}
        self._cell_of: PairLookup | None = None
        self._numbers = Numbers(words, reasons)

    @property
    def periods(self) -> list[Period]:
        """The periods that ``period`` positions stand for."""
        return [Period.parse(text) for text in self.period.codes]

    def __call__(self, block: Incoming) -> Resolved:
        """The block in our codes."""
        measure = self.measure(block.measure)
        cell = self._cells(block, measure)
        deleted = np.zeros(len(block), dtype=bool) if block.deleted is None else _flags(block.deleted)
        value, unread = self._numbers(block.value, measure, self.measure.codes)
        value[deleted], unread[deleted] = np.nan, 0
        return Resolved(
            self.place(block.place), self.period(block.period), measure, cell, value, unread, deleted
        )

    def _cells(self, block: Incoming, measure: Found) -> Found:
        """The cell of each row; of a row whose measure is unknown, the reason of the measure."""
        if self._cell_of is None:
            # A category column's own texts are its codes: only a combination has a meaning. No text is a text too.
            self._categories = {
                name: Lookup(name, lambda text: text, self._reasons) for name in block.categories
            }
            self._cell_of = PairLookup(self._ask_cell)
        columns = [np.maximum(measure, -1) + 1]
        sizes = [len(self.measure.codes) + 1]
        for name, texts in block.categories.items():
            lookup = self._categories[name]
            columns.append(np.maximum(lookup(texts), -1) + 1)
            sizes.append(len(lookup.codes) + 1)
        cell = self._cell_of(columns, sizes)
        return np.where(measure < 0, measure, cell)

    def _ask_cell(self, combination: tuple[int, ...]) -> int:
        measure, *categories = (position - 1 for position in combination)
        if measure < 0:
            return -1
        texts = {
            name: lookup.codes[position] if position >= 0 else ""
            for (name, lookup), position in zip(self._categories.items(), categories, strict=True)
        }
        try:
            breakdown = self._words.breakdown(self.measure.codes[measure], texts)
            self._refuse_unfit(self.measure.codes[measure], breakdown)
        except Refused as refused:
            return -self._reasons.of(refused)
        cell = Cell(measure, breakdown)
        if cell not in self._cell_positions:
            self._cell_positions[cell] = len(self.cells)
            self.cells.append(cell)
        return self._cell_positions[cell]

    def _refuse_unfit(self, code: str, breakdown: Breakdown) -> None:
        """A cell has the dimensions that its measure asks for, with categories that they have."""
        measure = self._catalogue.measures[code]
        lacking = measure.required - breakdown.dimensions
        if lacking:
            raise Refused(
                "breakdown",
                _("{measure} is counted by {dimensions}, which is not given.").format(
                    measure=code, dimensions=join_words(sorted(lacking))
                ),
                _("Give the figures by {dimensions}.").format(dimensions=join_words(sorted(lacking))),
            )
        others = breakdown.dimensions - measure.dimensions
        if others:
            raise Refused(
                "breakdown",
                _("{measure} is not counted by {dimensions}.").format(
                    measure=code, dimensions=join_words(sorted(others))
                ),
                _("Sum the figures over {dimensions}.").format(dimensions=join_words(sorted(others))),
            )
        for dimension, category in breakdown.pairs:
            known = self._catalogue.dimensions.get(dimension)
            if known is not None and category not in known:
                raise Refused(
                    "category",
                    _("“{category}” is no category of {dimension}.").format(
                        category=category, dimension=dimension
                    ),
                    _("Use one of the categories of the catalogue, or declare it there."),
                )


def _flags(values: pa.BooleanArray) -> NDArray[np.bool_]:
    return np.asarray(values.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)
