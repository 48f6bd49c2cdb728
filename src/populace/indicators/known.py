"""What is known of every item of some expressions, and what the expressions make of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import Figure, Leaf, Node
from populace.catalog.expressions.walk import leaves
from populace.indicators.account_values import AccountValues


@dataclass(frozen=True)
class Known:
    """Items as the store has them, ``values``, or as accounts tell them, ``told``; of ``shape``, (place, period)."""

    values: Mapping[Leaf, np.ndarray]
    told: Mapping[Figure, AccountValues]
    shape: tuple[int, int]

    def value(self, node: Node, *, narrowed: bool) -> Float[np.ndarray, "place period"]:
        """The values of ``node``; NaN is missing.

        Of a side that was ``narrowed`` to a category in which nothing of it is counted there is no value, and no 0.
        """
        if narrowed and not leaves(node):
            return np.full(self.shape, np.nan)
        return self._evaluated(node, lambda each: each.value)

    def bounds(
        self, node: Node
    ) -> tuple[Float[np.ndarray, "place period"], Float[np.ndarray, "place period"]]:
        """``node`` with the bounds of the accounts in it, the lower first; NaN where nothing in it is uncertain."""
        nothing = np.full(self.shape, np.nan)
        if not any(np.isfinite(each.low).any() for each in self.accounts(node)):
            return nothing, nothing
        one = self._evaluated(node, lambda each: np.where(np.isnan(each.low), each.value, each.low))
        other = self._evaluated(node, lambda each: np.where(np.isnan(each.high), each.value, each.high))
        low, high = np.fmin(one, other), np.fmax(one, other)
        return np.where(high > low, low, np.nan), np.where(high > low, high, np.nan)

    def accounts(self, node: Node | None) -> list[AccountValues]:
        """What ``node`` takes from accounts, in reading order."""
        items = () if node is None else leaves(node)
        return [self.told[each] for each in items if isinstance(each, Figure) and each in self.told]

    def _evaluated(
        self, node: Node, pick: Callable[[AccountValues], np.ndarray]
    ) -> Float[np.ndarray, "place period"]:
        def of(leaf: Leaf) -> np.ndarray:
            if isinstance(leaf, Figure) and leaf in self.told:
                return pick(self.told[leaf])
            return self.values[leaf]

        return np.broadcast_to(evaluate_arrays(node, of), self.shape)
