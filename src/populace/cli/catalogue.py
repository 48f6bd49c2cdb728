"""``populace catalogue``: what may be counted and asked in a workspace."""

from collections.abc import Iterator
from pathlib import Path

import click
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.catalog.shipped import SHIPPED
from populace.cli.output import output_options, show
from populace.i18n import gettext as _
from populace.store.workspace import Workspace

KINDS = ("measures", "indicators", "dimensions", "forms", "rules")


@click.command(
    help=_(
        "List what may be counted and asked: the measures, indicators, dimensions, forms and rules that come with the "
        "software, and those of WORKSPACE if one is given."
    )
)
@click.argument("workspace", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--kind", type=click.Choice(KINDS), default="measures", show_default=True, help=_("What to list.")
)
@output_options
def catalogue(workspace: Path | None, kind: str, form: str, out: Path | None) -> None:
    """List one kind of definitions."""
    known = SHIPPED if workspace is None else Workspace.open(workspace).catalogue
    rows = list(_ROWS[kind](known))
    names = {"code": _("Code"), "label": _("Label"), "about": _("About")}
    table = pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})
    show(table, form, out, names)


def _measures(known: Catalogue) -> Iterator[tuple[str, str, str]]:
    for each in known.measures.values():
        about = [_(each.kind.value), _(each.unit), *sorted(each.dimensions)]
        yield each.code, _(each.label), ", ".join(filter(None, about))


def _indicators(known: Catalogue) -> Iterator[tuple[str, str, str]]:
    for each in known.indicators.values():
        yield each.code, _(each.label), _(each.unit)


def _dimensions(known: Catalogue) -> Iterator[tuple[str, str, str]]:
    for each in known.dimensions.values():
        yield each.code, _(each.label), ", ".join(category.code for category in each.categories)


def _forms(known: Catalogue) -> Iterator[tuple[str, str, str]]:
    for each in known.forms.values():
        yield each.code, _(each.label), each.length.value


def _rules(known: Catalogue) -> Iterator[tuple[str, str, str]]:
    for each in known.rules.values():
        yield each.code, _(each.label), _(each.instruction)


_ROWS = {
    "measures": _measures,
    "indicators": _indicators,
    "dimensions": _dimensions,
    "forms": _forms,
    "rules": _rules,
}
