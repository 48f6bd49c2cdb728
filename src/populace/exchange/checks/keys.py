"""One number for everything that tells two observations apart, so that sorting brings rivals together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from populace.exchange.observations import Observations
from populace.exchange.raw import Mask
from populace.forecast.marks import OPEN

AGE_BITS, SEX_BITS, TIME_BITS, PLACE_BITS = 16, 2, 16, 24


@dataclass(frozen=True)
class Keys:
    """``key`` packs measure, place, time, sex, age and width, from the highest bits down, ``(row,)``."""

    rows: Observations
    key: NDArray[np.int64]

    @classmethod
    def of(cls, rows: Observations) -> "Keys":
        """The keys of ``rows``."""
        instant = np.where(np.isnan(rows.date), rows.year + 10_000.0 * rows.years, rows.date)
        time = np.unique(instant, return_inverse=True)[1].astype(np.int64)
        key = rows.measure.astype(np.int64) << PLACE_BITS | rows.place.astype(np.int64)
        key = key << TIME_BITS | time
        key = key << SEX_BITS | (rows.sex.astype(np.int64) + 1)
        key = key << AGE_BITS | (rows.age.astype(np.int64) + 1) << 8 | (rows.width.astype(np.int64) + 1)
        return cls(rows, key)

    def keep(self, mask: Mask) -> "Keys":
        """The keys of the rows that ``mask`` marks."""
        return Keys(self.rows.keep(mask), self.key[mask])

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Positions of the rows in rising order of their keys; equal ones as they were read."""
        return np.argsort(self.key, kind="stable")

    @cached_property
    def sorted(self) -> NDArray[np.int64]:
        """The keys in rising order."""
        return np.asarray(self.key[self.order])

    @property
    def group(self) -> NDArray[np.int64]:
        """What a row shares with the other ages of the same measure, place, time and sex, ``(row,)``."""
        return np.asarray(self.key >> AGE_BITS)

    @property
    def sorted_group(self) -> NDArray[np.int64]:
        """The groups of the sorted keys."""
        return np.asarray(self.sorted >> AGE_BITS)

    def with_sex(self, sex: int) -> NDArray[np.int64]:
        """The keys that the rows would have if they were of ``sex``."""
        mask = np.int64(((1 << SEX_BITS) - 1) << AGE_BITS)
        return np.asarray((self.key & ~mask) | np.int64((sex + 1) << AGE_BITS))

    def find(self, keys: NDArray[np.int64]) -> NDArray[np.intp]:
        """The position of a row with each of ``keys``, or -1."""
        if not len(self.key):
            return np.full(len(keys), -1, dtype=np.intp)
        place = np.minimum(np.searchsorted(self.sorted, keys), len(self.key) - 1)
        return np.where(self.sorted[place] == keys, self.order[place], -1)


def age_ends(rows: Observations) -> NDArray[np.float64]:
    """The age at which each row's group ends, infinite for an open one, ``(row,)``."""
    return np.where(rows.width == OPEN, np.inf, rows.age.astype(float) + rows.width)
