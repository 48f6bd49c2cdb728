"""``populace charter``: definitions held against the charter."""

from pathlib import Path

import click
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.check import check
from populace.catalog.charter.findings import CharterError
from populace.catalog.load import load_onto
from populace.catalog.shipped import SHIPPED
from populace.cli.output import output_options, show
from populace.exchange.dhis2.understanding import import_metadata
from populace.exchange.imports.kinds import Holds, holds
from populace.i18n import gettext as _
from populace.store.workspace import Workspace


@click.group(help=_("Hold definitions against the charter."))
def charter() -> None:
    """Of the charter."""


@charter.command(
    name="check",
    help=_(
        "Read every definition in SUBJECTS (catalogue files, DHIS2 metadata, workspaces; what comes with the software, "
        "if none is given) and report what the charter excludes (E1 to E5) or warns of (W1, W2). The exit code is 3 "
        "where anything is excluded."
    ),
)
@click.argument("subjects", nargs=-1, type=click.Path(exists=True, path_type=Path))
@output_options
def check_(subjects: tuple[Path, ...], form: str, out: Path | None) -> None:
    """Report findings, most serious first."""
    findings = [
        (str(subject), each)
        for subject, catalogue in _catalogues(subjects)
        for each in sorted(check(catalogue))
    ]
    if form == "table" and out is None:
        for subject, each in findings:
            click.echo(f"{subject}: {each}" if subjects else str(each))
        if not findings:
            click.echo(_("Nothing that the charter excludes or warns of."))
    else:
        names = ("file", "code", "definition", "finding", "what_to_do")
        rows = [(subject, each.code, each.where, each.sentence, each.remedy) for subject, each in findings]
        show(
            pa.table({name: pa.array([row[i] for row in rows], pa.string()) for i, name in enumerate(names)}),
            form,
            out,
        )
    if any(each.refuses for _subject, each in findings):
        raise SystemExit(CharterError.exit_code)


def _catalogues(subjects: tuple[Path, ...]) -> list[tuple[Path | str, Catalogue]]:
    if not subjects:
        return [("", SHIPPED)]
    return [(subject, _catalogue(subject)) for subject in subjects]


def _catalogue(subject: Path) -> Catalogue:
    if subject.is_dir():
        return Workspace.open(subject).catalogue
    if holds(subject) is Holds.DHIS2_METADATA:
        return import_metadata([subject]).catalogue
    return load_onto([subject])
