"""``populace export``: figures or definitions of a workspace to a file."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from populace.catalog.dump import dump
from populace.catalog.periods import Length, Period
from populace.cli.query import known_codes
from populace.cli.scope import periods_of, places_of, today
from populace.errors import OutputError, UserError
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.reading import Format
from populace.exchange.dhis2.write_values import Wanted, write_metadata, write_values
from populace.exchange.imports.definitions import metadata_in
from populace.exchange.tidy.widen import widen
from populace.exchange.tidy.write import write_csv, write_json, write_parquet, write_workbook
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _
from populace.places.keeping import to_json
from populace.store.selection import Selection
from populace.store.workspace import Workspace

TABLES: dict[str, Callable[[pa.Table, Path], None]] = {
    "csv": write_csv,
    "xlsx": write_workbook,
    "parquet": write_parquet,
    "json": write_json,
}
DHIS2 = {
    "dhis2-json": Format.JSON,
    "dhis2-csv": Format.CSV,
    "dhis2-xml": Format.XML,
    "adx": Format.ADX,
}
DEFINITIONS = ("dhis2-metadata", "catalogue", "places")
WIDE = ("period", "measure", "breakdown")

COLUMNS = ("place", "period", "measure", "breakdown", "value", "status")
"""Of our long layout, which comes in again without a mapping."""


SORTED_BY = ("measure", "breakdown", "place", "period")


@click.command(
    help=_(
        "Write the figures of WORKSPACE to a file, exactly as they came in: as a table (csv, xlsx, parquet, json), or "
        "as DHIS2 takes them (dhis2-json, dhis2-csv, dhis2-xml, adx). Or write its definitions (dhis2-metadata, "
        "catalogue) or its places. These are the figures of the office, unprotected: what is published is another "
        "matter."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help=_("The file to write.")
)
@click.option(
    "--format",
    "form",
    type=click.Choice([*TABLES, *DHIS2, *DEFINITIONS]),
    default="csv",
    show_default=True,
    help=_("What to write, and in which format."),
)
@click.option("--measure", default="", metavar="CODES", help=_("Only these measures, with commas between."))
@click.option("--places", default="", metavar="CODES", help=_("Only these places, with commas between."))
@click.option(
    "--period",
    default="",
    metavar="PERIOD",
    help=_("Only periods that lie in this one: 2025, 2025-01..2025-06."),
)
@click.option(
    "--wide", type=click.Choice(WIDE), help=_("A column for each period, measure or cell, in a table.")
)
@click.option(
    "--id-scheme", "scheme", default="", metavar="SCHEME",
    help=_("How DHIS2's objects are named in the file: uid, code or name."),
)  # fmt: skip
def export(
    workspace: Path,
    out: Path,
    form: str,
    measure: str,
    places: str,
    period: str,
    wide: str | None,
    scheme: str,
) -> None:
    """Select, write, and say what was written."""
    opened = Workspace.open(workspace)
    if form in DEFINITIONS:
        _write_definitions(opened, form, out)
        click.echo(_("Written: {path}").format(path=out))
        return
    with opened.store.snapshot() as snapshot:
        rows = snapshot.rows(
            Selection(
                known_codes(measure, opened.catalogue) if measure else None,
                _places(places, opened),
                _periods(period),
            )
        )
    rows = in_order(rows.select(COLUMNS))
    if form in DHIS2:
        schemes = {"idScheme": scheme} if scheme else {}
        written = write_values(rows, _metadata(opened), out, Wanted(DHIS2[form], schemes, datetime.now(UTC)))
    else:
        TABLES[form](widen(rows, wide) if wide else rows, out)
        written = [out]
    said = ngettext("{count} figure written: {paths}", "{count} figures written: {paths}", len(rows))
    click.echo(said.format(count=format_count(len(rows)), paths=", ".join(map(str, written))))


def in_order(rows: pa.Table) -> pa.Table:
    """The same rows by measure, cell, place and period, so that the same figures give the same file."""
    rows = rows.unify_dictionaries().combine_chunks()
    keys = [_ranks(rows[name].chunk(0)) for name in SORTED_BY] if len(rows) else []
    return rows.take(pa.array(np.lexsort(keys[::-1]))) if keys else rows


def _ranks(column: pa.DictionaryArray) -> NDArray[np.int64]:
    """For each row the place of its text among all texts."""
    order = np.argsort(np.array(column.dictionary.to_pylist(), dtype=object), kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return np.asarray(rank[np.asarray(column.indices)])


def _write_definitions(workspace: Workspace, form: str, out: Path) -> None:
    if form == "dhis2-metadata":
        write_metadata(_metadata(workspace), out)
        return
    text = dump(workspace.catalogue) if form == "catalogue" else to_json(workspace.places)
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written. Give another file to --out.").format(path=out)
        ) from error


def _metadata(workspace: Workspace) -> Metadata:
    metadata = metadata_in(workspace)
    if metadata is None:
        raise UserError(
            _(
                "This workspace has no DHIS2 metadata, by which its figures could be named there. Import them first."
            )
        )
    return metadata


def _places(text: str, workspace: Workspace) -> tuple[str, ...] | None:
    codes = tuple(part.strip() for part in text.split(",") if part.strip())
    return places_of(codes, None, workspace.places, today(), shown=False) if codes else None


def _periods(text: str) -> tuple[Period, Period] | None:
    """The first and the last day asked for, as periods."""
    if not text:
        return None
    _length, first, last = periods_of(text, None)
    return Period(first.start, Length.DAY), Period(last.last, Length.DAY)
