"""The README of a demo folder, in English and Chinese, with the figures of its own district."""

from importlib.resources import files
from string import Template

import numpy as np
import pandas as pd

from populace.demo import registers
from populace.demo.district import District
from populace.demo.histories import FIRST_YEAR, LAST_YEAR
from populace.demo.places import district, towns, units

IN_CHINESE = {
    "a year's births counted twice": "全年出生数重复计算",
    "two villages given each other's figure": "两个村的数值互换",
    "two digits exchanged": "两位数字颠倒",
    "the figure of the year before sent again": "照抄上年数值",
    "births of December registered in the next year": "12 月的出生登记到下一年",
    "the year was not sent": "该年漏报",
    "births slipped one age group up": "出生数错到高一个年龄组",
    "ages rounded to 0 and 5": "年龄向 0 和 5 堆积",
    "the table of the year before sent again": "照抄上年整表",
    "women and men exchanged": "男女互换",
    "the girls' figure given for the boys too": "男孩填成女孩的数值",
    "deaths of infants sent with ages 1-4": "婴儿死亡计入 1–4 岁",
    "a year's deaths counted twice": "全年死亡数重复计算",
    "the minus sign lost": "漏写负号",
    "births of December registered in January": "12 月的出生登记到 1 月",
    "the month was not sent": "该月漏报",
    "the figures of the month before sent again": "照抄上月数值",
    "a nought added": "多写一个零",
    "two villages given each other's figures": "两个村的数值互换",
    "newborns screened counted twice": "新生儿筛查数重复计算",
}
"""Every mistake in Chinese: the README is one text in both languages, whatever the reader's own."""


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
        f"| `{file}` | {_each(rows['place'])} | {_when(rows)} | {what} · {IN_CHINESE[str(what)]} | {len(rows)} |"
        for (file, what), rows in groups
    )


def _when(rows: pd.DataFrame) -> str:
    monthly = rows["period"].notna()
    return _each(rows["period"] if monthly.any() else rows["year"].astype(np.int64))


def _each(values: pd.Series) -> str:
    return ", ".join(dict.fromkeys(map(str, values)))
