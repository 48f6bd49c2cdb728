"""A sender of the tests: its words for ours, and files of its rows."""

from collections.abc import Iterator, Mapping, Sequence

import pyarrow as pa

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.periods import Period
from populace.errors import ModelError
from populace.exchange.incoming import Incoming, Plain, Reading, Refused

Row = tuple[str | None, str | None, str | None, str | None, str | None]
"""Place, period, measure, sex, value."""

PLACES = {"Ash": "ash", "Birch": "birch"}
MEASURES = {"Births": "births", "Tally": "tally"}


class Words:
    """Names of places and measures, periods as ISO writes them, sexes as F and M; counts what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def measure(self, text: str) -> str:
        self.asked.append(text)
        return _known(MEASURES, text, "measure")

    def place(self, text: str) -> str:
        self.asked.append(text)
        return _known(PLACES, text, "place")

    def period(self, text: str) -> Period:
        self.asked.append(text)
        try:
            return Period.parse(text)
        except ModelError as error:
            raise Refused("period", f"“{text}” is no period.", "Write 2026-11.") from error

    def breakdown(self, measure: str, categories: Mapping[str, str]) -> Breakdown:
        self.asked.append(f"{measure} {dict(categories)}")
        sex = categories.get("sex", "")
        if not sex:
            return WHOLE
        return Breakdown((("sex", _known({"F": "female", "M": "male"}, sex, "sex")),))

    def plain(self, measure: str) -> Plain:
        return Plain(least=0, whole=True)

    def value(self, measure: str, text: str) -> float:
        self.asked.append(text)
        if text == "a dozen":
            return 12.0
        raise Refused("value", f"“{text}” is no count.", "Write a whole number.")


def _known(words: Mapping[str, str], text: str, kind: str) -> str:
    if text not in words:
        raise Refused(kind, f"“{text}” is no {kind} here.", "Check the spelling.")
    return words[text]


def reading(*blocks: Sequence[Row], words: Words | None = None) -> Reading:
    """A file of the sender, in blocks of rows; the first row of a file is row 2."""
    return Reading("file.csv", _blocks(blocks), words or Words(), {"place": "Village", "value": "Number"})


def _blocks(blocks: Sequence[Sequence[Row]]) -> Iterator[Incoming]:
    first = 2
    for rows in blocks:
        columns = [pa.array(list(column), pa.string()) for column in zip(*rows, strict=True)]
        place, period, measure, sex = (column.dictionary_encode() for column in columns[:4])
        row = pa.array(range(first, first + len(rows)), pa.int64())
        yield Incoming(measure, place, period, columns[4], row, {"sex": sex})
        first += len(rows)
