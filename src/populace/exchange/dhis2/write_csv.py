"""Data values as CSV: the eleven columns of an export, every cell named, one file for each data set.

DHIS2 2.43 takes a blank combination beside unknown columns for categories; only the full form with combinations
filled in is read alike by 2.42 and 2.43.
"""

import re
from pathlib import Path
from typing import IO

import numpy as np
import pyarrow as pa
from pyarrow import csv as arrow_csv

from populace.exchange.dhis2.called import Called, period_name
from populace.exchange.dhis2.outgoing import Outgoing
from populace.exchange.dhis2.schemes import Kind
from populace.exchange.dhis2.values_csv import POSITIONS

_NEEDS_QUOTES = re.compile(r'[",\r\n]|^\s|\s$')


def write_csv(rows: Outgoing, called: Called, data_set: str, file: IO[bytes]) -> None:
    """The rows of one data set."""
    columns = {
        "dataelement": rows.element.named(called.by(Kind.ELEMENT)),
        "period": rows.period.named(period_name),
        "orgunit": rows.place.named(called.by(Kind.PLACE)),
        "categoryoptioncombo": rows.cell.named(called.by(Kind.CELL)),
        "attributeoptioncombo": rows.attribute_cell.named(called.by(Kind.ATTRIBUTE_CELL)),
        "value": rows.value,
    }
    quotes = any(
        _NEEDS_QUOTES.search(text)
        for column in columns.values()
        if isinstance(column, pa.DictionaryArray)
        for text in column.dictionary.to_pylist()
    )
    table = pa.table(
        {name: column.cast(pa.string()) for name, column in columns.items()}
        | {name: _same("", len(rows)) for name in ("storedby", "lastupdated", "comment")}
        | {"followup": _same("false", len(rows)), "deleted": pa.array(np.where(rows.deleted, "true", ""))}
    ).select(list(POSITIONS))
    file.write(",".join(POSITIONS).encode() + b"\n")
    options = arrow_csv.WriteOptions(include_header=False, quoting_style="needed" if quotes else "none")
    arrow_csv.write_csv(table.filter(pa.array(rows.of_set(data_set))), file, options)


def _same(text: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(text, pa.string()), count)


def path_of_set(path: Path, name: str, *, only: bool) -> Path:
    """Where the rows of a data set go: ``path`` if they are the only ones, else beside it, with the set's name."""
    if only:
        return path
    stem, dot, suffixes = path.name.partition(".")
    return path.with_name(f"{stem}-{re.sub(r'[^A-Za-z0-9_-]+', '_', name)}{dot}{suffixes}")
