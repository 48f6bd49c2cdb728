"""Golden vectors as arrays ``(time, sex, age)``, sex in the engine's order."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

SEX_SUFFIXES = ("F", "M")


@dataclass(frozen=True)
class GoldenTable:
    """A table with one row for each time and age."""

    frame: pd.DataFrame

    @property
    def ages(self) -> list[int]:
        return sorted(self.frame["age"].unique())

    def column(self, name: str) -> np.ndarray:
        """``(time, age)``, or ``(age,)`` where the table has no time."""
        return self.frame[name].to_numpy(dtype=float).reshape(-1, len(self.ages)).squeeze()

    def by_sex(self, prefix: str, suffix: str = "") -> np.ndarray:
        """``(time, sex, age)``."""
        return np.stack([self.column(f"{prefix}{sex}{suffix}") for sex in SEX_SUFFIXES], axis=-2)


@dataclass(frozen=True)
class Golden:
    """The folder of golden vectors."""

    folder: Path

    def table(self, path: str) -> GoldenTable:
        return GoldenTable(pd.read_csv(self.folder / path))

    def per_time(self, path: str, name: str) -> np.ndarray:
        """A column of a table with one row for each time."""
        return pd.read_csv(self.folder / path)[name].to_numpy(dtype=float)


@pytest.fixture(scope="session")
def golden(shared_data: Path) -> Golden:
    return Golden(shared_data / "golden")
