"""How much of a difference is due to what.

``kitagawa`` splits the difference of two rates into the part due to the rates of the groups and the part due to their
make-up. ``das_gupta`` splits the difference of any function of any number of factors: each factor's effect is the mean,
over all orders in which the factors may be replaced one by one, of the change its replacement brings. Effects add up
to the difference.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from math import factorial
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, finite
from populace.errors import ModelError

MOST_FACTORS = 12  # 2 ** 12 evaluations of the function


class Kitagawa(NamedTuple):
    """The two effects ``(...)``; they add up to the difference of the two rates."""

    rate: Floats
    composition: Floats


def kitagawa(
    rates_before: ArrayLike, shares_before: ArrayLike, rates_after: ArrayLike, shares_after: ArrayLike
) -> Kitagawa:
    """Split the difference of ``sum(rate * share)`` over the last axis, ``(..., group)``.

    Rate effect ``sum(dr * mean share)``, composition effect ``sum(ds * mean rate)``.
    Raises ``ModelError`` for missing values.
    Source: Kitagawa 1955, Journal of the American Statistical Association 50: 1168-1194.
    """
    before, after = finite("rates_before", rates_before), finite("rates_after", rates_after)
    made_before, made_after = finite("shares_before", shares_before), finite("shares_after", shares_after)
    return Kitagawa(
        rate=np.asarray(((after - before) * (made_before + made_after) / 2).sum(axis=-1)),
        composition=np.asarray(((made_after - made_before) * (before + after) / 2).sum(axis=-1)),
    )


def das_gupta(
    function: Callable[..., ArrayLike], before: Sequence[ArrayLike], after: Sequence[ArrayLike]
) -> tuple[Floats, ...]:
    """The effect of each factor on ``function(*after) - function(*before)``, in the order of the factors.

    A factor is a number or an array (a vector by age counts as one factor); ``function`` takes as many, and returns a
    number or an array. Exact for any function: the mean over replacement orders is a weighted sum over the sets of
    factors already replaced, each evaluated once.

    Raises ``ModelError`` where the two lists differ in length, are empty, or are longer than ``MOST_FACTORS``.
    Source: Das Gupta 1993, Standardization and Decomposition of Rates, US Census Bureau P23-186.
    """
    count = len(before)
    if count != len(after) or not 1 <= count <= MOST_FACTORS:
        raise ModelError(
            f"decomposition needs the same factors before and after, 1 to {MOST_FACTORS}: got {count} and {len(after)}"
        )
    pairs = [(finite("before", old), finite("after", new)) for old, new in zip(before, after, strict=True)]
    values = {
        replaced: np.asarray(
            function(*(pair[k in replaced] for k, pair in enumerate(pairs))), dtype=np.float64
        )
        for size in range(count + 1)
        for replaced in map(frozenset, combinations(range(count), size))
    }
    return tuple(_effect(k, count, values) for k in range(count))


def _effect(factor: int, count: int, values: dict[frozenset[int], Floats]) -> Floats:
    """Of all orders, the share in which exactly the set ``done`` precedes the factor is its weight."""
    effect = np.zeros_like(values[frozenset()])
    for done, value in values.items():
        if factor not in done:
            weight = factorial(len(done)) * factorial(count - 1 - len(done)) / factorial(count)
            effect = effect + weight * (values[done | {factor}] - value)
    return effect
