"""``populace indicator``: indicators with what they rest on."""

from dataclasses import replace
from pathlib import Path

import click
import pyarrow as pa

from populace.catalog.catalogue import Catalogue
from populace.cli.output import output_options, show
from populace.cli.scope import Asked, day_of, scope_of, scope_options, snapshot_of
from populace.errors import UserError
from populace.exchange.imports.official import official_in
from populace.i18n import format_number, format_share
from populace.i18n import gettext as _
from populace.indicators.accounts import PopulationChoice
from populace.indicators.compare import compare_accounts
from populace.indicators.compute import compute
from populace.indicators.method_mix import choice_to_review
from populace.indicators.notes import sentences
from populace.indicators.peers import peers
from populace.indicators.table import IndicatorTable
from populace.store.selection import Scope
from populace.store.workspace import Workspace


@click.command(
    help=_(
        "Show indicators of WORKSPACE for places and periods: value, 95 % interval, both counts, and how complete the "
        "reports are. What must be shown together is shown together. CODES are those of populace catalogue --kind "
        "indicators."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("codes", nargs=-1)
@click.option(
    "--by", default="", metavar="DIMENSIONS", help=_("Split by these, with commas between: method,age.")
)
@click.option(
    "--population",
    "account",
    metavar="ACCOUNT",
    help=_(
        "Divide by this account of the population (census, projection) instead of the official one of each year."
    ),
)
@click.option("--country", metavar="CC", help=_("The country, where factors differ by it (IN, NP, BD)."))
@click.option(
    "--accounts", is_flag=True, help=_("Compare all accounts of the population, instead of indicators.")
)
@click.option(
    "--peers", "place", metavar="CODE", help=_("One place beside the range of its peers, and its own past.")
)
@scope_options
@output_options
def indicator(
    workspace: Path,
    codes: tuple[str, ...],
    by: str,
    account: str | None,
    country: str | None,
    accounts: bool,
    place: str | None,
    asked: Asked,
    form: str,
    out: Path | None,
) -> None:
    """Compute, and show."""
    opened = Workspace.open(workspace)
    scope = scope_of(asked, opened.places)
    known = day_of(asked.known_at) if asked.known_at else None
    choice = PopulationChoice(account, official_in(opened), known)
    with snapshot_of(asked, opened.store) as snapshot:
        if accounts:
            show(compare_accounts(snapshot, opened.catalogue, scope, choice=choice), form, out)
            return
        if not codes:
            raise UserError(_("Name an indicator. populace catalogue --kind indicators lists them all."))
        if place is not None:
            scope = _with_peers(scope, place)
        found = compute(
            snapshot,
            opened.catalogue,
            codes,
            scope,
            by=tuple(part.strip() for part in by.split(",") if part.strip()),
            population=choice,
            country=country,
        )
    if place is not None:
        show(peers(found, place), form, out)
        return
    show(for_people(found, opened.catalogue) if form == "table" else found.table, form, out, headings())
    if form == "table":
        _remark(found)


def _with_peers(scope: Scope, place: str) -> Scope:
    """The scope of a place and of every other of its kind; which of them are its peers is told by ``peers``.

    :raises UserError: a place that is not there on the day of the map.
    """
    tree = scope.history.on(scope.boundaries or scope.last.last)
    if place not in tree:
        raise UserError(_("There is no place {places}. populace places lists them all.").format(places=place))
    alike = tuple(each.code for each in tree if each.kind == tree[place].kind)
    return replace(scope, places=alike)


def _remark(found: IndicatorTable) -> None:
    """What is to be said below the table: what it should not stand without, and a mix of little choice."""
    for warning in found.warnings:
        click.echo(warning, err=True)
    reviews = choice_to_review(found)
    newest = {place: findings for (place, _period), findings in sorted(reviews.items())}
    for place, findings in newest.items():
        for finding in findings:
            click.echo(_("{place}: {finding}").format(place=place, finding=finding), err=True)


def for_people(found: IndicatorTable, catalogue: Catalogue) -> pa.Table:
    """The table as people read it: the interval in one column, notes as sentences, no empty columns."""
    lines = [_line(row, catalogue.indicators[row["indicator"]].decimals) for row in found.table.to_pylist()]
    names = [name for name in (lines[0] if lines else {}) if any(line[name] for line in lines)]
    return pa.table({name: pa.array([line[name] for line in lines], pa.string()) for name in names})


def _line(row: dict[str, object], digits: int) -> dict[str, str]:
    low, high = _number(row["low"], digits), _number(row["high"], digits)
    return {
        "indicator": str(row["indicator"]),
        "place": str(row["place"]),
        "period": str(row["period"]),
        "breakdown": str(row["breakdown"]),
        "value": _number(row["value"], digits) or "·",
        "interval": f"{low}–{high}" if low and high else "",
        "numerator": _number(row["numerator"], 0),
        "denominator": _number(row["denominator"], 0),
        "completeness": _share(row["completeness"]),
        "account": str(row["account"] or ""),
        "note": sentences(str(row["notes"]), str(row["small"])),
    }


def _number(value: object, digits: int) -> str:
    return format_number(value, digits) if isinstance(value, float) else ""


def _share(value: object) -> str:
    return format_share(value) if isinstance(value, float) else ""


def headings() -> dict[str, str]:
    """What people call the columns."""
    return {
        "indicator": _("Indicator"),
        "place": _("Place"),
        "period": _("Period"),
        "breakdown": _("Cell"),
        "value": _("Value"),
        "interval": _("95 % interval"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "completeness": _("Reports received"),
        "account": _("Population from"),
        "note": _("Note"),
    }
