"""The README of a demo folder, in English and Chinese, with the figures of its own district."""

from importlib.resources import files
from string import Template

import numpy as np
import pandas as pd

from populace.demo import registers
from populace.demo.district import District
from populace.demo.histories import FIRST_YEAR, LAST_YEAR
from populace.demo.places import district, towns, units


def readme(made: District, mistakes: pd.DataFrame) -> str:
    """The text, from the template in ``readme.md``; ``mistakes`` as listed by ``mistakes.report``."""
    births = made.truth.births.sum(axis=(0, 2))
    template = Template((files("populace.demo") / "readme.md").read_text(encoding="utf-8"))
    return template.substitute(
        name=district().names["en"],
        name_zh=district().names["zh-hans"],
        seed=made.seed,
        people=f"{made.truth.population[:, -1].sum():,}",
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        towns=len(towns()),
        units=len(units()),
        births_first=f"{births[0]:,}",
        births_last=f"{births[-1]:,}",
        counted=", ".join(map(str, registers.POPULATION_YEARS)),
        birth_missed=_per_cent(registers.BIRTH_MISSED),
        birth_next=_per_cent(registers.BIRTH_NEXT_VILLAGE),
        child_missed=_per_cent(registers.CHILD_MISSED),
        person_missed=_per_cent(registers.PERSON_MISSED),
        adult_twice=_per_cent(registers.ADULT_TWICE),
        infant_missed=_per_cent(registers.INFANT_DEATH_MISSED),
        death_missed=_per_cent(registers.DEATH_MISSED),
        mistakes=_mistake_rows(mistakes),
    )


def _per_cent(share: float) -> str:
    return f"{100 * share:g} %"


def _mistake_rows(mistakes: pd.DataFrame) -> str:
    groups = mistakes.groupby(["file", "mistake"], sort=False)
    return "\n".join(
        f"| `{file}` | {_each(rows['place'])} | {_when(rows)} | {what} | {len(rows)} |"
        for (file, what), rows in groups
    )


def _when(rows: pd.DataFrame) -> str:
    monthly = rows["period"].notna()
    return _each(rows["period"] if monthly.any() else rows["year"].astype(np.int64))


def _each(values: pd.Series) -> str:
    return ", ".join(dict.fromkeys(map(str, values)))
