"""Exact quantiles along the last axis, by sorting in place: a few billionths of a second a value."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from populace.errors import ModelError

Real = TypeVar("Real", np.float32, np.float64)


def quantiles_in_place(values: NDArray[Real], probabilities: Sequence[float]) -> NDArray[Real]:
    """Quantiles ``(..., probability)`` of ``values`` ``(..., trajectory)``, which are left sorted.

    Between two of the ordered values on the straight line, as ``numpy.quantile`` does (type 7 of Hyndman & Fan 1996).
    """
    values.sort(axis=-1)
    at = np.asarray(probabilities) * (values.shape[-1] - 1)
    low = np.floor(at).astype(np.int64)
    high = np.minimum(low + 1, values.shape[-1] - 1)
    below = values[..., low]
    made: NDArray[Real] = below + (at - low).astype(values.dtype) * (values[..., high] - below)
    return made


def checked_probabilities(name: str, probabilities: Sequence[float]) -> tuple[float, ...]:
    """``probabilities`` as given; ``ModelError`` where they do not rise from 0 to 1."""
    given = tuple(float(p) for p in probabilities)
    if any(not 0 <= p <= 1 for p in given) or list(given) != sorted(set(given)):
        raise ModelError(f"{name} must rise between 0 and 1: {list(given)}")
    return given
