"""What a cell of figures means."""

import math
import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray

from populace.exchange.raw import Column, Mask

MISSING = frozenset({"", "na", "n/a", "n.a.", "null", "none", "..", "...", "…", ":", "缺", "无数据"})
"""Cells that say that a figure is missing, without case. A dash is not among them: some offices write it for zero."""

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}([,'’٬ \u2009]\d{3})+(\.\d+)?|[+-]?\d{1,3}(\.\d{3}){2,}")
_DASHES = frozenset("-–—－")


class Fault(Enum):
    """Why a cell is not a figure."""

    NONE = auto()
    MISSING = auto()
    GROUPED = auto()
    DASH = auto()
    NOT_A_NUMBER = auto()


@dataclass(frozen=True)
class Figures:
    """A column of figures: ``values`` with NaN where there is a fault; ``faults`` by distinct text."""

    values: NDArray[np.float64]
    column: Column
    faults: tuple[Fault, ...]

    def rows_with(self, fault: Fault) -> Mask:
        """Where the fault stands, ``(row,)``."""
        marks = np.array([found is fault for found in self.faults], dtype=bool)
        return marks[self.column.codes] if len(marks) else np.zeros(len(self.values), dtype=bool)


def read_figures(column: Column) -> Figures:
    """Read every distinct text of a column once."""
    read = [read_figure(text) for text in column.texts]
    values = np.array([value for value, _fault in read], dtype=float)
    return Figures(
        values[column.codes] if len(values) else np.zeros(len(column.codes)),
        column,
        tuple(fault for _value, fault in read),
    )


def read_figure(text: str) -> tuple[float, Fault]:
    """A number, or NaN with what is wrong. Full-width digits are digits; grouped thousands are not guessed at."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = plain.strip().casefold()
    if _NUMBER.fullmatch(plain) and math.isfinite(float(plain)):
        return float(plain), Fault.NONE
    if plain in MISSING:
        return np.nan, Fault.MISSING
    if plain in _DASHES:
        return np.nan, Fault.DASH
    return np.nan, Fault.GROUPED if _GROUPED.fullmatch(plain) else Fault.NOT_A_NUMBER
