"""What a heading says: the role of a column, or a measure with its sex, age and unit."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from populace.catalog.measures import MEASURES
from populace.exchange.ages import Age, read_age
from populace.exchange.sexes import split_sex


class Role(Enum):
    """What a column is for, when it is not of figures."""

    PLACE = auto()
    NAME = auto()
    NAME_EN = auto()
    NAME_ZH = auto()
    PARENT = auto()
    KIND = auto()
    YEAR = auto()
    DATE = auto()
    MONTH = auto()
    SEX = auto()
    AGE = auto()
    AGE_END = auto()
    AGE_WIDTH = auto()
    VALUE = auto()
    SOURCE = auto()


ROLES: dict[Role, tuple[str, ...]] = {
    Role.PLACE: (
        *(
            "place",
            "place_code",
            "code",
            "region",
            "region_code",
            "reg_code",
            "country_code",
            "locid",
            "area",
        ),
        *(
            "area_code",
            "geo",
            "geo_code",
            "unit_code",
            "location",
            "location_code",
            "district",
            "district_code",
        ),
        *(
            "town",
            "town_code",
            "village",
            "village_code",
            "county",
            "county_code",
            "township",
            "township_code",
        ),
        *(
            "地区",
            "地区代码",
            "地区编码",
            "区划代码",
            "行政区划代码",
            "代码",
            "编码",
            "乡镇",
            "乡镇代码",
            "村",
            "地点",
            "区县",
        ),
    ),
    Role.NAME: (
        *(
            "name",
            "place_name",
            "region_name",
            "reg_name",
            "country",
            "country_name",
            "area_name",
            "location_name",
        ),
        *("名称", "地区名称", "地名", "单位名称", "行政区划名称"),
    ),
    Role.NAME_EN: ("name_en", "english_name", "english", "英文名", "英文名称"),
    Role.NAME_ZH: ("name_zh", "name_zh_hans", "chinese_name", "chinese", "name_cn", "中文名", "中文名称"),
    Role.PARENT: (
        "parent",
        "parent_code",
        "parent_id",
        "上级",
        "上级代码",
        "上级编码",
        "上级地区",
        "上级单位",
        "所属",
    ),
    Role.KIND: ("kind", "type", "level", "类型", "类别", "级别", "层级"),
    Role.YEAR: ("year", "time", "period", "calendar_year", "年", "年份", "年度", "时期"),
    Role.DATE: ("date", "reference_date", "as_of", "日期", "时点", "统计时点", "截止日期"),
    Role.MONTH: ("month", "calendar_month", "month_of_birth", "月", "月份"),
    Role.SEX: ("sex", "gender", "性别"),
    Role.AGE: (
        *(
            "age",
            "ages",
            "age_group",
            "agegroup",
            "age_grp",
            "agegrp",
            "mother_age",
            "age_of_mother",
            "mothers_age",
        ),
        *("maternal_age", "年龄", "年龄组", "母亲年龄", "产妇年龄", "母亲年龄组", "岁"),
    ),
    Role.AGE_END: ("age_end", "age_to", "age_max", "到年龄", "年龄止"),
    Role.AGE_WIDTH: ("age_width", "width", "age_span", "组距"),
    Role.VALUE: ("value", "count", "number", "n", "persons", "数值", "人数", "数量", "值"),
    Role.SOURCE: ("source", "note", "notes", "remark", "remarks", "来源", "备注", "说明", "数据来源"),
}
"""The headings by which each role is known, folded by ``fold_heading``."""

UNITS = {
    "thousand": 1e3,
    "thousands": 1e3,
    "千人": 1e3,
    "千": 1e3,
    "万人": 1e4,
    "万": 1e4,
    "per_1000": 1e-3,
    "per_thousand": 1e-3,
    "‰": 1e-3,
    "%": 1e-2,
    "per_cent": 1e-2,
}
"""Units that a heading may carry in brackets, with what one of them is worth."""

_ROLE_OF = {name: role for role, names in ROLES.items() for name in names}
_BRACKETS = re.compile(r"[(\[（【]([^)\]）】]*)[)\]）】]")
_APART = re.compile(r"[\s\-/.:,_]+")


def fold_heading(text: str) -> str:
    """A heading without case, width, bracketed unit and punctuation: ``Age group (years)`` is ``age_group``."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return _APART.sub("_", _BRACKETS.sub("", plain)).strip("_").replace("'", "").replace("’", "")


_MEASURE_OF = {fold_heading(name): code for code, measure in MEASURES.items() for name in measure.names}


@dataclass(frozen=True)
class Figure:
    """A column of figures: perhaps its measure, sex, age group and the worth of its unit."""

    measure: str | None
    sex: int | None
    age: Age | None
    factor: float


def role_of(heading: str) -> Role | None:
    """The role of a column by its heading."""
    return _ROLE_OF.get(fold_heading(heading))


def unit_factor(heading: str) -> float:
    """What one unit of the heading is worth: 10,000 for ``人口（万人）``, 1 where it says nothing."""
    plain = unicodedata.normalize("NFKC", heading).casefold()
    return next(
        (
            UNITS[unit]
            for text in _BRACKETS.findall(plain)
            if (unit := _APART.sub("_", text.strip())) in UNITS
        ),
        1.0,
    )


def figure_of(heading: str) -> Figure | None:
    """What a column of figures holds by its heading, or ``None`` where the heading is not known."""
    word = fold_heading(heading)
    factor = unit_factor(heading)
    if word in _MEASURE_OF:
        return Figure(_MEASURE_OF[word], None, None, factor)
    age = read_age(heading)
    if age is not None and age.lower >= 0:
        return Figure(None, None, age, factor)
    return _sexed(word, factor)


def _sexed(word: str, factor: float) -> Figure | None:
    split = split_sex(word)
    if split is None:
        return None
    sex, rest = split
    if not rest:
        return Figure(None, sex, None, factor)
    if rest in _MEASURE_OF:
        return Figure(_MEASURE_OF[rest], sex, None, factor)
    age = read_age(rest)
    return None if age is None or age.lower < 0 else Figure(None, sex, age, factor)


def measure_named(names: tuple[str, ...], known: Mapping[str, str] = _MEASURE_OF) -> str | None:
    """The measure that a sheet or file name speaks of: the longest name found in it, ``None`` if two tie.

    Names in Latin letters have to stand as whole words; short ones (``pop``) count too.
    """
    for text in names:
        word = f"_{fold_heading(text)}_"
        found = {
            name: code for name, code in known.items() if (f"_{name}_" if name.isascii() else name) in word
        }
        longest = max(map(len, found), default=0)
        codes = {code for name, code in found.items() if len(name) == longest}
        if len(codes) == 1:
            return codes.pop()
    return None
