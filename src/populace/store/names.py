"""The numbers that stand for codes in the files of a store, and the codes that they stand for.

A number, once given, never changes and is never given again. What a commit brings new is numbered in the order of its
text, so that the numbers follow from what was committed and not from the order in which rows happened to be read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from populace.catalog.breakdowns import Breakdown
from populace.catalog.dimensions import refuse_reserved
from populace.catalog.periods import Length, Period
from populace.errors import ModelError

LENGTHS = tuple(Length)
"""Lengths of periods; the position of each is its number on disk. The order is that of length."""

EPOCH = np.datetime64("1970-01-01", "D")
"""Days are counted from here, as Arrow and DuckDB count them."""


@dataclass(frozen=True)
class Names:
    """Codes by their numbers.

    ``periods`` are (first day, number of the length); ``cells`` are the (measure, breakdown, length) numbers that any
    figure ever had, so that a question can be planned without reading one.
    """

    measures: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    periods: tuple[tuple[int, int], ...] = ()
    cells: tuple[tuple[int, int, int], ...] = ()

    @cached_property
    def measure_number(self) -> Mapping[str, int]:
        """Numbers of measures by their codes."""
        return _numbers(self.measures)

    @cached_property
    def breakdown_number(self) -> Mapping[str, int]:
        """Numbers of cells by their texts."""
        return _numbers(self.breakdowns)

    @cached_property
    def place_number(self) -> Mapping[str, int]:
        """Numbers of places by their codes."""
        return _numbers(self.places)

    @cached_property
    def period_texts(self) -> tuple[str, ...]:
        """Texts of the periods, in the order of their numbers."""
        return tuple(period_of(*period).text for period in self.periods)

    @cached_property
    def period_number(self) -> Mapping[str, int]:
        """Numbers of periods by their texts."""
        return _numbers(self.period_texts)

    @cached_property
    def starts(self) -> np.ndarray:
        """First days of the periods, ``(period,)`` int32, days since 1970-01-01."""
        return np.array([start for start, _ in self.periods], np.int32)

    @cached_property
    def lengths(self) -> np.ndarray:
        """Numbers of the lengths of the periods, ``(period,)`` int8."""
        return np.array([length for _, length in self.periods], np.int8)

    @cached_property
    def lasts(self) -> np.ndarray:
        """Last days of the periods, ``(period,)`` int32, days since 1970-01-01."""
        return np.array([day_number(period_of(*period).last) for period in self.periods], np.int32)

    def grown(
        self,
        measures: Iterable[str],
        breakdowns: Iterable[str],
        places: Iterable[str],
        periods: Iterable[str],
        order: Sequence[str] = (),
    ) -> "Names":
        """With numbers for whatever of these is new; new places are numbered as they stand in ``order``.

        :raises ModelError: a code that cannot be one, or a text of a cell or period that is not its canonical one.
        """
        rank = {code: position for position, code in enumerate(order)}
        return Names(
            self.measures + _new(measures, self.measure_number, refuse_reserved),
            self.breakdowns + _new(breakdowns, self.breakdown_number, _refuse_breakdown),
            self.places
            + tuple(
                sorted(
                    _new(places, self.place_number, _refuse_place),
                    key=lambda code: (rank.get(code, len(rank)), code),
                )
            ),
            self.periods
            + tuple(sorted(period_key(text) for text in _new(periods, self.period_number, _refuse_period))),
            self.cells,
        )

    def with_cells(self, cells: Iterable[tuple[int, int, int]]) -> "Names":
        """With those of ``cells`` that are new."""
        known = set(self.cells)
        new = sorted(set(cells) - known)
        return (
            self
            if not new
            else Names(self.measures, self.breakdowns, self.places, self.periods, self.cells + tuple(new))
        )


def period_of(start: int, length: int) -> Period:
    """The period that begins on day ``start`` since 1970-01-01 and has the length of this number."""
    return Period((EPOCH + np.timedelta64(start, "D")).item(), LENGTHS[length])


def day_number(day: object) -> int:
    """Days from 1970-01-01 to ``day``, a date."""
    return int((np.datetime64(day, "D") - EPOCH).astype(int))  # type: ignore[call-overload]


def period_key(text: str) -> tuple[int, int]:
    """First day and number of the length of the period that ``text`` writes.

    :raises ModelError: a text that is no period.
    """
    period = Period.parse(text)
    return day_number(period.start), LENGTHS.index(period.length)


def _numbers(texts: Sequence[str]) -> Mapping[str, int]:
    return {text: number for number, text in enumerate(texts)}


def _new(texts: Iterable[str], known: Mapping[str, int], check: object) -> tuple[str, ...]:
    new = tuple(sorted({text for text in texts if text not in known}))
    for text in new:
        check(text)  # type: ignore[operator]
    return new


def _refuse_place(text: str) -> None:
    if not text or text != text.strip():
        raise ModelError(f"{text!r} cannot be the code of a place: it is empty or has spaces at its ends")


def _refuse_breakdown(text: str) -> None:
    if Breakdown.parse(text).text != text:
        raise ModelError(f"the breakdown {text!r} is written {Breakdown.parse(text).text!r} in a batch")


def _refuse_period(text: str) -> None:
    if Period.parse(text).text != text:
        raise ModelError(f"the period {text!r} is written {Period.parse(text).text!r} in a batch")
