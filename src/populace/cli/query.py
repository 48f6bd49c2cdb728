"""``populace query``: figures from a workspace, rolled up over places and time."""

from pathlib import Path

import click

from populace.catalog.breakdowns import WHOLE, Breakdown
from populace.catalog.catalogue import Catalogue
from populace.cli.output import output_options, show
from populace.cli.scope import Asked, scope_of, scope_options, snapshot_of
from populace.errors import ModelError, UserError
from populace.i18n import gettext as _
from populace.i18n import join_words
from populace.store.selection import RollUp
from populace.store.workspace import Workspace


@click.command(
    help=_(
        "Show figures of WORKSPACE, summed along the tree of places and over time as each measure allows. What was "
        "not reported is left out, never shown as zero."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--measure", "measures", required=True, metavar="CODES", help=_("Codes of measures, with commas between.")
)
@click.option(
    "--by", default="", metavar="DIMENSIONS", help=_("Dimensions to split by, with commas between: sex,age.")
)
@click.option("--only", default="", metavar="CELL", help=_("Only these cells: sex=female;age=15-49."))
@scope_options
@output_options
def query(
    workspace: Path, measures: str, by: str, only: str, asked: Asked, form: str, out: Path | None
) -> None:
    """Ask, and show the answer."""
    opened = Workspace.open(workspace)
    catalogue = opened.catalogue
    codes = known_codes(measures, catalogue)
    question = RollUp(
        codes, scope_of(asked, opened.places), _dimensions(by, catalogue), cell_of(only, catalogue)
    )
    with snapshot_of(asked, opened.store) as snapshot:
        answer = snapshot.roll_up(question, catalogue)
    show(answer, form, out, headings())
    if not len(answer):
        click.echo(_("No figures were reported there and then."), err=True)


def known_codes(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The codes of measures in ``text``.

    :raises UserError: one that is no measure.
    """
    codes = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [code for code in codes if code not in catalogue.measures]
    if unknown or not codes:
        raise UserError(
            _("There is no measure {codes}. populace catalogue WORKSPACE lists them all.").format(
                codes=join_words(unknown) or "“”"
            )
        )
    return codes


def _dimensions(text: str, catalogue: Catalogue) -> tuple[str, ...]:
    codes = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [code for code in codes if code not in catalogue.dimensions]
    if unknown:
        raise UserError(
            _("There is no dimension {codes}. There are: {known}.").format(
                codes=join_words(unknown), known=join_words(sorted(catalogue.dimensions))
            )
        )
    return codes


def cell_of(text: str, catalogue: Catalogue) -> Breakdown:
    """The cell that ``text`` names.

    :raises UserError: it is none, or of a dimension that there is not.
    """
    try:
        cell = Breakdown.parse(text) if text else WHOLE
        _dimensions(",".join(sorted(cell.dimensions)), catalogue)
        return cell
    except ModelError as error:
        raise UserError(
            _("“{text}” names no cell. Write DIMENSION=CATEGORY, with semicolons between.").format(text=text)
        ) from error


def headings() -> dict[str, str]:
    """What people call the columns of an answer."""
    return {
        "place": _("Place"),
        "period": _("Period"),
        "measure": _("Measure"),
        "breakdown": _("Cell"),
        "value": _("Value"),
        "status": _("Status"),
    }
