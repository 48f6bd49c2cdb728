"""``populace check``: figures against the validation rules of the catalogue."""

from pathlib import Path

import click
import pyarrow.compute as pc

from populace.cli.output import output_options, show
from populace.cli.scope import periods_of
from populace.errors import UserError
from populace.i18n import format_count, join_words, ngettext
from populace.i18n import gettext as _
from populace.quality.examination import flags_table
from populace.quality.flags import by_effect
from populace.quality.panel import panels
from populace.quality.rules.find import find_broken_rules
from populace.quality.words import Words
from populace.store.selection import Selection
from populace.store.workspace import Workspace

BROKEN = 1
"""The exit code where a rule does not hold."""


@click.command(
    help=_(
        "Check the figures of WORKSPACE against the validation rules, each within its tolerance, and say what does not "
        "hold, where, and what it does to the figure above. The exit code is 1 where anything does not hold."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--rule", "codes", default="", metavar="CODES", help=_("Only these rules, with commas between.")
)
@click.option(
    "--period",
    default="",
    metavar="PERIOD",
    help=_("Only periods that lie in this one: 2025, 2025-01..2025-06."),
)
@output_options
def check(workspace: Path, codes: str, period: str, form: str, out: Path | None) -> None:
    """Check, and show what does not hold."""
    opened = Workspace.open(workspace)
    catalogue, history = opened.catalogue, opened.places
    wanted = {part.strip() for part in codes.split(",") if part.strip()}
    unknown = wanted - catalogue.rules.keys()
    if unknown:
        raise UserError(
            _("There is no rule {codes}. populace catalogue WORKSPACE --kind rules lists them all.").format(
                codes=join_words(sorted(unknown))
            )
        )
    _length, *span = periods_of(period, "day") if period else (None,)
    with opened.store.snapshot() as snapshot:
        rows = snapshot.rows(Selection(periods=(span[0], span[1]) if span else None))
    by_length = panels(rows.filter(pc.equal(rows["status"].cast("string"), "reported")))
    rules = [rule for rule in catalogue.rules.values() if not wanted or rule.code in wanted]
    found = find_broken_rules(rules, by_length, catalogue, history)
    flags = by_effect([flag for each in found for flag in each.flags])
    table = flags_table(flags, Words(catalogue, history))
    if form != "table" or out is not None:
        show(table, form, out)
    else:
        for sentence in table["sentence"].to_pylist():
            click.echo(sentence)
        compared = sum(each.compared for each in found)
        told = ngettext(
            "{count} comparison, {broken} not as the rule says.",
            "{count} comparisons, {broken} not as the rules say.",
            compared,
        )
        click.echo(told.format(count=format_count(compared), broken=format_count(len(flags))))
    if flags:
        raise SystemExit(BROKEN)
