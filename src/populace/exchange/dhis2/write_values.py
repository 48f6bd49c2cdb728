"""Writes figures as DHIS2 data values: JSON, CSV, XML or ADX, packed where the name ends in ``.gz``."""

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

import pyarrow as pa

from populace.errors import OutputError
from populace.exchange.dhis2.called import Called
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.outgoing import Outgoing, outgoing
from populace.exchange.dhis2.reading import Format
from populace.exchange.dhis2.schemes import Scheme, Schemes
from populace.exchange.dhis2.write_adx import write_adx
from populace.exchange.dhis2.write_csv import path_of_set, write_csv
from populace.exchange.dhis2.write_lines import write_json, write_xml
from populace.i18n import gettext as _


@dataclass(frozen=True)
class Wanted:
    """How to write: ``schemes`` are id schemes by DHIS2's names; ``exported`` is the moment that ADX states."""

    format: Format
    schemes: Mapping[str, str] = field(default_factory=dict)
    exported: datetime | None = None


def write_values(rows: pa.Table, metadata: Metadata, path: Path, wanted: Wanted) -> list[Path]:
    """Write ``rows`` (``place, period, measure, breakdown, value``; a null value is a figure taken back).

    Gives the files that were written: CSV has one for each data set. A file that is there is replaced once the new one
    is whole.

    :raises OutputError: figures that DHIS2 cannot hold, or a place that cannot be written to.
    """
    is_adx = wanted.format is Format.ADX
    schemes = Schemes.parse(wanted.schemes, Scheme("code") if is_adx else None)
    out, called = outgoing(rows, metadata), Called(metadata, schemes)
    if wanted.format is Format.CSV:
        return _write_csv(out, called, path)
    with whole_or_not(path) as file:
        match wanted.format:
            case Format.JSON:
                write_json(out, called, file)
            case Format.XML:
                write_xml(out, called, file)
            case _:
                write_adx(out, called, file, wanted.exported)
    return [path]


def write_metadata(metadata: Metadata, path: Path) -> Path:
    """Write metadata as DHIS2 imports them.

    :raises OutputError: the place cannot be written to.
    """
    with whole_or_not(path) as file:
        file.write(metadata.to_json())
    return path


def _write_csv(out: Outgoing, called: Called, path: Path) -> list[Path]:
    sets = out.sets or ("",)
    paths = []
    for data_set in sets:
        each = path_of_set(path, data_set or "none", only=len(sets) == 1)
        with whole_or_not(each) as file:
            write_csv(out, called, data_set, file)
        paths.append(each)
    return paths


@contextmanager
def whole_or_not(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of ``path`` once it is whole.

    :raises OutputError: the place cannot be written to.
    """
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as plain:
            if path.suffix == ".gz":
                with gzip.GzipFile(filename="", fileobj=plain, mode="wb", mtime=0) as packed:
                    yield packed  # type: ignore[misc]
            else:
                yield plain
        part.replace(path)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written. Close it where it is open, or choose another folder.").format(
                path=path
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)
