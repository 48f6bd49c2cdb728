"""``populace places``: the map of any day, and what happened to a place."""

from pathlib import Path

import click
import pyarrow as pa

from populace.cli.output import output_options, show
from populace.cli.scope import day_of, places_of, today
from populace.i18n import gettext as _
from populace.i18n import language
from populace.places.words import describe
from populace.store.workspace import Workspace


@click.command(
    help=_(
        "List the places of WORKSPACE as they stood on a day, or tell what happened to one of them. Events are told "
        "by populace import: a table with date, event, from, to and share."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--on", metavar="DATE", help=_("The day of the map; today, if not given."))
@click.option("--below", metavar="CODE", help=_("Only this place and those below it."))
@click.option("--history", metavar="CODE", help=_("Tell what happened to this place, instead of a list."))
@output_options
def places(
    workspace: Path, on: str | None, below: str | None, history: str | None, form: str, out: Path | None
) -> None:
    """List places, or tell the history of one."""
    known = Workspace.open(workspace).places
    if history is not None:
        show(pa.table({"event": list(describe(known, history))}), form, out, {"event": _("What happened")})
        return
    day = day_of(on) if on else today()
    tree = known.on(day)
    start = places_of((below,), None, known, day) if below else None
    rows = [
        (code, tree[code].name(language()), tree[code].parent or "", tree[code].kind)
        for code in tree.depth_first(start)
    ]
    names = {"code": _("Code"), "name": _("Name"), "parent": _("Below"), "kind": _("Kind")}
    show(pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)}), form, out, names)
