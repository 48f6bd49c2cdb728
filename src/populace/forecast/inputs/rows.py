"""The observations of one measure, place by place, as arrays.

A forecast asks for the rows of a place many times; they are sorted once, and each place is a slice.
"""

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
from jaxtyping import Bool, Float, Int

from populace.forecast.marks import ALL_AGES, BOTH_SEXES
from populace.forecast.tables import BOUNDS, Tables


@dataclass(frozen=True)
class Rows:
    """Parallel arrays, one entry per observation; the columns of ``tables.COLUMNS``."""

    year: Int[np.ndarray, " row"]
    years: Int[np.ndarray, " row"]
    date: Float[np.ndarray, " row"]
    sex: Int[np.ndarray, " row"]
    age: Int[np.ndarray, " row"]
    width: Int[np.ndarray, " row"]
    value: Float[np.ndarray, " row"]
    low95: Float[np.ndarray, " row"]
    low80: Float[np.ndarray, " row"]
    high80: Float[np.ndarray, " row"]
    high95: Float[np.ndarray, " row"]
    projected: Bool[np.ndarray, " row"]
    priority: Int[np.ndarray, " row"]

    def __len__(self) -> int:
        return len(self.value)

    def where(self, chosen: Bool[np.ndarray, " row"] | slice) -> "Rows":
        """The rows for which ``chosen`` is true."""
        return Rows(*(getattr(self, field.name)[chosen] for field in fields(self)))

    @property
    def by_age(self) -> "Rows":
        """The rows that are broken down by age."""
        return self.where(self.age != ALL_AGES)

    @property
    def all_ages(self) -> "Rows":
        """The rows that are not broken down by age."""
        return self.where(self.age == ALL_AGES)

    @property
    def observed(self) -> "Rows":
        """The rows that are not somebody's projection."""
        return self.where(~self.projected)

    def of_sex(self, sex: int) -> "Rows":
        """The rows of one sex, or of both together (``BOTH_SEXES``)."""
        return self.where(self.sex == sex)

    def best(self) -> "Rows":
        """The rows of the source that comes first, where several hold the same measure of the place."""
        return self if not len(self) else self.where(self.priority == self.priority.min())

    def yearly(self) -> dict[int, float]:
        """Total by calendar year; periods of several years are left out.

        For each year the source that comes first is used, and of its rows those with the least breakdown: a total where
        there is one, else the sum over ages, over sexes, or over both.
        """
        single = self.where(self.years == 1)
        if not len(single):
            return {}
        first = int(single.year.min())
        at = single.year - first
        by_age, by_sex = single.age != ALL_AGES, single.sex != BOTH_SEXES
        order = 4 * single.priority + 2 * by_age + by_sex
        least = np.full(at.max() + 1, np.iinfo(np.int64).max)
        np.minimum.at(least, at, order)
        used = order == least[at]
        totals = np.bincount(at[used], single.value[used])
        return {first + int(year): float(totals[year]) for year in np.unique(at)}


def rows_by_place(tables: Tables, measure: str) -> dict[str, Rows]:
    """The rows of ``measure`` for every place that has any."""
    frame = tables.of(measure)
    names = pd.Categorical(frame["place"])
    order = np.lexsort((frame["age"], frame["sex"], frame["year"], names.codes))
    frame, codes = frame.iloc[order], names.codes[order]
    everything = Rows(
        year=frame["year"].to_numpy(np.int32),
        years=frame["years"].to_numpy(np.int32),
        date=frame["date"].to_numpy(float),
        sex=frame["sex"].to_numpy(np.int32),
        age=frame["age"].to_numpy(np.int32),
        width=frame["width"].to_numpy(np.int32),
        value=frame["value"].to_numpy(float),
        **{bound: frame[bound].to_numpy(float) for bound in BOUNDS},
        projected=(frame["status"] == "projected").to_numpy(bool),
        priority=frame["priority"].to_numpy(np.int32),
    )
    if not len(codes):
        return {}
    starts = np.flatnonzero(np.r_[True, codes[1:] != codes[:-1]])
    ends = np.r_[starts[1:], len(codes)]
    return {
        str(names.categories[codes[start]]): everything.where(slice(start, end))
        for start, end in zip(starts, ends, strict=True)
    }
