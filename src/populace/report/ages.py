"""The age groups in which persons are shown: five years wide, the last one open."""

import numpy as np
from jaxtyping import Float

GROUP = 5
"""Years in an age group; single years of age of small places are never published."""


def five_year(persons: Float[np.ndarray, "*lead age"]) -> Float[np.ndarray, "*lead group"]:
    """Persons by five-year age group from single years of age; the last group is open."""
    return np.asarray(np.add.reduceat(persons, np.arange(0, persons.shape[-1], GROUP), axis=-1))
