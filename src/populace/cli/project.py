"""``populace project``: thousands of places from a folder of tables to one tidy file."""

from pathlib import Path

import click

from populace.cli.ahead import FOLDER, HORIZON, PLACES, SEED, TRAJECTORIES, listed
from populace.cli.progress import progress_bar
from populace.errors import UserError
from populace.exchange.folder import read_folder
from populace.forecast.results import Settings
from populace.i18n import gettext as _
from populace.i18n import ngettext
from populace.report.projection.write import beside, write_projection
from populace.report.protected import protected

READING = 0.05
"""Share of the time that reading takes, of thousands of places."""


@click.command(
    help=_(
        "Project every place of the tables in FOLDER and write quantiles of births, deaths, migration and population "
        "by sex and age into one Parquet file. A run that was cut off goes on where it stopped."
    )
)
@FOLDER
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("The Parquet file to write."),
)
@PLACES
@HORIZON
@TRAJECTORIES
@SEED
def project(folder: Path, out: Path, places: str, horizon: int, trajectories: int, seed: int) -> None:
    """Read, project, write, and say where it is."""
    asked = listed(places)
    if not out.parent.is_dir():
        raise UserError(
            _("There is no folder {folder}. Make it, or give another file to --out.").format(
                folder=out.parent
            )
        )
    try:
        with progress_bar() as bar:
            tables = read_folder(
                folder,
                places=asked or None,
                progress=lambda label, done: bar.tell(_("Reading {name}").format(name=label), READING * done),
            )
            count = write_projection(
                protected(tables),
                Settings(asked, horizon, trajectories, seed),
                out,
                lambda done: bar.tell(_("Projecting"), READING + (1.0 - READING) * done),
            )
    except KeyboardInterrupt:
        if beside(out).is_dir():
            said = _("Stopped. The same command goes on where it stopped; {folder} holds what is done.")
            click.echo(said.format(folder=beside(out)), err=True)
        raise
    said = ngettext("{count} place projected: {path}", "{count} places projected: {path}", count)
    click.echo(said.format(count=count, path=out))
