"""``populace indicator``: indicators with what they rest on."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.compute as pc

from populace.catalog.breakdowns import Breakdown
from populace.catalog.charter.companions import method_mix
from populace.cli.output import output_options, show
from populace.cli.scope import Asked, scope_of, scope_options, snapshot_of
from populace.errors import UserError
from populace.i18n import format_number, format_share, join_words, ngettext
from populace.i18n import gettext as _
from populace.indicators.accounts import compare_accounts
from populace.indicators.compute import How, IndicatorTable, compute
from populace.indicators.official import OfficialChoice
from populace.indicators.peers import peers, peers_of
from populace.places.tree import PlaceTree
from populace.store.workspace import Workspace

MIX = "FP05"
"""The method mix, whose concentration the charter's lint looks at (W2)."""


@click.command(
    help=_(
        "Show indicators of WORKSPACE for places and periods: value, 95 % interval, both counts, and how complete the "
        "reports are. What must be shown together is shown together."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("codes", nargs=-1)
@click.option("--by", default="", metavar="DIMENSION", help=_("Split by this dimension: method, sex, age."))
@click.option(
    "--population",
    "official",
    multiple=True,
    metavar="[YEAR=]ACCOUNT",
    help=_("The official account of the population (census, projection), from a year on where one is given."),
)
@click.option(
    "--country", default="", metavar="CC", help=_("The country, where factors differ by it (IN, NP, BD).")
)
@click.option("--accounts", is_flag=True, help=_("Compare all accounts of the population instead."))
@click.option(
    "--peers", "with_peers", is_flag=True, help=_("Add the range in which half of each place's peers lie.")
)
@scope_options
@output_options
def indicator(
    workspace: Path,
    codes: tuple[str, ...],
    by: str,
    official: tuple[str, ...],
    country: str,
    accounts: bool,
    with_peers: bool,
    asked: Asked,
    form: str,
    out: Path | None,
) -> None:
    """Compute, and show."""
    opened = Workspace.open(workspace)
    scope = scope_of(asked, opened.places)
    choice = choice_of(official)
    with snapshot_of(asked, opened.store) as snapshot:
        if accounts:
            show(compare_accounts(snapshot, opened.catalogue, scope, official=choice), form, out)
            return
        if not codes:
            raise UserError(_("Name an indicator. populace catalogue --kind indicators lists them all."))
        how = How(by, choice, country)
        found = compute(snapshot, opened.catalogue, codes, scope, how)
        rows = found.rows
        if with_peers:
            tree = opened.places.on(scope.boundaries or scope.last.last)
            beside = (each for code in scope.places for each in peers_of(code, tree))
            wider = replace(scope, places=tuple(dict.fromkeys((*scope.places, *beside))))
            every = compute(snapshot, opened.catalogue, codes, wider, replace(how, reports=False)).rows
            rows = rows.append_column("peers", _ranges(rows, every, scope.places, tree))
    show(rows if form != "table" else for_people(rows), form, out, headings())
    if form == "table":
        for sentence in remarks(found):
            click.echo(sentence, err=True)


def choice_of(texts: tuple[str, ...]) -> OfficialChoice:
    """The official accounts that ``--population`` names.

    :raises UserError: a year that is none.
    """
    found: dict[int, str] = {}
    for text in texts:
        year, equals, source = text.rpartition("=")
        if equals and not year.isdigit():
            raise UserError(_("“{text}” is not YEAR=ACCOUNT, as in 2025=census.").format(text=text))
        found[int(year) if equals else 0] = source
    return OfficialChoice(found)


def remarks(found: IndicatorTable) -> list[str]:
    """Sentences below the table: what is missing beside it, and a method mix of little choice."""
    said = []
    if found.absent:
        told = ngettext(
            "W1: {codes} should stand beside this, and is not defined here.",
            "W1: {codes} should stand beside this, and are not defined here.",
            len(found.absent),
        )
        said.append(told.format(codes=join_words(found.absent)))
    return [*said, *map(str, _mix_of(found))]


def _mix_of(found: IndicatorTable) -> list[object]:
    """What the lint says of the newest method mix of each place."""
    users: dict[tuple[str, str], dict[str, float]] = {}
    for row in found.rows.filter(pc.equal(found.rows["indicator"].cast(pa.string()), MIX)).to_pylist():
        if row["numerator"] is not None and row["breakdown"]:
            category = Breakdown.parse(row["breakdown"]).pairs[0][1]
            users.setdefault((row["place"], row["period"]), {})[category] = row["numerator"]
    newest = {place: mix for (place, _period), mix in sorted(users.items(), key=lambda each: each[0][1])}
    return [finding for place, mix in newest.items() for finding in method_mix(mix, place)]


def _ranges(rows: pa.Table, every: pa.Table, places: Sequence[str], tree: PlaceTree) -> pa.Array:
    """For each row what half of the place's peers lie between, in words; empty where there are too few."""
    of_place = {place: peers(every, place, tree) for place in places}
    said = []
    for row in rows.select(["indicator", "breakdown", "period", "place"]).to_pylist():
        found = of_place[row["place"]].get((row["indicator"], row["breakdown"], row["period"]))
        known = found is not None and found.low is not None
        said.append(f"{_number(found.low)}–{_number(found.high)}" if known and found else "")
    return pa.array(said, pa.string())


def for_people(rows: pa.Table) -> pa.Table:
    """The table as people read it: numbers in the locale's manner, the interval in one column, no empty columns."""
    lines = [_line(row) for row in rows.to_pylist()]
    names = [name for name in (lines[0] if lines else {}) if any(line[name] for line in lines)]
    return pa.table({name: pa.array([line[name] for line in lines], pa.string()) for name in names})


def _line(row: dict[str, object]) -> dict[str, str]:
    low, high = row["low"], row["high"]
    between = f"{_number(low)}–{_number(high)}" if low is not None and high is not None else ""
    return {
        "indicator": str(row["indicator"]),
        "place": str(row["place"]),
        "period": str(row["period"]),
        "breakdown": str(row["breakdown"]),
        "value": _number(row["value"]) or "·",
        "interval": between,
        "peers": str(row.get("peers") or ""),
        "numerator": _number(row["numerator"], 0),
        "denominator": _number(row["denominator"], 0),
        "completeness": _share(row["completeness"]),
        "source": str(row["source"]),
        "note": _(str(row["note"])) if row["note"] else "",
    }


def _number(value: object, digits: int = 1) -> str:
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
        "peers": _("Half of the peers"),
        "numerator": _("Numerator"),
        "denominator": _("Denominator"),
        "completeness": _("Reports received"),
        "source": _("Population from"),
        "note": _("Note"),
    }
