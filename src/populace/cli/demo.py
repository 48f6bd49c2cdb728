"""``populace demo``: make the synthetic district and write it into a folder."""

import time
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from populace.demo.district import DEFAULT_SEED, make_district
from populace.demo.histories import YEARS
from populace.demo.write import FILES, check_folder, write_district
from populace.i18n import format_count
from populace.i18n import gettext as _

PATIENCE = 2.0
"""Seconds after which a bar is shown."""


class _Bar:
    """A progress bar on standard error that only appears when the work takes longer than ``PATIENCE``."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._done = 0
        self._began = time.monotonic()
        self._progress = Progress(console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task(_("Making the demo district"), total=steps)

    def tick(self) -> None:
        """One more step is done."""
        self._done += 1
        if time.monotonic() - self._began > PATIENCE:
            self._progress.start()
            self._progress.update(self._task, completed=self._done)

    def close(self) -> None:
        """Take the bar away."""
        self._progress.stop()


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
    bar = _Bar(len(YEARS) + FILES)
    try:
        made = make_district(seed, bar.tick)
        write_district(made, folder, force, bar.tick)
    finally:
        bar.close()
    people = format_count(made.truth.population[:, -1].sum())
    click.echo(
        _(
            "{folder}: {places} places, {people} people at the end of 2025. Next: populace report {folder}"
        ).format(folder=folder, places=len(made.tree), people=people)
    )
