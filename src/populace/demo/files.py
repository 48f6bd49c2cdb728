"""How each table of the folder is laid out in its file: its columns, their headings, and the words in its cells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from populace.demography.sex import SEXES
from populace.places.tree import PlaceTree

CHINESE_SEX = dict(zip(SEXES, ("女", "男"), strict=True))


@dataclass(frozen=True)
class Layout:
    """``columns`` from names in the frame to headings in the file; ``words`` replaces what stands in a column."""

    columns: Mapping[str, str]
    words: Mapping[str, Callable[[pd.Series], pd.Series]] = field(default_factory=dict)


def _on_31_december(years: "pd.Series[int]") -> "pd.Series[str]":
    return years.astype(str) + "-12-31"


def _in_chinese(sexes: "pd.Series[str]") -> "pd.Series[str]":
    return sexes.map(CHINESE_SEX)


_BY_AGE = {"place": "place", "year": "date", "sex": "sex", "age": "age", "reported": "population"}
_POPULATION = Layout(_BY_AGE, {"year": _on_31_december})
_RETURN = Layout(
    {
        "place": "place",
        "period": "period",
        "measure": "measure",
        "breakdown": "breakdown",
        "reported": "value",
    }
)

LAYOUTS: dict[str, Layout] = {
    "population.csv": _POPULATION,
    "population_census.csv": _POPULATION,
    "population_daoxiang.xlsx": _POPULATION,
    "births.csv": Layout({"place": "place", "year": "year", "reported": "births"}),
    "births_by_age.csv": Layout(
        {"place": "place", "year": "year", "age": "age of mother", "reported": "births"}
    ),
    "births_by_month.csv": Layout({"place": "place", "period": "month", "reported": "births"}),
    "deaths.csv": Layout(
        {"place": "地区代码", "year": "年份", "sex": "性别", "age": "年龄组", "reported": "死亡人数"},
        {"sex": _in_chinese},
    ),
    "life_expectancy.csv": Layout(
        {"place": "place", "year": "year", "sex": "sex", "reported": "life_expectancy"}
    ),
    "net_migration.csv": Layout({"place": "place", "year": "year", "reported": "net_migration"}),
    "returns/villages.csv": _RETURN,
    "returns/clinics.csv": _RETURN,
}
"""The layout of each table by its file name. Deaths have Chinese headings, to show that both languages are read."""


def as_sent(file: str, table: pd.DataFrame) -> pd.DataFrame:
    """A table in the layout of its file, without the figures that were not sent."""
    layout = LAYOUTS[file]
    sent = table.loc[table["reported"].notna(), list(layout.columns)]
    changed = {column: change(sent[column]) for column, change in layout.words.items()}
    return whole(sent.assign(**changed)).rename(columns=dict(layout.columns))


def whole(table: pd.DataFrame) -> pd.DataFrame:
    """``table`` with counts as whole numbers, where all of a column are."""
    counts = [
        name
        for name in table.columns
        if table[name].dtype == np.float64 and np.array_equal(table[name], np.round(table[name]))
    ]
    return table.astype(dict.fromkeys(counts, np.int64))


def place_table(tree: PlaceTree) -> pd.DataFrame:
    """The tree: ``code, name, name_zh, parent, kind``."""
    rows = [(p.code, p.names["en"], p.names["zh-hans"], p.parent or "", p.kind) for p in tree]
    return pd.DataFrame(rows, columns=["code", "name", "name_zh", "parent", "kind"])


def facility_table(clinics: Mapping[str, str], tree: PlaceTree) -> pd.DataFrame:
    """The clinics: ``code, name, name_zh, parent, kind``, from the town of each by the clinic's code."""
    rows = [
        (code, f"{tree[town].names['en']} clinic", f"{tree[town].names['zh-hans']}卫生院", town, "clinic")
        for code, town in clinics.items()
    ]
    return pd.DataFrame(rows, columns=["code", "name", "name_zh", "parent", "kind"])
