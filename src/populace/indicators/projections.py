"""A projection made here becomes an account: rows to commit, with the bounds of its interval beside the median.

Sums of bounds over ages or places are the bounds of errors that go all the same way. They are never narrower than those
of the sum where errors go together, as they do when a projection misses fertility or migration; where they are
independent they are too wide. A total that matters may be given as a row of its own account.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pyarrow as pa
from jaxtyping import Float, Int

from populace.catalog.breakdowns import Breakdown
from populace.errors import ModelError
from populace.indicators.accounts import BOUND, MEDIAN
from populace.store.batch import checked
from populace.store.tables import texts

PREFIX = "projection"
"""Accounts of projections are ``projection-`` and a name, such as the day on which they were made."""

STATUS = "projected"


def projection_batch(
    name: str,
    *,
    place: Sequence[str],
    year: Int[np.ndarray, " row"],
    median: Float[np.ndarray, " row"],
    sex: Sequence[str] | None = None,
    age: Sequence[str] | None = None,
    low80: Float[np.ndarray, " row"] | None = None,
    high80: Float[np.ndarray, " row"] | None = None,
    low95: Float[np.ndarray, " row"] | None = None,
    high95: Float[np.ndarray, " row"] | None = None,
    measure: str = "population",
) -> pa.Table:
    """A batch of the account ``projection-name``: each row (place, year, sex, age) once for the median and each bound.

    A stock of ``year`` is that of its 31 December, a flow the count of that year. Sex and age are codes of categories
    (``female``, ``20-24``); without them the rows are of the whole. Without any bounds the median stands alone.

    :raises ModelError: columns of unequal length, a missing number, a median outside its bounds.
    """
    given = {MEDIAN: median, "low80": low80, "high80": high80, "low95": low95, "high95": high95}
    bounds = {bound: np.asarray(each, float) for bound, each in given.items() if each is not None}
    rows = len(place)
    columns = [year, *bounds.values(), *(each for each in (sex, age) if each is not None)]
    if any(len(each) != rows for each in columns):
        raise ModelError("the columns of a projection have unequal lengths")
    _refuse(bounds)
    cells = _cells(name, rows, sex, age, tuple(bounds) if len(bounds) > 1 else ())
    count = len(bounds)
    repeated = np.tile(np.arange(rows), count)
    years = np.asarray(year)
    text, number = np.unique(np.concatenate(cells), return_inverse=True)
    places, at = np.unique(np.asarray(place, str), return_inverse=True)
    spans, in_span = np.unique(years, return_inverse=True)
    nought = np.zeros(rows * count, np.int32)
    return checked(
        pa.table(
            {
                "place": texts(at[repeated], places.tolist()),
                "period": texts(in_span[repeated], [f"{int(each):04d}" for each in spans]),
                "measure": texts(nought, (measure,)),
                "breakdown": texts(number, text.tolist()),
                "value": np.concatenate(list(bounds.values())),
                "status": texts(nought, (STATUS,)),
            }
        )
    )


def _cells(
    name: str, rows: int, sex: Sequence[str] | None, age: Sequence[str] | None, bounds: tuple[str, ...]
) -> list[np.ndarray]:
    """The texts of the cells of each row, one array for each bound; each distinct cell is written once."""
    sexes = np.asarray(sex if sex is not None else [""] * rows, str)
    ages = np.asarray(age if age is not None else [""] * rows, str)
    kinds, kind = np.unique(np.stack([sexes, ages]), axis=1, return_inverse=True)
    found = []
    for bound in bounds or ("",):
        written = [
            Breakdown.of(
                {
                    "source": f"{PREFIX}-{name}",
                    **({"sex": one} if one else {}),
                    **({"age": other} if other else {}),
                    **({BOUND: bound} if bound else {}),
                }
            ).text
            for one, other in kinds.T.tolist()
        ]
        found.append(np.array(written)[kind.ravel()])
    return found


def _refuse(bounds: dict[str, np.ndarray]) -> None:
    if any(not np.isfinite(each).all() for each in bounds.values()):
        raise ModelError("a projection has a number that is missing or not finite")
    order = [bounds[each] for each in ("low95", "low80", MEDIAN, "high80", "high95") if each in bounds]
    if any((low > high).any() for low, high in pairwise(order)):
        raise ModelError("a projection has a median or a bound outside a wider one")
