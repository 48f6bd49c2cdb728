"""Numerator and denominator of indicators, for every place and period, in few questions to the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import Figure, Missing, Node
from populace.catalog.expressions.sides import side
from populace.catalog.expressions.walk import leaves
from populace.catalog.indicators import Indicator
from populace.indicators.population import Accounts, Denominators, Grid
from populace.store.selection import Scope

Key = tuple[str, str]
"""The code of an indicator and the text of a cell."""


@dataclass(frozen=True)
class Sides:
    """``(place, period)`` each; ``sources`` are the accounts in them, one a period ("" for none).

    ``needs_account`` says whether an account of the population is asked for at all.
    """

    numerator: Grid
    denominator: Grid | None
    sources: tuple[str, ...]
    needs_account: bool = False


@dataclass
class _Asked:
    """Expressions that the store is to answer, each once, and what they were answered with."""

    accounts: Accounts
    scope: Scope
    expressions: dict[str, Node] = field(default_factory=dict)
    names: dict[Node, str] = field(default_factory=dict)
    figures: dict[Figure, None] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    population: dict[Figure, Denominators] = field(default_factory=dict)

    def ask(self, node: Node, missing: Missing) -> None:
        """Ask for a whole side, or, where an account of the population is in it, for each of its items."""
        if not self.accounted(node):
            self._name(side(node, missing))
            return
        for leaf in leaves(node):
            if isinstance(leaf, Figure) and self.accounts.covers(leaf):
                self.figures.setdefault(leaf)
            else:
                self._name(leaf)

    def answer(self, catalogue: Catalogue) -> None:
        """Put all questions."""
        shape = (len(self.scope.places), len(self.scope.periods))
        if self.expressions:
            table = self.accounts.snapshot.figures(self.expressions, self.scope, catalogue)
            for name in self.expressions:
                self.grids[name] = np.asarray(table[name].to_numpy(), dtype=np.float64).reshape(shape)
        self.population = self.accounts.of(tuple(self.figures), self.scope)

    def value(self, node: Node, missing: Missing) -> tuple[Grid, tuple[str, ...]]:
        """A side's values, and the accounts in it, one a period."""
        accounted = self.accounted(node)
        if not accounted:
            return self.grids[self.names[side(node, missing)]], ("",) * len(self.scope.periods)
        made = evaluate_arrays(node, self._leaf, missing)
        shape = (len(self.scope.places), len(self.scope.periods))
        return np.broadcast_to(made, shape), self.population[accounted[0]].sources

    def _leaf(self, leaf: Node) -> Grid:
        if isinstance(leaf, Figure) and leaf in self.population:
            return self.population[leaf].values
        return self.grids[self.names[leaf]]

    def accounted(self, node: Node) -> list[Figure]:
        """The figures of a side that are of an account which was not named."""
        return [leaf for leaf in leaves(node) if isinstance(leaf, Figure) and self.accounts.covers(leaf)]

    def _name(self, node: Node) -> None:
        if node not in self.names:
            self.names[node] = f"e{len(self.names)}"
            self.expressions[self.names[node]] = node


def sides_of(
    indicators: Mapping[Key, Indicator], accounts: Accounts, scope: Scope, catalogue: Catalogue
) -> dict[Key, Sides]:
    """The sides of each of ``indicators`` over ``scope``, each period by the definition in force on its last day.

    Years that an indicator pools are added up: a year counts where both of its sides are there.
    """
    found: dict[Key, Sides] = {}
    pools = {each.pooled_years for each in indicators.values()}
    for years in pools:
        some = {key: each for key, each in indicators.items() if each.pooled_years == years}
        before = round((years - 1) * scope.length.a_year)
        wider = replace(scope, first=scope.first.moved(-before))
        for key, made in _unpooled(some, accounts, wider, catalogue).items():
            found[key] = _pooled(made, before + 1) if before else made
    return {key: found[key] for key in indicators}


def _unpooled(
    indicators: Mapping[Key, Indicator], accounts: Accounts, scope: Scope, catalogue: Catalogue
) -> dict[Key, Sides]:
    asked = _Asked(accounts, scope)
    definitions = {
        key: [each.on(period.last) for period in scope.periods] for key, each in indicators.items()
    }
    for of_key in definitions.values():
        for each in dict.fromkeys(of_key):
            for node in _nodes(each):
                asked.ask(node, each.missing)
    asked.answer(catalogue)
    return {key: _by_period(of_key, asked) for key, of_key in definitions.items()}


def _by_period(of_key: Sequence[Indicator], asked: _Asked) -> Sides:
    """Each period's column from the definition that holds for it."""
    numerator = np.full((len(asked.scope.places), len(of_key)), np.nan)
    denominator = None if of_key[0].denominator is None else numerator.copy()
    sources = [""] * len(of_key)
    for each in dict.fromkeys(of_key):
        at = [i for i, definition in enumerate(of_key) if definition == each]
        made, in_numerator = asked.value(each.numerator, each.missing)
        numerator[:, at] = made[:, at]
        in_denominator: tuple[str, ...] = in_numerator
        if each.denominator is not None and denominator is not None:
            made, in_denominator = asked.value(each.denominator, each.missing)
            denominator[:, at] = made[:, at]
        for i in at:
            sources[i] = in_denominator[i] or in_numerator[i]
    needs_account = any(asked.accounted(node) for each in dict.fromkeys(of_key) for node in _nodes(each))
    return Sides(numerator, denominator, tuple(sources), needs_account)


def _nodes(indicator: Indicator) -> list[Node]:
    return [node for node in (indicator.numerator, indicator.denominator) if node is not None]


def _pooled(made: Sides, window: int) -> Sides:
    """Sums over ``window`` periods that end with each; periods that lack a side are left out of both."""
    there = ~np.isnan(made.numerator)
    if made.denominator is not None:
        there &= ~np.isnan(made.denominator)
    numerator = _rolling(made.numerator, there, window)
    denominator = None if made.denominator is None else _rolling(made.denominator, there, window)
    return Sides(numerator, denominator, made.sources[window - 1 :], made.needs_account)


def _rolling(values: Grid, there: NDArray[np.bool_], window: int) -> Grid:
    windows = np.lib.stride_tricks.sliding_window_view(np.where(there, values, 0.0), window, axis=1)
    any_there = np.lib.stride_tricks.sliding_window_view(there, window, axis=1).any(axis=-1)
    return np.where(any_there, windows.sum(axis=-1), np.nan)
