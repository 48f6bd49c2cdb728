"""What a file holds, told from its first bytes and its headings."""

from enum import Enum
from pathlib import Path

import msgspec

from populace.exchange.dhis2.metadata_reading import is_metadata
from populace.exchange.header import fold_heading
from populace.exchange.imports.official import declares_accounts
from populace.exchange.opening import opened, read_all
from populace.exchange.tidy.read import open_table


class Holds(Enum):
    """What may be taken in; the value is what ``--holds`` calls it."""

    FIGURES = "figures"
    """A table of figures."""
    DHIS2_VALUES = "dhis2-values"
    DHIS2_METADATA = "dhis2-metadata"
    PLACES = "places"
    """A table of places."""
    KEPT_PLACES = "kept-places"
    """Places with what happened to them, as an export of ours has them."""
    EVENTS = "events"
    """A table of what happened to places."""
    DEFINITIONS = "definitions"
    """A catalogue file in YAML."""
    OFFICIAL = "official"
    """Which account of the population is the official one of a year, in YAML."""


DHIS2_COLUMNS = ("dataelement", "period", "orgunit")
"""The first three columns of DHIS2's data values as CSV, in every version."""

EVENT_COLUMNS = frozenset({"date", "event", "from", "to"})
KEPT_PLACES = {"format", "events"}
"""The members of a history of places that was written as JSON."""
FIGURE_COLUMNS = frozenset({"period", "year", "month", "measure", "value", "date"})


def holds(path: Path) -> Holds:
    """What the file holds.

    :raises UserError: it cannot be opened.
    """
    if path.suffix.lower() in (".yaml", ".yml"):
        return Holds.OFFICIAL if declares_accounts(path) else Holds.DEFINITIONS
    if is_workbook_or_parquet(path):
        return _of_headings(path)
    with opened(path) as stream:
        head = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return Holds.DHIS2_VALUES
    if head.startswith(b"{"):
        return _of_json(path)
    first_line = head.split(b"\n", 1)[0].decode("utf-8", errors="replace").lower()
    cells = [cell.strip().strip('"').replace("_", "") for cell in first_line.replace(";", ",").split(",")]
    if tuple(cells[:3]) == DHIS2_COLUMNS or set(DHIS2_COLUMNS) <= set(cells):
        return Holds.DHIS2_VALUES
    return _of_headings(path)


def is_workbook_or_parquet(path: Path) -> bool:
    """Whether the name is that of a file which is no text."""
    return path.suffix.lower() in (".xlsx", ".xlsm", ".parquet", ".pq")


def _of_json(path: Path) -> Holds:
    content = read_all(path)
    try:
        keys = msgspec.json.decode(content, type=dict[str, msgspec.Raw]).keys()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Holds.DHIS2_VALUES  # whose reader says what is wrong with it
    if keys == KEPT_PLACES:
        return Holds.KEPT_PLACES
    if is_metadata(content):
        return Holds.DHIS2_METADATA
    return Holds.FIGURES if "observations" in keys else Holds.DHIS2_VALUES


def _of_headings(path: Path) -> Holds:
    headings = {fold_heading(heading) for heading in open_table(path).headers}
    if headings >= EVENT_COLUMNS:
        return Holds.EVENTS
    if {"code", "parent"} <= headings and not headings & FIGURE_COLUMNS:
        return Holds.PLACES
    return Holds.FIGURES
