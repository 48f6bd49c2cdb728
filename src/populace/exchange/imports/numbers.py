"""Texts to numbers: the plain ones all at once, the others one distinct text at a time."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from populace.exchange.imports.reasons import Reasons
from populace.exchange.incoming import Refused, Vocabulary

PLAIN = r"^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$"
"""How a number is written when nothing about it needs to be asked."""


class Numbers:
    """The numbers of a file. What a text writes may depend on its measure (``true``, ``1 200``)."""

    def __init__(self, vocabulary: Vocabulary, reasons: Reasons) -> None:
        self._vocabulary, self._reasons = vocabulary, reasons
        self._answers: dict[tuple[str, str], tuple[float, int]] = {}
        self._bounds: dict[str, tuple[float, float, bool]] = {}

    def __call__(
        self, values: pa.Array, measure: NDArray[np.int32], codes: Sequence[str]
    ) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
        """The number of each row (NaN where there is none) and the number of the reason why not (0: there is one).

        ``measure`` are positions in ``codes``; a row with an unknown measure is not looked at.
        """
        numbers = plain_numbers(values)
        known = measure >= 0
        good = known & self._is_plain(numbers, measure, codes)
        why = np.zeros(len(numbers), dtype=np.int32)
        asked = np.flatnonzero(known & ~good)
        if len(asked):
            texts = _texts(values.take(pa.array(asked)))
            for row, text in zip(asked, texts, strict=True):
                numbers[row], why[row] = self._ask(codes[measure[row]], text)
        numbers[~known] = np.nan
        return numbers, why

    def _is_plain(
        self, numbers: NDArray[np.float64], measure: NDArray[np.int32], codes: Sequence[str]
    ) -> NDArray[np.bool_]:
        for code in codes[len(self._bounds) :]:
            plain = self._vocabulary.plain(code)
            self._bounds[code] = (plain.least, plain.greatest, plain.whole)
        if not codes:
            return np.zeros(len(numbers), dtype=bool)
        least, greatest, whole = (
            np.array([self._bounds[code][i] for code in codes])[measure] for i in range(3)
        )
        with np.errstate(invalid="ignore"):
            inside = (numbers >= least) & (numbers <= greatest) & np.isfinite(numbers)
            return np.asarray(inside & (~whole.astype(bool) | (numbers == np.floor(numbers))))

    def _ask(self, measure: str, text: str | None) -> tuple[float, int]:
        if text is None or not text.strip():
            return np.nan, self._reasons.missing("value")
        if (measure, text) not in self._answers:
            try:
                self._answers[measure, text] = (self._vocabulary.value(measure, text), 0)
            except Refused as refused:
                self._answers[measure, text] = (np.nan, self._reasons.of(refused))
        return self._answers[measure, text]


def plain_numbers(values: pa.Array) -> NDArray[np.float64]:
    """The numbers of ``values`` that are numbers or plainly written ones; NaN elsewhere."""
    if pa.types.is_dictionary(values.type):
        of_texts = np.append(plain_numbers(values.dictionary), np.nan)
        indices = values.indices.fill_null(len(of_texts) - 1) if values.null_count else values.indices
        return np.asarray(of_texts[np.asarray(indices)])
    if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
        try:
            values = values.cast(pa.float64())  # nearly always: what is no finite number is looked at later
        except pa.ArrowInvalid:
            values = pc.if_else(pc.match_substring_regex(values, PLAIN), values, None).cast(pa.float64())
    return np.array(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _texts(values: pa.Array) -> list[str | None]:
    return [None if value is None else str(value) for value in values.to_pylist()]
