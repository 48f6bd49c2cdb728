"""A projection as an account of the population: its middle as one account, its bounds beside it."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
from jaxtyping import Float

from populace.catalog.breakdowns import Breakdown
from populace.catalog.dimensions import AGE, SEX
from populace.errors import ModelError
from populace.indicators.official import BOUND_MARK, BOUNDS
from populace.indicators.population import SOURCE
from populace.store.batch import batch

SEXES = ("female", "male")
"""The categories of ``sex`` in the order of the engine's axis."""


def projection_batch(
    name: str,
    places: Sequence[str],
    years: Sequence[int],
    ages: Sequence[str],
    middle: Float[np.ndarray, "place year sex age"],
    bounds: Float[np.ndarray, "place year bound"] | None = None,
) -> pa.Table:
    """A batch of the population at the end of each year, by sex and age, as account ``name``; all are projected.

    ``middle`` is the median in persons; ``bounds`` are those of the total, in the order of ``BOUNDS``, and are spread
    over the cells in proportion to the median, so that cells add up to them.

    :raises ModelError: arrays that do not fit the names, or the name of a bound as the name of an account.
    """
    shape = (len(places), len(years), len(SEXES), len(ages))
    if middle.shape != shape or (bounds is not None and bounds.shape != (*shape[:2], len(BOUNDS))):
        raise ModelError(f"a projection of {shape} (place, year, sex, age) has values of other shapes")
    if BOUND_MARK in name:
        raise ModelError(f"{name!r} is the name of a bound, not of an account")
    parts = [(name, middle)]
    if bounds is not None:
        total = middle.sum(axis=(-2, -1))
        for at, bound in enumerate(BOUNDS):
            factor = np.divide(bounds[..., at], total, out=np.ones_like(total), where=total > 0)
            parts.append((name + BOUND_MARK + bound, middle * factor[..., None, None]))
    return pa.concat_tables(_account(each, values, places, years, ages) for each, values in parts)


def _account(
    name: str, values: np.ndarray, places: Sequence[str], years: Sequence[int], ages: Sequence[str]
) -> pa.Table:
    cells = [Breakdown(((SEX, sex), (AGE, age), (SOURCE, name))).text for sex in SEXES for age in ages]
    each = len(cells)
    return batch(
        np.repeat(np.array(places, dtype=object), len(years) * each).tolist(),
        np.tile(np.repeat(np.array([str(year) for year in years], dtype=object), each), len(places)).tolist(),
        ["population"] * values.size,
        cells * (len(places) * len(years)),
        values.ravel().tolist(),
        ["projected"] * values.size,
    )
