"""Arrays at the door of the engine: made contiguous, checked once, so that kernels carry no checks."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from populace.demography.sex import SEXES
from populace.errors import ModelError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def finite(name: str, values: ArrayLike) -> Floats:
    """``values`` as floats; ``ModelError`` where one is missing or infinite."""
    array = np.asarray(values, dtype=np.float64)
    if not np.isfinite(array).all():
        raise ModelError(f"{name} holds {np.sum(~np.isfinite(array))} values that are missing or infinite")
    return array


def non_negative(name: str, values: ArrayLike) -> Floats:
    """``values`` as floats; ``ModelError`` where one is missing, infinite or below zero."""
    array = finite(name, values)
    if (array < 0).any():
        raise ModelError(f"{name} holds {np.sum(array < 0)} negative values, the lowest {array.min():g}")
    return array


def probability(name: str, values: ArrayLike) -> Floats:
    """``values`` as floats; ``ModelError`` where one is outside 0 to 1."""
    array = non_negative(name, values)
    if (array > 1).any():
        raise ModelError(f"{name} holds {np.sum(array > 1)} values above 1, the highest {array.max():g}")
    return array


def ends_in(name: str, array: Floats, *shape: int) -> Floats:
    """``array``, whose last axes must have the lengths in ``shape``; ``ModelError`` otherwise."""
    if array.shape[array.ndim - len(shape) :] != shape or array.ndim < len(shape):
        raise ModelError(f"{name} has shape {array.shape}; its last axes must be {shape}")
    return array


def by_sex(name: str, array: Floats, ages: int) -> Floats:
    """``array`` of shape ``(..., sex, age)``; ``ModelError`` otherwise."""
    return ends_in(name, array, len(SEXES), ages)
