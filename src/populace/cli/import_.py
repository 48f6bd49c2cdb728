"""``populace import``: figures, places and definitions into a workspace."""

import getpass
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
import pyarrow as pa

from populace.cli.output import FORMATS, show
from populace.cli.progress import Bar, progress_bar
from populace.errors import UserError
from populace.exchange.calendars import Calendar
from populace.exchange.dhis2.reading import Said, read_values
from populace.exchange.imports.definitions import (
    DefinitionsReport,
    metadata_in,
    take_catalogue,
    take_metadata,
)
from populace.exchange.imports.kinds import Holds, holds
from populace.exchange.imports.official import take_official
from populace.exchange.imports.places import (
    PlacesReport,
    take_event_table,
    take_kept_places,
    take_place_table,
)
from populace.exchange.imports.report import ImportReport
from populace.exchange.imports.run import Wish, import_figures
from populace.exchange.incoming import Reading
from populace.exchange.line_lists.load import load_line_list
from populace.exchange.line_lists.read import read_line_list
from populace.exchange.tidy.load import load_mapping
from populace.exchange.tidy.place_names import PlaceNames
from populace.exchange.tidy.read import read_table
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _
from populace.store.workspace import Provenance, Workspace, is_workspace

SOME_REFUSED = 1
"""The exit code where rows were refused: what was good may have been taken in, and a script should know."""

FIRST = (
    Holds.DHIS2_METADATA,
    Holds.DEFINITIONS,
    Holds.OFFICIAL,
    Holds.PLACES,
    Holds.KEPT_PLACES,
    Holds.EVENTS,
)
"""What figures may need comes before them, whatever the order in which the files are named."""

CHUNK = 1 << 20


@click.command(
    name="import",
    help=_(
        "Take FILES into a workspace: figures (CSV, Excel, Parquet, JSON; DHIS2's JSON, CSV, XML, ADX), places, what "
        "happened to them, definitions in YAML, and DHIS2's metadata. What a file holds is told from the file. Figures "
        "are checked row by row; those that are refused are written to a file, with the reason, to be mended and sent "
        "again. A big file is only tried unless --commit is given."
    ),
)
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.option(
    "--into",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    metavar="WORKSPACE",
    help=_("The workspace; it is made where it is not there."),
)
@click.option(
    "--holds",
    "kind",
    type=click.Choice([each.value for each in Holds]),
    help=_("What the files hold, where it is not to be told from them."),
)
@click.option(
    "--commit/--trial",
    default=None,
    help=_(
        "Take it in, or only say what would happen; by default figures are taken in unless there are many."
    ),
)
@click.option("--atomic", is_flag=True, help=_("Take in all rows or none."))
@click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_(
        "Where to write refused rows; beside the current folder's files as NAME.refused.csv, if not given."
    ),
)
@click.option(
    "--mapping",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("A saved mapping (YAML) that says which column holds what."),
)
@click.option(
    "--line-list",
    "line_list",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Declares the file a register, to be counted in memory as this YAML says; no row of it is kept."),
)
@click.option(
    "--calendar",
    type=click.Choice([each.value for each in Calendar]),
    default=Calendar.GREGORIAN.value,
    show_default=True,
    help=_("The calendar of the periods in the file."),
)
@click.option(
    "--id-scheme",
    "schemes",
    multiple=True,
    metavar="[OBJECT=]SCHEME",
    help=_("How a DHIS2 file names things: uid, code, name or attribute:UID; for one type as orgUnit=code."),
)
@click.option("--data-set", default="", metavar="ID", help=_("The DHIS2 data set that the file is of."))
@click.option(
    "--by", default="", metavar="OFFICE", help=_("Who takes it in; the user of the machine, if not given.")
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="table", show_default=True,
    help=_("How to show the report: in words, or as csv, json or parquet."),
)  # fmt: skip
def import_(
    files: tuple[Path, ...],
    into: Path,
    kind: str | None,
    commit: bool | None,
    atomic: bool,
    refused: Path | None,
    mapping: Path | None,
    line_list: Path | None,
    calendar: str,
    schemes: tuple[str, ...],
    data_set: str,
    by: str,
    form: str,
) -> None:
    """Tell what each file holds, take it in, and report."""
    workspace = Workspace.open(into) if is_workspace(into) else Workspace.create(into)
    said = Said(Calendar(calendar), _schemes(schemes), data_set)
    office = by or _user()
    told = {path: _holds(path, kind, line_list) for path in files}
    metadata = [path for path in files if told[path] is Holds.DHIS2_METADATA]
    if metadata:
        report = take_metadata(workspace, metadata, _provenance(metadata, office), commit=commit is not False)
        _tell_definitions(report, commit)
    any_refused = False
    for path in sorted(told, key=lambda path: FIRST.index(told[path]) if told[path] in FIRST else len(FIRST)):
        what = told[path]
        of = _provenance([path], office)
        match what:
            case Holds.DHIS2_METADATA:
                continue
            case Holds.DEFINITIONS:
                _tell_definitions(take_catalogue(workspace, path, of, commit=commit is not False), commit)
            case Holds.OFFICIAL:
                new = take_official(workspace, path, of, commit=commit is not False)
                said_new = ngettext(
                    "{label}: {count} declaration is new.", "{label}: {count} declarations are new.", new
                )
                click.echo(said_new.format(label=path.name, count=format_count(new)))
                _tell_trial(commit)
            case Holds.PLACES:
                _tell_places(take_place_table(workspace, path, of, commit=commit is not False), commit)
            case Holds.KEPT_PLACES:
                _tell_places(take_kept_places(workspace, path, of, commit=commit is not False), commit)
            case Holds.EVENTS:
                _tell_places(take_event_table(workspace, path, of, commit=commit is not False), commit)
            case _:
                wish = Wish(of, commit, atomic, refused or Path(f"{path.name}.refused.csv"))
                read = _reader(workspace, path, what, said, mapping, line_list)
                with progress_bar() as bar:
                    found = import_figures(workspace, read, wish, _told(bar, path))
                _tell_figures(found, form)
                any_refused |= bool(found.refused)
    if any_refused:
        raise SystemExit(SOME_REFUSED)


def _holds(path: Path, kind: str | None, line_list: Path | None) -> Holds:
    if line_list is not None:
        return Holds.FIGURES
    return Holds(kind) if kind else holds(path)


def _reader(
    workspace: Workspace,
    path: Path,
    what: Holds,
    said: Said,
    mapping: Path | None,
    line_list: Path | None,
) -> Callable[[], Reading]:
    """What opens the file, as often as it takes."""
    if what is Holds.DHIS2_VALUES:
        metadata = metadata_in(workspace)
        if metadata is None:
            raise UserError(
                _(
                    "{file} is of DHIS2, whose metadata this workspace does not have. Import them first."
                ).format(file=path.name)
            )
        return lambda: read_values(path, metadata, said)
    places = PlaceNames(workspace.places.on(datetime.now().astimezone().date()), workspace.places.codes)
    if line_list is not None:
        declared = load_line_list(line_list)
        return lambda: read_line_list(path, declared, workspace.catalogue, places)
    layout = load_mapping(mapping) if mapping else None
    return lambda: read_table(path, workspace.catalogue, places, layout)


def _schemes(given: tuple[str, ...]) -> dict[str, str]:
    """``code`` is for everything, ``orgUnit=code`` for one type of object."""
    found = {}
    for text in given:
        kind, equals, scheme = text.partition("=")
        found[f"{kind}IdScheme" if equals else "idScheme"] = scheme if equals else kind
    return found


def _provenance(paths: list[Path], by: str) -> Provenance:
    digest = hashlib.sha256()
    for path in paths:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    return Provenance(datetime.now(UTC), by, ", ".join(path.name for path in paths), digest.hexdigest())


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a machine without accounts, as containers may be
        return ""


def _told(bar: Bar, path: Path) -> Callable[[int], object]:
    return lambda rows: bar.tell(
        _("Reading {name}: {count} rows").format(name=path.name, count=format_count(rows)), None
    )


def _tell_figures(report: ImportReport, form: str) -> None:
    for note in report.notes:
        click.echo(_("Note: {note}").format(note=note), err=True)
    if form == "table":
        click.echo("\n".join(report.lines()))
        return
    outcomes = {
        "new": report.new, "changed": report.changed, "unchanged": report.unchanged, "deleted": report.deleted,
    }  # fmt: skip
    rows = [(report.label, outcome, count, "", "", "") for outcome, count in outcomes.items()]
    rows += [
        (report.label, "refused", count, reason.code, reason.message, reason.remedy)
        for reason, count in report.reasons.items()
    ]
    names = ("file", "outcome", "rows", "code", "reason", "what_to_do")
    show(pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)}), form, None)


def _tell_places(report: PlacesReport, commit: bool | None) -> None:
    places = _counted(report.new, report.known)
    if report.events:
        events = ngettext("{count} event is new", "{count} events are new", report.events).format(
            count=format_count(report.events)
        )
        click.echo(
            _("{label}: {events}; places: {places}.").format(label=report.label, events=events, places=places)
        )
    else:
        click.echo(_("{label}: places: {places}.").format(label=report.label, places=places))
    _tell_trial(commit)


def _counted(new: int, known: int) -> str:
    return _("{new} new, {known} known before").format(new=format_count(new), known=format_count(known))


def _tell_definitions(report: DefinitionsReport, commit: bool | None) -> None:
    kinds = ", ".join(_of_kind(kind, count) for kind, count in report.taken.items())
    if not kinds:
        click.echo(_("{label} defines nothing.").format(label=report.label))
    elif report.fresh:
        fresh = ngettext(
            "{count} is new or changed", "{count} are new or changed", sum(report.fresh.values())
        )
        click.echo(
            _("{label}: {definitions}; {fresh}.").format(
                label=report.label,
                definitions=kinds,
                fresh=fresh.format(count=format_count(sum(report.fresh.values()))),
            )
        )
    else:
        click.echo(_("{label}: {definitions}; nothing is new.").format(label=report.label, definitions=kinds))
    if report.places is not None:
        places = _counted(report.places.new, report.places.known)
        click.echo(_("{label}: places: {places}.").format(label=report.label, places=places))
    for finding in report.findings:
        click.echo(str(finding))
    if report.metadata is not None:
        for left in report.metadata.left:
            click.echo(_("Not taken in: {what}").format(what=left))
        for fault in report.metadata.faults:
            click.echo(str(fault))
        for note in report.metadata.notes:
            click.echo(_("Note: {note}").format(note=note), err=True)
    _tell_trial(commit)


def _tell_trial(commit: bool | None) -> None:
    if commit is False:
        click.echo(_("This was a trial: nothing was written."))


def _of_kind(kind: str, count: int) -> str:
    """So many definitions of a kind, in words."""
    words = {
        "measures": ngettext("{count} measure", "{count} measures", count),
        "dimensions": ngettext("{count} dimension", "{count} dimensions", count),
        "forms": ngettext("{count} form", "{count} forms", count),
        "indicators": ngettext("{count} indicator", "{count} indicators", count),
        "rules": ngettext("{count} rule", "{count} rules", count),
        "constructs": ngettext("{count} construct", "{count} constructs", count),
        "constants": ngettext("{count} constant", "{count} constants", count),
        "groups": ngettext("{count} group of places", "{count} groups of places", count),
    }
    return words[kind].format(count=format_count(count))
