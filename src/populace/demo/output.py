"""Frames to files, the same bytes for the same frame."""

from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq
import xlsxwriter

# A workbook carries the time of its making; a fixed one keeps its bytes the same.
MADE = datetime(2026, 1, 1, tzinfo=UTC)


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write ``table`` as the CSV, Excel or Parquet file that the suffix of ``path`` asks for."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".xlsx":
        _write_workbook(table, path)
        return
    arrow = pa.Table.from_pandas(table, preserve_index=False).replace_schema_metadata(None)
    if path.suffix == ".parquet":
        pq.write_table(arrow, path, compression="zstd")
    else:
        pacsv.write_csv(arrow, path, pacsv.WriteOptions(quoting_style="needed"))


def _write_workbook(table: pd.DataFrame, path: Path) -> None:
    with xlsxwriter.Workbook(path, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        sheet = book.add_worksheet("population")
        sheet.write_row(0, 0, list(table.columns))
        for number, row in enumerate(table.itertuples(index=False), start=1):
            sheet.write_row(number, 0, list(row))
