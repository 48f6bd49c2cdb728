"""The files of a folder, opened and recognised: the folder's own tables apart from those of the UN."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from populace.errors import UserError
from populace.exchange.delimited import is_delimited, read_delimited
from populace.exchange.findings import Findings
from populace.exchange.header_faults import has_header_faults
from populace.exchange.layout import Layout, PlaceLayout, RatioLayout
from populace.exchange.persons import refuse_persons
from populace.exchange.raw import RawTable
from populace.exchange.recognise import recognise
from populace.exchange.workbook import is_workbook, read_workbook
from populace.exchange.wpp.official import is_official
from populace.exchange.wpp.packages import is_package, recognise_package
from populace.i18n import gettext as _

Progress = Callable[[str, float], None]


@dataclass
class Opened:
    """What stands in a folder: tables with their layouts; ``official`` files are read once the places are known."""

    places: list[tuple[RawTable, PlaceLayout]] = field(default_factory=list)
    ratios: list[tuple[RawTable, RatioLayout]] = field(default_factory=list)
    own: list[tuple[RawTable, Layout]] = field(default_factory=list)
    published: list[tuple[RawTable, Layout]] = field(default_factory=list)
    locations: list[tuple[RawTable, PlaceLayout]] = field(default_factory=list)
    official: list[Path] = field(default_factory=list)


def open_folder(folder: Path, findings: Findings, progress: Progress) -> Opened:
    """Open every table directly in ``folder``.

    :raises UserError: the folder is not there, or holds no tables.
    """
    paths = table_files(folder)
    opened = Opened()
    for done, path in enumerate(paths):
        progress(path.name, done / len(paths))
        if is_official(path):
            opened.official.append(path)
            continue
        for table in _tables(path, findings):
            sort_in(table, opened, findings)
    return opened


def table_files(folder: Path) -> list[Path]:
    """The CSV, TSV and Excel files directly in ``folder``, in the order of their names."""
    if not folder.is_dir():
        raise UserError(
            _("{folder} is not a folder. Name the folder that holds your tables.").format(folder=folder)
        )
    # Excel marks a workbook that is open with a hidden file ~$name; hidden files are no tables either.
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.name.startswith((".", "~$"))
        and (is_delimited(path) or is_workbook(path))
    )
    if not paths:
        raise UserError(
            _("{folder} holds no tables. Put your CSV or Excel files directly into it.").format(folder=folder)
        )
    return paths


def _tables(path: Path, findings: Findings) -> Iterator[RawTable]:
    if is_workbook(path):
        yield from read_workbook(path, findings)
    elif (table := read_delimited(path, findings)) is not None:
        yield table


def sort_in(table: RawTable, opened: Opened, findings: Findings) -> None:
    """Recognise one table and put it where it belongs; what is wrong with it is found and said."""
    if refuse_persons(table, findings):
        return
    if is_package(table):
        _sort_package(table, opened, findings)
        return
    if has_header_faults(table, findings):
        return
    layout = recognise(table, findings)
    if isinstance(layout, PlaceLayout):
        opened.places.append((table, layout))
    elif isinstance(layout, RatioLayout):
        opened.ratios.append((table, layout))
    elif layout is not None:
        opened.own.append((table, layout))


def _sort_package(table: RawTable, opened: Opened, findings: Findings) -> None:
    layout = recognise_package(table)
    if isinstance(layout, PlaceLayout):
        opened.locations.append((table, layout))
    elif layout is not None:
        opened.published.append((table, layout))
    else:
        findings.note(_("{file} was not used: the forecast needs no such table.").format(file=table.label))
