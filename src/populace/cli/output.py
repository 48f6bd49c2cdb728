"""How a command shows a table: for people, or as CSV, JSON or Parquet for the next program."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv
from rich.console import Console
from rich.table import Table

from populace.errors import OutputError, UserError
from populace.i18n import format_count, format_number, ngettext
from populace.i18n import gettext as _

FORMATS = ("table", "csv", "json", "parquet")

BY_SUFFIX = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
"""What a file is, whose name says it, where no other format is asked for."""

SHOWN_ROWS = 200
"""Rows that are shown for people; the other formats have them all."""

NOT_REDIRECTED = 120
"""Columns of a table for people where the output is no terminal."""


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--format`` and ``--out``, the same for every command that shows a table."""
    form = click.option(
        "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
        help=_("How to show it: a table for people, or csv, json or parquet for programs."),
    )  # fmt: skip
    out = click.option(
        "--out",
        type=click.Path(dir_okay=False, path_type=Path),
        help=_("A file to write instead of showing it; .csv, .json or .parquet in its name say the format."),
    )
    return form(out(command))


def show(table: pa.Table, form: str, out: Path | None, headings: Mapping[str, str] | None = None) -> None:
    """Show ``table`` in ``form``, or write it to ``out``; ``headings`` are what people call its columns.

    :raises UserError: Parquet on a terminal. :raises OutputError: ``out`` cannot be written.
    """
    if form == "table" and out is not None:
        form = BY_SUFFIX.get(out.suffix.lower(), form)
    if form == "table":
        _show_to_people(table, headings or {}, out)
        return
    if form == "parquet" and out is None and sys.stdout.isatty():
        raise UserError(_("Parquet is no text. Give --out FILE, or send the output to a file."))
    write = {"csv": _csv, "json": _json, "parquet": pq.write_table}[form]
    plain = plain_columns(table)
    if out is None:
        write(plain, sys.stdout.buffer)
        return
    try:
        with out.open("wb") as file:
            write(plain, file)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written. Give another file to --out.").format(path=out)
        ) from error


def plain_columns(table: pa.Table) -> pa.Table:
    """``table`` with texts instead of dictionaries of texts."""
    columns = [
        column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
        for column in table.columns
    ]
    return pa.table(columns, names=table.column_names)


def _csv(table: pa.Table, file: Any) -> None:
    csv.write_csv(table, file)


def _json(table: pa.Table, file: Any) -> None:
    file.write(msgspec.json.encode(table.to_pylist()) + b"\n")


def _show_to_people(table: pa.Table, headings: Mapping[str, str], out: Path | None) -> None:
    shown = Table(box=None, header_style="bold", pad_edge=False)
    for name in table.column_names:
        numeric = pa.types.is_floating(table[name].type) or pa.types.is_integer(table[name].type)
        shown.add_column(headings.get(name, name), justify="right" if numeric else "left")
    for row in table.slice(0, SHOWN_ROWS).to_pylist():
        shown.add_row(*(_said(value) for value in row.values()))
    more = table.num_rows - SHOWN_ROWS
    said = ngettext("… and {count} more row.", "… and {count} more rows.", more) if more > 0 else ""
    if out is None:
        _print(Console(), shown, said, more)
        return
    try:
        with out.open("w", encoding="utf-8") as file:
            _print(Console(file=file, width=NOT_REDIRECTED), shown, said, more)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written. Give another file to --out.").format(path=out)
        ) from error


def _print(console: Console, shown: Table, said: str, more: int) -> None:
    if not console.is_terminal:
        console = Console(file=console.file, width=NOT_REDIRECTED)
    console.print(shown)
    if said:
        console.print(said.format(count=format_count(more)))


def _said(value: object) -> str:
    if value is None:
        return "·"
    if isinstance(value, bool):
        return _("yes") if value else ""
    if isinstance(value, int):
        return format_count(value)
    if isinstance(value, float):
        return format_count(value) if value == round(value) else format_number(value, 2)
    return str(value)
