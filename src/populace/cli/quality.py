"""``populace quality``: figures that somebody who knows the place should look at, by their effect."""

from pathlib import Path

import click

from populace.catalog.periods import Period
from populace.cli.output import output_options, show
from populace.cli.query import known_codes
from populace.cli.scope import periods_of
from populace.errors import UserError
from populace.i18n import format_count, ngettext
from populace.i18n import gettext as _
from populace.quality.examination import said
from populace.quality.examine import examine
from populace.quality.question import Question
from populace.quality.words import Words
from populace.store.workspace import Workspace

SHOWN = 20
"""Flags shown for people, if no other number is given: more than anybody follows up in a sitting."""


@click.command(
    help=_(
        "Examine the figures of WORKSPACE: outliers, rules, stocks, jumps, repeated figures, completeness. Each flag "
        "is a sentence with what the figure of the place above would be without it, and the flags with the greatest "
        "effect come first. A flag is a question to somebody who knows the place, not a finding about anybody."
    )
)
@click.argument("workspace", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--measure", default="", metavar="CODES", help=_("Only these measures, with commas between."))
@click.option(
    "--period",
    default="",
    metavar="PERIOD",
    help=_("Only periods that lie in this one: 2025, 2025-01..2025-06."),
)
@click.option(
    "--most",
    type=click.IntRange(min=1),
    metavar="N",
    help=_("How many flags to show; all for programs, {count} for people, if not given.").format(count=SHOWN),
)
@click.option("--summary", is_flag=True, help=_("What each check judged and found, instead of the flags."))
@click.option(
    "--acknowledged",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help=_("Keys of flags that were confirmed or explained, one a line: they do not come back."),
)
@output_options
def quality(
    workspace: Path,
    measure: str,
    period: str,
    most: int | None,
    summary: bool,
    acknowledged: Path | None,
    form: str,
    out: Path | None,
) -> None:
    """Examine, and show."""
    opened = Workspace.open(workspace)
    catalogue, history = opened.catalogue, opened.places
    question = Question(
        measures=known_codes(measure, catalogue) if measure else None,
        periods=_periods(period),
        acknowledged=_keys(acknowledged),
    )
    with opened.store.snapshot() as snapshot:
        found = examine(snapshot, catalogue, history, question)
    words = Words(catalogue, history)
    if summary:
        show(found.summary_table(words), form, out, _summary_headings())
        return
    if form != "table" or out is not None:
        show(found.table(words, most), form, out)
        return
    for row in found.table(words, most or SHOWN).select(["sentence"]).to_pylist():
        click.echo(row["sentence"])
    more = len(found.flags) - (most or SHOWN)
    if more > 0:
        told = ngettext("… and {count} more.", "… and {count} more.", more)
        click.echo(told.format(count=format_count(more)))
    for each in found.summaries:
        if each.flagged:
            click.echo(f"{each.check}: {said(each)}", err=True)


def _periods(text: str) -> tuple[Period, Period] | None:
    if not text:
        return None
    _length, first, last = periods_of(text, "day")
    return first, last


def _keys(file: Path | None) -> frozenset[str]:
    if file is None:
        return frozenset()
    try:
        return frozenset(
            line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
        )
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(_("{file} cannot be read. Give a text file in UTF-8.").format(file=file)) from error


def _summary_headings() -> dict[str, str]:
    return {
        "check": _("Check"),
        "looks_for": _("What it looks for"),
        "judged": _("Judged"),
        "not_judged": _("Not judged"),
        "found": _("Found"),
        "by_chance": _("By chance"),
        "acknowledged": _("Seen before"),
    }
