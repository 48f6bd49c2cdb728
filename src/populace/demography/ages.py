"""Age groups: lower bounds in completed years, the last group open upwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from populace.demography.arrays import Floats, Integers
from populace.errors import ModelError


@dataclass(frozen=True)
class Ages:
    """Age groups named by their lower bounds; the last has no upper bound.

    Raises ``ModelError`` unless the bounds start at 0 and rise.
    """

    lower: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse bounds that do not start at 0 or do not rise."""
        if len(self.lower) < 2 or self.lower[0] != 0:
            raise ModelError(f"age groups start at 0 and are at least two, not {self.lower}")
        if any(low >= high for low, high in pairwise(self.lower)):
            raise ModelError(f"the lower bounds of age groups must rise: {self.lower}")

    @classmethod
    def of(cls, lower: Sequence[int]) -> "Ages":
        """Groups from any sequence of lower bounds."""
        return cls(tuple(int(bound) for bound in lower))

    @classmethod
    def single(cls, open_age: int = 100) -> "Ages":
        """Single years 0, 1, ... with ``open_age`` and over as the last group."""
        return cls(tuple(range(open_age + 1)))

    @classmethod
    def five_year(cls, open_age: int = 100) -> "Ages":
        """Groups 0-4, 5-9, ... with ``open_age`` and over as the last."""
        return cls(tuple(range(0, open_age + 1, 5)))

    @classmethod
    def abridged(cls, open_age: int = 100) -> "Ages":
        """Groups 0, 1-4, 5-9, ... with ``open_age`` and over as the last."""
        return cls((0, 1, *range(5, open_age + 1, 5)))

    @property
    def open_age(self) -> int:
        """Lower bound of the open group."""
        return self.lower[-1]

    @cached_property
    def bounds(self) -> Integers:
        """Lower bounds as an array, ``(age,)``."""
        return np.array(self.lower, dtype=np.int64)

    @cached_property
    def widths(self) -> Floats:
        """Years in each group, ``(age,)``; infinite for the open one."""
        return np.append(np.diff(self.bounds).astype(np.float64), np.inf)

    @property
    def width(self) -> int | None:
        """The common width of the closed groups, or ``None`` where they differ."""
        widths = set(np.diff(self.bounds).tolist())
        return int(widths.pop()) if len(widths) == 1 else None

    @property
    def is_abridged(self) -> bool:
        """Whether infants stand apart from ages 1 to 4, and five-year groups follow."""
        return self.lower == Ages.abridged(self.open_age).lower

    @property
    def labels(self) -> tuple[str, ...]:
        """``"0"``, ``"1-4"``, ``"100+"`` and so on."""
        closed = [str(low) if high == low + 1 else f"{low}-{high - 1}" for low, high in pairwise(self.lower)]
        return (*closed, f"{self.open_age}+")

    def __len__(self) -> int:
        return len(self.lower)
