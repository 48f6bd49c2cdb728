"""The file of refused rows: the sender's own columns, and for each row why and what to do, ready to be sent again."""

import re
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv

from populace.errors import OutputError
from populace.exchange.imports.reasons import Reasons
from populace.exchange.incoming import Incoming, Reading
from populace.exchange.tidy.tables import kept_from_running
from populace.i18n import gettext as _
from populace.i18n import join_sentences

MAY_RUN = r"^'*[=+\-@\t\r]"
"""How a text begins that a spreadsheet might take for a formula."""

BELOW_ZERO = re.compile(r"-\d+(\.\d+)?([eE][+-]?\d+)?")
"""What begins so and is no more than a number: it stays as it is, to be read again."""

ROW, BECAUSE, REMEDY = "row", "refused_because", "what_to_do"
"""Columns added to the sender's own; readers pass them over."""


class RefusedRows:
    """Writes refused rows as they come; the file is there only if there are any, and only when all are written."""

    def __init__(self, path: Path, reading: Reading, reasons: Reasons) -> None:
        self.path = path
        self._headers, self._reasons = reading.headers, reasons
        self._part = path.with_name(path.name + ".part")
        self._writer: csv.CSVWriter | None = None

    def __enter__(self) -> "RefusedRows":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._writer is not None:
            self._writer.close()
            if kind is None:
                self._part.replace(self.path)
            else:
                self._part.unlink(missing_ok=True)

    def add(self, block: Incoming, refused: NDArray[np.intp], why: NDArray[np.int32]) -> None:
        """Add the rows at ``refused``; ``why`` is ``(refused row, check)``: numbers of reasons, 0 for none."""
        at = pa.array(refused)
        columns = {self._name("measure"): block.measure, self._name("period"): block.period}
        columns |= {self._name("place"): block.place}
        columns |= {self._name(name): texts for name, texts in block.categories.items()}
        columns |= {self._name("value"): block.value}
        table = {name: _plain(column.take(at)) for name, column in columns.items()}
        if block.status is not None:
            table[self._name("status")] = _plain(block.status.take(at))
        if block.deleted is not None:
            table[self._name("deleted")] = _plain(block.deleted.take(at))
        because, remedy = self._said(why)
        rows = pa.table({ROW: block.row.take(at), **table, BECAUSE: because, REMEDY: remedy})
        if self._writer is None:
            self._writer = self._open(rows.schema)
        self._writer.write_table(rows)

    def _name(self, column: str) -> str:
        return self._headers.get(column, column)

    def _open(self, schema: pa.Schema) -> csv.CSVWriter:
        try:
            self._part.parent.mkdir(parents=True, exist_ok=True)
            return csv.CSVWriter(str(self._part), schema)
        except OSError as error:
            raise OutputError(
                _("{path} cannot be written. Give another file for the refused rows.").format(path=self.path)
            ) from error

    def _said(self, why: NDArray[np.int32]) -> tuple[pa.Array, pa.Array]:
        distinct, at = np.unique(why, axis=0, return_inverse=True)
        at = at.reshape(-1)
        known = [[self._reasons[number] for number in row if number] for row in distinct.tolist()]
        because = [_together([reason.message for reason in reasons]) for reasons in known]
        remedy = [_together([reason.remedy for reason in reasons]) for reasons in known]
        return pa.array(because, pa.string()).take(pa.array(at)), pa.array(remedy, pa.string()).take(
            pa.array(at)
        )


def _together(sentences: Sequence[str]) -> str:
    return join_sentences(tuple(dict.fromkeys(sentences)))


def _plain(column: pa.Array) -> pa.Array:
    """As text that no spreadsheet runs: one block may have a column as numbers where another has texts."""
    texts = column.cast(pa.string())
    if not pc.any(pc.match_substring_regex(texts, MAY_RUN), min_count=0).as_py():
        return texts
    return pa.array([None if text is None else _kept(text) for text in texts.to_pylist()], pa.string())


def _kept(text: str) -> str:
    return text if BELOW_ZERO.fullmatch(text) else kept_from_running(text)
