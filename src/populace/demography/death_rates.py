"""Death rates of small places: cells with few deaths or none, drawn towards a standard.

Deaths are Poisson about exposure times rate, and a place's rates lie about the standard's as a gamma distribution that
is worth a number of deaths: ``m = standard (D + k) / (E standard + k)``. A cell without deaths keeps a rate above zero.
"""

import numpy as np
from numpy.typing import ArrayLike

from populace.demography.arrays import Floats, non_negative
from populace.errors import ModelError

WEAKEST, STRONGEST = 0.5, 1e6
"""Deaths that the standard is worth in a cell at least (half a death keeps every rate above zero) and at most."""


def shrunken_rates(
    deaths: ArrayLike, exposure: ArrayLike, standard: ArrayLike, strength: float | None = None
) -> Floats:
    """Deaths per person-year ``(..., age)``, above zero, drawn towards ``standard`` at the place's own level.

    ``deaths`` and person-years of ``exposure`` ``(..., age)``; ``standard`` rates above zero that fit their shape. The
    standard is first scaled so that over all ages it has the deaths that were counted; ``strength`` is how many deaths
    it is then worth in each cell, by default ``rate_strength``.

    Raises ``ModelError`` for deaths without exposure, a standard of zero or a strength of zero.
    """
    died, lived = non_negative("deaths", deaths), non_negative("exposure", exposure)
    usual = np.broadcast_to(non_negative("standard", standard), np.broadcast_shapes(died.shape, lived.shape))
    if ((lived == 0) & (died > 0)).any():
        raise ModelError("there are deaths in cells without anybody exposed")
    if (usual == 0).any() or (strength is not None and strength <= 0):
        raise ModelError("the standard death rates, and what they are worth, must be above zero")
    expected = (lived * usual).sum(axis=-1, keepdims=True)
    total = died.sum(axis=-1, keepdims=True)
    level = np.divide(total, expected, out=np.ones_like(expected), where=(expected > 0) & (total > 0))
    usual = usual * level
    worth = rate_strength(died, lived * usual) if strength is None else strength
    return np.asarray(usual * (died + worth) / (lived * usual + worth))


def rate_strength(deaths: Floats, expected: Floats) -> float:
    """How many deaths a standard is worth in a cell, from how much ``deaths`` differ from those ``expected`` by it.

    By moments of the negative binomial, ``Var(D) = E + E^2 / k``, from ``WEAKEST`` to ``STRONGEST``. Source: Clayton &
    Kaldor 1987, Biometrics 43: 671-681, doi:10.2307/2532003 (the gamma-Poisson model of small areas).
    """
    beyond = float(((deaths - expected) ** 2 - deaths).sum())
    if beyond <= 0:
        return STRONGEST
    return float(np.clip((expected**2).sum() / beyond, WEAKEST, STRONGEST))
