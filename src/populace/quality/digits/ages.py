"""Heaping of ages on 0 and 5, from counts by single years of age.

- **Whipple's index**: persons aged 25, 30, …, 60 × 5 over persons aged 23 to 62, × 100: 100 where no age is
  preferred, 500 where all are said to be on 0 or 5.
- **Myers' index**: persons by last digit, blended over ten starting ages so that each digit has its turn at being
  the youngest; half the sum of the absolute differences from 10 %: the share, in per cent, of persons whose age is
  on the wrong digit; 0 to 90.

Sources: United Nations, *Demographic Yearbook*, technical notes; Myers 1940, *Transactions of the Actuarial Society
of America* 41: 395–415; Shryock & Siegel 1976, *The Methods and Materials of Demography*, ch. 8.
"""

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError

WHIPPLE_AGES = (23, 62)
MYERS_AGES = (10, 99)
"""First and last age, both included. Myers' blend starts at each of the ten ages from the first."""


def whipple(counts: Float[np.ndarray, "*place age"]) -> Float[np.ndarray, "*place"]:
    """Whipple's index of persons by single years of age from 0; NaN where nobody is 23 to 62 or a count is missing.

    :raises ModelError: ages that do not go up to 62.
    """
    first, last = WHIPPLE_AGES
    _refuse_short(counts, last)
    heaped = counts[..., 25:61:5].sum(axis=-1)
    everyone = counts[..., first : last + 1].sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(everyone > 0, 100 * 5 * heaped / everyone, np.nan)


def myers(counts: Float[np.ndarray, "*place age"]) -> Float[np.ndarray, "*place"]:
    """Myers' blended index of persons by single years of age from 0; NaN where there is nobody.

    :raises ModelError: ages that do not go up to 99.
    """
    first, last = MYERS_AGES
    _refuse_short(counts, last)
    by_decade = counts[..., first : last + 1].reshape(*counts.shape[:-1], -1, 10)
    from_first, without_first = by_decade.sum(axis=-2), by_decade[..., 1:, :].sum(axis=-2)
    digit = np.arange(10)
    blended = (digit + 1) * from_first + (9 - digit) * without_first
    total = blended.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(total > 0, blended / total, np.nan)
    found: Float[np.ndarray, "*place"] = 100 * np.abs(share - 0.1).sum(axis=-1) / 2
    return found


def _refuse_short(counts: Float[np.ndarray, "*place age"], last: int) -> None:
    if counts.shape[-1] <= last:
        raise ModelError(f"single ages 0 to {last} are needed; there are {counts.shape[-1]}")
