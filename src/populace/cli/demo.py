"""``populace demo``: make the synthetic district and write it into a folder."""

import itertools
from pathlib import Path

import click

from populace.cli.progress import progress_bar
from populace.demo.district import DEFAULT_SEED, make_district
from populace.demo.histories import YEARS
from populace.demo.write import FILES, check_folder, write_district
from populace.i18n import format_count
from populace.i18n import gettext as _


@click.command(
    help=_(
        "Write a synthetic district, 1950 to 2025, into FOLDER: tables as a real district holds them, monthly "
        "returns, a known set of reporting mistakes, and the truth beside them. No real place is meant."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--seed", type=click.IntRange(min=0), default=DEFAULT_SEED, show_default=True,
    help=_("Chance starts here: the same seed gives the same files."),
)  # fmt: skip
@click.option("--force", is_flag=True, help=_("Write over files that are already in the folder."))
def demo(folder: Path, seed: int, force: bool) -> None:
    """Make the district, write it, and say where it is."""
    check_folder(folder, force)
    done = itertools.count(1)
    with progress_bar() as bar:

        def tick() -> None:
            bar.tell(_("Making the demo district"), next(done) / (len(YEARS) + FILES))

        made = make_district(seed, tick)
        write_district(made, folder, force, tick)
    people = format_count(made.truth.population[:, -1].sum())
    click.echo(
        _(
            "{folder}: {places} places, {people} people at the end of 2025. Next: populace report {folder} --out REPORT"
        ).format(folder=folder, places=len(made.tree), people=people)
    )
