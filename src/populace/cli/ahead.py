"""What a forecast is asked for on the command line: the same arguments and options wherever one is made."""

from pathlib import Path

import click

from populace.i18n import gettext as _

FOLDER = click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))

PLACES = click.option(
    "--places",
    default="",
    metavar="CODES",
    help=_("Codes of the places to look at, with commas between; each with all below it. All, if not given."),
)

HORIZON = click.option(
    "--horizon",
    default=30,
    show_default=True,
    help=_("How far to look: a number of years ahead, or a calendar year."),
)

TRAJECTORIES = click.option(
    "--trajectories",
    type=click.IntRange(min=10),
    default=1000,
    show_default=True,
    help=_("How many futures to draw."),
)

SEED = click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help=_("Chance starts here: the same seed gives the same files."),
)


def listed(text: str) -> tuple[str, ...]:
    """The codes in ``text``, which has commas between them."""
    return tuple(code.strip() for code in text.split(",") if code.strip())
