"""A sender's texts to our codes, each distinct text asked for once.

A lookup gives for each row the position of a code in ``codes``, or the negative number of the reason why there is none.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
from jaxtyping import Int32
from numpy.typing import NDArray

from populace.exchange.imports.reasons import Reasons
from populace.exchange.incoming import Refused

Found = NDArray[np.int32]
"""``(row,)``: a position in ``codes``, or the negative number of a reason."""


class Lookup:
    """The texts of one column, over all blocks."""

    def __init__(self, column: str, ask: Callable[[str], str], reasons: Reasons) -> None:
        """``ask`` gives our code for a text, or raises ``Refused``; ``column`` is what the sender calls the column."""
        self.codes: list[str] = []
        self._column, self._ask, self._reasons = column, ask, reasons
        self._positions: dict[str, int] = {}
        self._found: dict[str | None, int] = {}

    def __call__(self, texts: pa.DictionaryArray) -> Found:
        """Where the code of each row stands."""
        # A last place for the rows without a text, to which their null index is sent.
        known = np.array([self._of(text) for text in (*texts.dictionary.to_pylist(), None)], dtype=np.int32)
        indices = texts.indices.fill_null(len(known) - 1) if texts.null_count else texts.indices
        return np.asarray(known[np.asarray(indices)])

    def _of(self, text: str | None) -> int:
        if text not in self._found:
            self._found[text] = self._ask_for(text)
        return self._found[text]

    def _ask_for(self, text: str | None) -> int:
        if text is None or not text.strip():
            return -self._reasons.missing(self._column)
        try:
            code = self._ask(text)
        except Refused as refused:
            return -self._reasons.of(refused)
        return intern(code, self.codes, self._positions)


def intern(code: str, codes: list[str], positions: dict[str, int]) -> int:
    """The position of ``code`` in ``codes``, to which it is added where it is new."""
    if code not in positions:
        positions[code] = len(codes)
        codes.append(code)
    return positions[code]


class PairLookup:
    """Combinations of texts: each distinct combination asked for once, by a number that stands for it."""

    def __init__(self, ask: Callable[[tuple[int, ...]], int]) -> None:
        """``ask`` gives for a combination of positions a position of its own, or the negative number of a reason."""
        self._ask = ask
        self._known: dict[tuple[int, ...], int] = {}

    def __call__(self, columns: Sequence[Int32[np.ndarray, " row"]], sizes: Sequence[int]) -> Found:
        """What each row's combination stands for; ``columns`` are from 0 to below ``sizes``, ``(row,)`` each."""
        keys = np.zeros(len(columns[0]), dtype=np.int64)
        for column, size in zip(columns, sizes, strict=True):
            keys = keys * size + column
        distinct, first, inverse = distinct_keys(keys, int(np.prod([float(size) for size in sizes])))
        answers = np.array([self._of(tuple(int(c[i]) for c in columns)) for i in first], dtype=np.int32)
        return answers[inverse] if len(distinct) else np.zeros(0, dtype=np.int32)

    def _of(self, combination: tuple[int, ...]) -> int:
        if combination not in self._known:
            self._known[combination] = self._ask(combination)
        return self._known[combination]


DENSE = 1 << 22
"""Up to so many possible keys a table of all of them is faster than sorting the ones there are."""


def distinct_keys(
    keys: NDArray[np.int64], size: int
) -> tuple[NDArray[np.int64], NDArray[np.intp], NDArray[np.intp]]:
    """The distinct ``keys``, a row of each, and for every row which of them it has; keys are below ``size``."""
    if size > DENSE:
        distinct, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        return distinct, first, inverse
    row_of = np.full(size, -1, dtype=np.intp)
    row_of[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
    distinct = np.flatnonzero(row_of >= 0)
    position = np.zeros(size, dtype=np.intp)
    position[distinct] = np.arange(len(distinct))
    return distinct, row_of[distinct], position[keys]
