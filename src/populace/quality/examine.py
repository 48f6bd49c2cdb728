"""The examination of a snapshot: every check that has what it needs, over all places and periods."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from populace.catalog.catalogue import Catalogue
from populace.catalog.periods import Length
from populace.places.history import PlaceHistory
from populace.quality.consistency.services import accounts_of_services
from populace.quality.examination import Examination, Summary
from populace.quality.figure_checks import check_panel, check_together
from populace.quality.flags import Flag, by_effect
from populace.quality.panel import Panel, panels
from populace.quality.question import EVERYTHING, Question
from populace.quality.reporting.check import check_reporting
from populace.store.selection import Selection
from populace.store.snapshot import Snapshot


def examine(
    snapshot: Snapshot, catalogue: Catalogue, history: PlaceHistory, question: Question = EVERYTHING
) -> Examination:
    """Every check of ``checks.CHECKS`` on the figures that were reported (estimates and projections are not)."""
    rows = snapshot.rows(Selection(question.measures))
    reported = pc.equal(rows["status"].cast(pa.string()), "reported")
    by_length = panels(rows.filter(reported))
    reports = {form.code: snapshot.reports(form.measures) for form in question.forms(catalogue)}
    began = min((commit.at.date() for commit in snapshot.manifest.commits), default=date.min)
    returns = check_reporting(reports, by_length, catalogue, history, question, began)
    flags = list(returns.flags)
    summaries = [
        *_of_reporting(returns.flags, len(returns.returns), _RETURNS),
        *_of_reporting(returns.flags, len(returns.cells), _CELLS),
    ]
    for panel in by_length.values():
        more, did = check_panel(panel, catalogue, history, question)
        flags += more
        summaries += did
    if question.services is not None:
        projected = pc.is_in(rows["measure"].cast(pa.string()), pa.array(sorted(question.services.projected)))
        question = _with_services(
            question, panels(rows.filter(pc.or_(reported, projected))), catalogue, history
        )
    more, did = check_together(by_length, catalogue, history, question)
    return Examination(
        tuple(by_effect([flag for flag in [*flags, *more] if flag.key not in question.acknowledged])),
        _totals([*summaries, *did], [*flags, *more], question),
        returns.returns,
        returns.cells,
        snapshot.vintage,
    )


def _with_services(
    question: Question, by_length: Mapping[Length, Panel], catalogue: Catalogue, history: PlaceHistory
) -> Question:
    """With the accounts that services give of what was projected."""
    if question.services is None:
        return question
    found = accounts_of_services(question.services, by_length, catalogue, history, question.periods)
    return replace(question, accounts=(*question.accounts, *found))


_RETURNS = ("completeness", "timeliness", "inactive", "never_reported")
_CELLS = ("cell_completeness",)


def _of_reporting(flags: Sequence[Flag], tested: int, checks: Sequence[str]) -> list[Summary]:
    return [Summary(check, tested, sum(flag.check == check for flag in flags)) for check in checks]


def _totals(summaries: Sequence[Summary], flags: Sequence[Flag], question: Question) -> tuple[Summary, ...]:
    """One summary a check, with how many of its flags were looked at before."""
    gone: dict[str, int] = {}
    for flag in flags:
        gone[flag.check] = gone.get(flag.check, 0) + (flag.key in question.acknowledged)
    merged: dict[str, Summary] = {}
    for each in summaries:
        known = merged.get(each.check)
        merged[each.check] = each if known is None else known.with_(each)
    return tuple(replace(each, acknowledged=gone.get(each.check, 0)) for each in merged.values())
