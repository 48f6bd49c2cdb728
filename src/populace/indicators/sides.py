"""Numerators and denominators over a scope: what the store knows is asked for once, then computed with as arrays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import Constant, Figure, Leaf, Node, Rate, Reporting
from populace.catalog.expressions.walk import leaves
from populace.indicators.account_values import Accounts, AccountValues
from populace.indicators.accounts import of_accounts
from populace.indicators.formulas import Formula, formulas
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
    values, told = _known(asking, made, {form for each in forms for form in each}, question)
    return [
        _sides(line, ready, carried, values, told, scope)
        for line, ready, carried in zip(lines, made, forms, strict=True)
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


def _known(
    asking: Asking, made: Sequence[tuple[Formula, ...]], forms: set[str], question: Question
) -> tuple[dict[Leaf, np.ndarray], dict[Figure, AccountValues]]:
    """Every item of every formula: by accounts where its measure has some, by the store otherwise."""
    items = dict.fromkeys(
        leaf
        for ready in made
        for formula in ready
        for node in (formula.numerator, formula.denominator)
        if node is not None
        for leaf in leaves(node)
    )
    told = [
        each for each in items if isinstance(each, Figure) and of_accounts(asking.catalogue, each.measure)
    ]
    reports = [Reporting(form, rate) for form in sorted(forms) for rate in _REPORTS]
    others = [each for each in items if each not in set(told)]
    values = values_of(question, dict.fromkeys([*others, *reports]))
    values.update(rate_values(question, others, values))
    return values, asking.accounts.values(told, question.scope)


def _sides(
    line: Line,
    ready: Sequence[Formula],
    forms: Sequence[str],
    values: Mapping[Leaf, np.ndarray],
    told: Mapping[Figure, AccountValues],
    scope: Scope,
) -> Sides:
    shape = len(scope.places), len(scope.periods)
    numerator, low, high = (np.full(shape, np.nan) for _ in range(3))
    denominator = None if line.indicator.denominator is None else np.full(shape, np.nan)
    notes = np.zeros(shape, np.int32)
    account, vintage = [""] * shape[1], np.full(shape[1], -1)

    def arrays(pick: Callable[[AccountValues], np.ndarray]) -> Callable[[Leaf], np.ndarray]:
        return lambda leaf: pick(told[leaf]) if leaf in told else values[leaf]  # type: ignore[index]

    for formula in ready:
        at = list(formula.periods)
        numerator[:, at] = _evaluated(formula.numerator, arrays(_value), line, shape)[:, at]
        used = _used(formula.numerator, told)
        if denominator is not None and formula.denominator is not None:
            denominator[:, at] = _evaluated(formula.denominator, arrays(_value), line, shape)[:, at]
            below = _used(formula.denominator, told)
            if any(np.isfinite(each.low).any() for each in below):
                one = _evaluated(formula.denominator, arrays(_low), line, shape)[:, at]
                other = _evaluated(formula.denominator, arrays(_high), line, shape)[:, at]
                low[:, at], high[:, at] = np.fmin(one, other), np.fmax(one, other)
            used = [*below, *used]
        for each in used[:1]:
            for position in at:
                account[position], vintage[position] = each.account[position], each.vintage[position]
        for each in used:
            notes[:, at] |= np.where(each.held[:, at], int(Note.HELD), 0)
            notes[:, at] |= np.where(each.lacking[:, at], int(Note.LACKING), 0)
    uncertain = np.isfinite(low) & np.isfinite(high) & (high > low)
    return Sides(
        numerator,
        denominator,
        np.where(uncertain, low, np.nan),
        np.where(uncertain, high, np.nan),
        _reports(forms, values, shape),
        notes | np.where(uncertain, int(Note.UNCERTAIN_DENOMINATOR), 0),
        tuple(account),
        vintage,
    )


def _evaluated(
    node: Node, arrays: Callable[[Leaf], np.ndarray], line: Line, shape: tuple[int, int]
) -> Float[np.ndarray, "place period"]:
    if line.breakdown.pairs and not leaves(node):
        return np.full(shape, np.nan)  # Nothing of it is counted in this category: that is no 0.
    return np.broadcast_to(evaluate_arrays(node, arrays), shape)


def _used(node: Node, told: Mapping[Figure, AccountValues]) -> list[AccountValues]:
    return [told[each] for each in leaves(node) if isinstance(each, Figure) and each in told]


def _value(values: AccountValues) -> np.ndarray:
    return values.value


def _low(values: AccountValues) -> np.ndarray:
    return np.where(np.isnan(values.low), values.value, values.low)


def _high(values: AccountValues) -> np.ndarray:
    return np.where(np.isnan(values.high), values.value, values.high)


def _reports(
    forms: Sequence[str], values: Mapping[Leaf, np.ndarray], shape: tuple[int, int]
) -> Float[np.ndarray, "3 place period"]:
    if not forms:
        return np.zeros((3, *shape))
    return np.stack([sum(values[Reporting(form, rate)] for form in forms) for rate in _REPORTS])
