"""Numerators and denominators over a scope: what the store knows is asked for once, then computed with as arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Constant, Figure, Node, Rate, Reporting
from populace.catalog.expressions.walk import leaves
from populace.indicators.account_values import Accounts, AccountValues
from populace.indicators.accounts import of_accounts
from populace.indicators.formulas import Formula, formulas
from populace.indicators.known import Known
from populace.indicators.notes import Note
from populace.indicators.rates import rate_values
from populace.indicators.splitting import Line, figures_of
from populace.store.leaves import Question, values_of
from populace.store.selection import Scope
from populace.store.sub_expressions import set_apart
from populace.store.views import View

_REPORTS = (Rate.ACTUAL_REPORTS, Rate.ACTUAL_REPORTS_ON_TIME, Rate.EXPECTED_REPORTS)


@dataclass(frozen=True)
class Sides:
    """Both sides of one line, ``(place, period)`` each; NaN is missing.

    ``low`` and ``high`` are the denominator with the bounds of its account, NaN where it has none. ``reports`` are
    those received, received in time and expected of the forms that carry the numerator, ``(3, place, period)``.
    ``notes`` are flags. By ``(period,)``: the account of the denominator and its newest vintage (−1: none).
    """

    numerator: Float[np.ndarray, "place period"]
    denominator: Float[np.ndarray, "place period"] | None
    low: Float[np.ndarray, "place period"]
    high: Float[np.ndarray, "place period"]
    reports: Float[np.ndarray, "3 place period"]
    notes: Int[np.ndarray, "place period"]
    account: tuple[str, ...]
    vintage: Int[np.ndarray, " period"]


@dataclass(frozen=True)
class Asking:
    """Where figures come from, and how denominators are chosen; ``reporting`` is whether completeness is looked up."""

    view: View
    catalogue: Catalogue
    accounts: Accounts
    reporting: bool = True


def sides_of(asking: Asking, lines: Sequence[Line], scope: Scope) -> list[Sides]:
    """The sides of each of ``lines`` in ``scope``.

    :raises IndicatorError: several accounts of a denominator, and nothing that chooses between them.
    :raises UnanswerableQuestion: what rolling up refuses.
    """
    instead = asking.accounts.choice.instead
    made, apart = _apart(
        [formulas(each.indicator, asking.catalogue, scope.periods, instead) for each in lines]
    )
    forms = [_forms(each, asking) for each in lines]
    question = Question(asking.view, scope, asking.catalogue, apart)
    known = _known(asking, made, {form for each in forms for form in each}, question)
    return [
        _sides(line, ready, carried, known) for line, ready, carried in zip(lines, made, forms, strict=True)
    ]


def _forms(line: Line, asking: Asking) -> tuple[str, ...]:
    """The forms that carry what the numerator counts."""
    if not asking.reporting:
        return ()
    nodes = [line.indicator.numerator, *(each.numerator for each in line.indicator.revisions)]
    measures = {each.measure for each in figures_of(*nodes)}
    named = {each.form for node in nodes for each in leaves(node) if isinstance(each, Reporting)}
    carrying = {code for code, form in asking.catalogue.forms.items() if measures & set(form.measures)}
    return tuple(sorted(carrying | (named & set(asking.catalogue.forms))))


def _apart(made: Sequence[tuple[Formula, ...]]) -> tuple[list[tuple[Formula, ...]], Mapping[Constant, Node]]:
    """``made`` with a placeholder for each sub-expression, and what those stand for."""
    named: dict[str, Node] = {}
    for line, ready in enumerate(made):
        for at, each in enumerate(ready):
            named[f"{line} {at} above"] = each.numerator
            if each.denominator is not None:
                named[f"{line} {at} below"] = each.denominator
    whole, apart = set_apart(named)
    return [
        tuple(
            Formula(whole[f"{line} {at} above"], whole.get(f"{line} {at} below"), each.periods)
            for at, each in enumerate(ready)
        )
        for line, ready in enumerate(made)
    ], apart


def _known(asking: Asking, made: Sequence[tuple[Formula, ...]], forms: set[str], question: Question) -> Known:
    """Every item of every formula: by accounts where its measure has some, by the store otherwise."""
    items = dict.fromkeys(
        leaf
        for ready in made
        for formula in ready
        for node in (formula.numerator, formula.denominator)
        if node is not None
        for leaf in leaves(node)
    )
    told = dict.fromkeys(
        each for each in items if isinstance(each, Figure) and of_accounts(asking.catalogue, each.measure)
    )
    reports = [Reporting(form, rate) for form in sorted(forms) for rate in _REPORTS]
    others = [each for each in items if each not in told]
    values = values_of(question, dict.fromkeys([*others, *reports]))
    values.update(rate_values(question, others, values))
    shape = len(question.scope.places), len(question.periods)
    return Known(values, asking.accounts.values(told, question.scope), shape)


def _sides(line: Line, ready: Sequence[Formula], forms: Sequence[str], known: Known) -> Sides:
    account, vintage = _accounts(ready, known)
    nothing = (np.full(known.shape, np.nan) for _ in range(4))
    numerator, denominator, low, high = nothing
    found = Sides(
        numerator,
        None if line.indicator.denominator is None else denominator,
        low,
        high,
        _reports(forms, known),
        np.zeros(known.shape, np.int32),
        account,
        vintage,
    )
    for formula in ready:
        _fill(found, formula, known, narrowed=bool(line.breakdown.pairs))
    return found


def _fill(sides: Sides, formula: Formula, known: Known, *, narrowed: bool) -> None:
    """Put the periods of ``formula`` into ``sides``."""
    at = list(formula.periods)
    sides.numerator[:, at] = known.value(formula.numerator, narrowed=narrowed)[:, at]
    if sides.denominator is not None and formula.denominator is not None:
        sides.denominator[:, at] = known.value(formula.denominator, narrowed=narrowed)[:, at]
        low, high = known.bounds(formula.denominator)
        sides.low[:, at], sides.high[:, at] = low[:, at], high[:, at]
        sides.notes[:, at] |= np.where(np.isfinite(low[:, at]), int(Note.UNCERTAIN_DENOMINATOR), 0)
    for each in _used(formula, known):
        sides.notes[:, at] |= np.where(each.held[:, at], int(Note.HELD), 0)
        sides.notes[:, at] |= np.where(each.lacking[:, at], int(Note.LACKING), 0)


def _used(formula: Formula, known: Known) -> list[AccountValues]:
    """What the formula takes from accounts, its denominator first."""
    return [*known.accounts(formula.denominator), *known.accounts(formula.numerator)]


def _accounts(ready: Sequence[Formula], known: Known) -> tuple[tuple[str, ...], Int[np.ndarray, " period"]]:
    """The account that stands beside each period, and its newest vintage."""
    account, vintage = [""] * known.shape[1], np.full(known.shape[1], -1)
    for formula in ready:
        for each in _used(formula, known)[:1]:
            for position in formula.periods:
                account[position], vintage[position] = each.account[position], each.vintage[position]
    return tuple(account), vintage


def _reports(forms: Sequence[str], known: Known) -> Float[np.ndarray, "3 place period"]:
    if not forms:
        return np.zeros((3, *known.shape))
    return np.stack([sum(known.values[Reporting(form, rate)] for form in forms) for rate in _REPORTS])
