"""The checks that look at figures: one panel at a time, and figures of several lengths together."""

from collections.abc import Iterable, Mapping, Sequence

from populace.catalog.catalogue import Catalogue
from populace.catalog.forms import Form
from populace.catalog.periods import Length
from populace.catalog.rules import Rule
from populace.places.history import PlaceHistory
from populace.quality.consistency.accounts import compare_accounts
from populace.quality.consistency.find_related import find_unrelated
from populace.quality.consistency.find_share import find_share_jumps
from populace.quality.consistency.find_years import find_changed_years
from populace.quality.digits.find import (
    PatternFlags,
    find_age_heaping,
    find_digit_preference,
    find_repeated_forms,
    find_repeated_values,
)
from populace.quality.evidence import Evidence
from populace.quality.examination import Summary
from populace.quality.figure_flags import figure_flags
from populace.quality.flags import Flag
from populace.quality.found import Finding
from populace.quality.outliers.find import find_outliers
from populace.quality.panel import Panel
from populace.quality.question import Question
from populace.quality.rules.find import find_broken_rules
from populace.quality.stock import StockMeasures
from populace.quality.stock_find import find_stock_faults
from populace.quality.tower import tower

Checked = tuple[list[Flag], list[Summary]]
"""What was found, and what each check did."""


def check_panel(panel: Panel, catalogue: Catalogue, history: PlaceHistory, question: Question) -> Checked:
    """The checks on series of one length."""
    evidence = Evidence(panel, catalogue, tower(panel, history), question.limits, question.periods)
    figures = [*find_outliers(evidence), *find_share_jumps(evidence)]
    stock = find_stock_faults(evidence, question.stock)
    flags = figure_flags(evidence, figures, together=True) + figure_flags(evidence, stock)
    summaries = [_of_finding(each) for each in (*figures, *stock)]
    years = find_changed_years(evidence, history)
    flags += years.flags
    summaries.append(Summary("year_on_year", years.compared, len(years.flags)))
    for pattern in _patterns(evidence, question.forms(catalogue)):
        flags += pattern.flags
        summaries.append(_of_pattern(pattern))
    return flags, summaries


def check_together(
    by_length: Mapping[Length, Panel], catalogue: Catalogue, history: PlaceHistory, question: Question
) -> Checked:
    """The checks that put figures of several lengths side by side: rules, related measures, other accounts."""
    rules = find_broken_rules(
        rules_to_check(catalogue, by_length, question.stock), by_length, catalogue, history, question.periods
    )
    related = find_unrelated(question.related, by_length, catalogue, question.limits, question.periods)
    accounts = compare_accounts(question.accounts, question.limits)
    broken = [flag for each in rules for flag in each.flags]
    summaries = [
        Summary("rule", sum(each.compared for each in rules), len(broken)),
        Summary("related", related.compared, len(related.flags)),
    ]
    for check in ("survey", "denominator"):
        given = sum(each.check == check for each in question.accounts)
        summaries.append(Summary(check, given, sum(each.check == check for each in accounts)))
    return [*broken, *related.flags, *accounts], summaries


def rules_to_check(
    catalogue: Catalogue, by_length: Mapping[Length, Panel], stock: StockMeasures
) -> list[Rule]:
    """The rules of the catalogue, without those that the stock checks say already where there are stock records."""
    codes = {measure for panel in by_length.values() for measure, _text in panel.cells}
    checked = stock.rules if stock.closing in codes else frozenset()
    return [rule for rule in catalogue.rules.values() if rule.code not in checked]


def _patterns(evidence: Evidence, forms: Sequence[Form]) -> Iterable[PatternFlags]:
    return (
        find_digit_preference(evidence),
        find_age_heaping(evidence),
        find_repeated_values(evidence),
        find_repeated_forms(evidence, forms),
    )


def _of_finding(finding: Finding) -> Summary:
    return Summary(finding.check, finding.tested, len(finding.found), finding.not_judged, finding.by_chance)


def _of_pattern(pattern: PatternFlags) -> Summary:
    return Summary(pattern.check, pattern.tested, len(pattern.flags), pattern.not_judged, pattern.by_chance)
