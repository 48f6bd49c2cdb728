"""A block whose columns of figures are put one below the other, each with the words of its rows beside it."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from populace.exchange.numbers import MISSING
from populace.exchange.tidy.place_names import join_words_of

Mask = NDArray[np.bool_]


class Stacked:
    """Rows of ``words`` (dictionary arrays by heading) once for each of ``figures``.

    Cells without a figure are left out; ``passed`` is their number.
    """

    def __init__(
        self, words: Mapping[str, pa.DictionaryArray], figures: Sequence[pa.Array], row: pa.Int64Array
    ) -> None:
        given = [_given(column) for column in figures]
        self._words, self._times = words, len(figures)
        keep = np.concatenate(given)
        self._whole = bool(keep.all()) and self._times == 1
        length = len(row)
        self._rows = np.tile(np.arange(length), self._times)[keep]
        self._column = np.repeat(np.arange(self._times, dtype=np.int32), length)[keep]
        self.value = _together(figures, keep)
        self.row = row if self._whole else row.take(pa.array(self._rows))
        self.passed = int(len(keep) - keep.sum())

    def words(self, columns: Sequence[str]) -> pa.DictionaryArray:
        """The words of one or several columns of the table."""
        return joined([self._taken(self._words[column]) for column in columns])

    def texts(self, by_figure: Sequence[str]) -> pa.DictionaryArray:
        """A text for each column of figures."""
        distinct = list(dict.fromkeys(by_figure))
        position = np.array([distinct.index(text) for text in by_figure], dtype=np.int32)
        return pa.DictionaryArray.from_arrays(
            pa.array(position[self._column]), pa.array(distinct, pa.string())
        )

    def either(self, column: str, by_figure: Sequence[str]) -> pa.DictionaryArray:
        """The words of ``column`` where there is one, else the texts."""
        return self.words([column]) if column else self.texts(by_figure)

    def _taken(self, words: pa.DictionaryArray) -> pa.DictionaryArray:
        if self._whole:
            return words
        return pa.DictionaryArray.from_arrays(words.indices.take(pa.array(self._rows)), words.dictionary)


def joined(columns: Sequence[pa.DictionaryArray]) -> pa.DictionaryArray:
    """The words of several columns as one text a row, each distinct combination made once."""
    if len(columns) == 1:
        return columns[0]
    keys = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        none = len(column.dictionary)
        keys = keys * (none + 1) + np.asarray(column.indices.fill_null(none))
    encoded = pa.array(keys).dictionary_encode()
    distinct = np.asarray(encoded.dictionary)
    parts: list[list[str]] = []
    for column in reversed(columns):
        texts = [*column.dictionary.to_pylist(), ""]
        parts.insert(0, [texts[i] or "" for i in (distinct % len(texts)).tolist()])
        distinct = distinct // len(texts)
    combined = [join_words_of(words) for words in zip(*parts, strict=True)]
    return pa.DictionaryArray.from_arrays(encoded.indices, pa.array(combined, pa.string()))


def figures_of(column: pa.Array, missing: frozenset[str], *, marked: bool) -> pa.Array:
    """A column of figures as numbers where all are plainly written, else as texts; null where there is none.

    ``missing`` are further marks for a missing figure. ``marked`` numbers have marks of their own and stay texts.
    """
    if not pa.types.is_string(column.type):
        return column
    if not (marked or missing):
        try:
            return column.cast(pa.float64())
        except pa.ArrowInvalid:
            pass
    marks = pa.array(sorted({*MISSING, *(mark.strip().casefold() for mark in missing)}))
    is_missing = pc.is_in(pc.utf8_trim_whitespace(pc.utf8_lower(column)), marks)
    texts = pc.if_else(is_missing, pa.scalar(None, pa.string()), column)
    if not marked:
        try:
            return texts.cast(pa.float64())
        except pa.ArrowInvalid:
            pass
    return texts


def _given(column: pa.Array) -> Mask:
    return np.asarray(pc.is_valid(column).to_numpy(zero_copy_only=False), dtype=bool)


def _together(columns: Sequence[pa.Array], keep: Mask) -> pa.Array:
    if len({column.type for column in columns}) > 1:
        columns = [column.cast(pa.string()) for column in columns]
    value = pa.concat_arrays(columns) if len(columns) > 1 else columns[0]
    return value if keep.all() else value.filter(pa.array(keep))
