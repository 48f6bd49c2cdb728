"""Data frames to ``Tables``: for people who have their figures in a notebook rather than in files."""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from populace.exchange.findings import Findings
from populace.exchange.folder import tables_of
from populace.exchange.opened import Opened, sort_in
from populace.exchange.raw import Column, RawTable, without_empty_rows
from populace.exchange.reading import read_opened
from populace.forecast.tables import Tables


def read_frames(frames: Mapping[str, pd.DataFrame]) -> Tables:
    """Read tidy tables by name, as if each were a file of that name in a folder; nothing is written.

    The names say what a table holds (``population``, ``births``, ``places``, ...) where its columns do not; columns,
    units and checks are those of files. An index that has a name is read as a column. Rows are counted from the first
    row of the frame, which is row 2, as in a file with a header.

    :raises InputErrors: everything that is wrong in the tables, with table, row and remedy, in one pass.
    """
    findings, opened = Findings(), Opened()
    for name, frame in frames.items():
        sort_in(without_empty_rows(_raw(name, frame)), opened, findings)
    return tables_of(read_opened(opened, None, None, findings, lambda _label, _done: None), findings)


def _raw(name: str, frame: pd.DataFrame) -> RawTable:
    named = frame.reset_index([level for level in frame.index.names if level is not None])
    columns = tuple(_column(str(header), named.iloc[:, at]) for at, header in enumerate(named.columns))
    return RawTable(name, (name,), 1, columns, np.arange(2, 2 + len(named), dtype=np.int32))


def _column(header: str, values: pd.Series) -> Column:
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    return Column(header.strip(), codes.astype(np.int32), tuple(_text(value) for value in distinct))


def _text(value: object) -> str:
    """A cell as a file would show it: whole numbers without a point, dates as ISO, nothing for what is missing."""
    if value is None or value is pd.NaT or value is pd.NA:
        return ""
    if isinstance(value, float | np.floating):
        figure = float(value)
        if np.isnan(figure):
            return ""
        return str(int(figure)) if figure.is_integer() and abs(figure) < 1e15 else repr(figure)
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    return str(value).strip()
