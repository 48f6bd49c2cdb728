"""The cells of a column to numbers, each distinct one once; what is not understood is a number below zero."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.exchange.incoming import Refused

Codes = NDArray[np.int64]
"""``(row,)``: a position or a day, ``UNKNOWN`` where the cell is not understood."""

UNKNOWN = -1


class Understood:
    """A column of cells as positions in ``texts``, which are ours; cells themselves are kept in memory only."""

    def __init__(self, means: Callable[[str], str | None]) -> None:
        """``means`` gives our text for a cell, ``None`` for one that means nothing; ``Refused`` says the same."""
        self.texts: list[str] = []
        self._means = means
        self._known: dict[str, int] = {}
        self._positions: dict[str, int] = {}

    def __call__(self, cells: pa.DictionaryArray) -> Codes:
        """The position of what each cell means, ``(row,)``."""
        return of_each(cells, self._position)

    def _position(self, cell: str) -> int:
        if cell not in self._known:
            try:
                text = self._means(cell)
            except Refused:
                text = None
            if text is not None and text not in self._positions:
                self._positions[text] = len(self.texts)
                self.texts.append(text)
            self._known[cell] = UNKNOWN if text is None else self._positions[text]
        return self._known[cell]


def of_each(cells: pa.DictionaryArray, number: Callable[[str], int]) -> Codes:
    """``number`` of each cell, asked once for each distinct one, ``(row,)``; an empty cell is the empty text."""
    numbers = np.array(
        [number((cell or "").strip()) for cell in (*cells.dictionary.to_pylist(), "")], np.int64
    )
    found: Codes = numbers[np.asarray(cells.indices.fill_null(len(numbers) - 1))]
    return found


def completed_years(born: Codes, day: Codes) -> Codes:
    """Completed years from one day to another, both days since year 1, ``(row,)``; ``UNKNOWN`` where one is.

    Who was born on 29 February completes a year on 1 March of other years.
    """
    known = (born > 0) & (day > 0) & (born <= day)
    years = np.full(len(born), UNKNOWN, dtype=np.int64)
    epoch = date(1970, 1, 1).toordinal()
    first = (born[known] - epoch).astype("datetime64[D]")
    last = (day[known] - epoch).astype("datetime64[D]")
    passed = _month_day(last) >= _month_day(first)
    years[known] = last.astype("datetime64[Y]").astype(np.int64) - first.astype("datetime64[Y]").astype(
        np.int64
    )
    years[known] -= ~passed
    return years


def _month_day(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    months = days.astype("datetime64[M]")
    month = months.astype(np.int64) % 12
    day: Codes = (days - months.astype("datetime64[D]")).astype(np.int64)
    return month * 32 + day
