"""A mapping guessed from headings, in English or Chinese, to be looked at, corrected and saved.

Only what a heading says outright is taken. Where that leaves anything open, nothing is read: the proposal is written
down with what is missing, and its user completes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import AGE, SEX
from populace.errors import InputErrors, Problem
from populace.exchange.header import Role, fold_heading, role_of
from populace.exchange.own_words import BREAKDOWN
from populace.exchange.tidy.headings import cells_as_headings, measures_as_headings
from populace.exchange.tidy.mapping import PeriodColumns, PlaceColumns, TableMapping, ValueColumn, Words
from populace.exchange.tidy.period_texts import read_period
from populace.exchange.tidy.tables import Table
from populace.exchange.tidy.words import dimensions_named
from populace.i18n import gettext as _
from populace.i18n import join_words

PLACE = frozenset(
    "place facility health_facility clinic site site_code organisation_unit organisationunit org_unit orgunit "
    "机构 机构代码 单位 单位代码 医疗机构 社区 街道".split()
)
PERIOD = frozenset("period month yearmonth year_month reporting_period 月份 年月 报告期 统计期 期间".split())
YEAR_PART = frozenset("year 年 年份 年度".split())
MONTH_PART = frozenset("month 月 月份".split())
MEASURE = frozenset(
    "measure indicator data_element dataelement item variable 指标 项目 数据项 指标名称".split()
)
STATUS = frozenset("status 状态 数据状态".split())
_DIMENSIONS = {
    **dict.fromkeys(("gender", "性别"), SEX),
    **dict.fromkeys(("age_group", "年龄", "年龄组"), AGE),
    BREAKDOWN: BREAKDOWN,
}


@dataclass(frozen=True)
class Guess:
    """What headings say; ``open`` are the parts of a mapping that they leave open, ``unused`` other columns."""

    place: tuple[str, ...]
    period: PeriodColumns
    measure: str
    categories: Mapping[str, str]
    values: tuple[ValueColumn, ...]
    open: tuple[str, ...]
    unused: tuple[str, ...] = ()
    status: str = ""


def propose_mapping(table: Table, catalogue: Catalogue) -> TableMapping:
    """A mapping of ``table`` by its headings.

    :raises InputErrors: the headings leave something open; it names what.
    """
    guess = guess_mapping(table, catalogue)
    if guess.open:
        raise InputErrors(
            [
                Problem(
                    table.label,
                    table.header_row,
                    _("The headings do not say where these stand: {parts}.").format(
                        parts=join_words(guess.open)
                    ),
                    _("Write a mapping that says it, and give it with the file."),
                )
            ]
        )
    return TableMapping(
        place=PlaceColumns(guess.place),
        period=guess.period,
        measure=Words(guess.measure),
        values=guess.values,
        categories={dimension: Words(heading) for dimension, heading in guess.categories.items()},
        status=Words(guess.status),
    )


def guess_mapping(table: Table, catalogue: Catalogue) -> Guess:
    """What the headings of ``table`` say."""
    left = {heading: fold_heading(heading) for heading in table.headers if heading}
    place = _places(left)
    measure, status = _take(left, MEASURE, None), _take(left, STATUS, None)
    period = _period(left)
    categories = _categories(left, catalogue)
    headings = cells_as_headings if measure else measures_as_headings
    figures = tuple(each for each in headings(left, catalogue) if not set(categories) & set(each.categories))
    value = "" if figures else _take(left, frozenset(), Role.VALUE)
    dated: list[str] = []
    if not (figures or value or period.columns):
        dated = [heading for heading in left if read_period(heading, PeriodColumns()) is not None]
        period = PeriodColumns(headings=bool(dated))
    said = {
        _("the place"): bool(place),
        _("the period"): bool(period.columns) or period.headings,
        _("the measure"): bool(measure) or any(each.measure for each in figures),
        _("the value"): bool(value or figures or dated),
    }
    used = {*dated, *(each.column for each in figures)}
    return Guess(
        place,
        period,
        measure,
        categories,
        figures or ((ValueColumn(value),) if value else ()),
        tuple(part for part, is_said in said.items() if not is_said),
        tuple(heading for heading in left if heading not in used),
        status,
    )


def _categories(left: dict[str, str], catalogue: Catalogue) -> dict[str, str]:
    """Headings by dimension; they are taken out of ``left``."""
    named = {**dimensions_named(catalogue), **_DIMENSIONS}
    found: dict[str, str] = {}
    for heading, folded in list(left.items()):
        dimension = named.get(folded)
        if dimension is not None and dimension not in found:
            found[dimension] = heading
            del left[heading]
    return found


def _places(left: dict[str, str]) -> tuple[str, ...]:
    """Every column of places, as people write them from the top of the tree down; else the one with their names."""
    found = tuple(
        heading for heading, folded in left.items() if folded in PLACE or role_of(heading) is Role.PLACE
    )
    for heading in found:
        del left[heading]
    name = _take(left, frozenset(), Role.NAME)
    return found or ((name,) if name else ())


def _take(left: dict[str, str], words: frozenset[str], role: Role | None) -> str:
    """The first heading that is one of ``words`` or has ``role``; it is taken out of ``left``."""
    for heading, folded in left.items():
        if folded in words or (role is not None and role_of(heading) is role):
            del left[heading]
            return heading
    return ""


def _period(left: dict[str, str]) -> PeriodColumns:
    year = next((heading for heading, folded in left.items() if folded in YEAR_PART), "")
    month = next((heading for heading, folded in left.items() if folded in MONTH_PART), "")
    if year and month:
        del left[year], left[month]
        return PeriodColumns((year, month), ("year", "month"))
    column = _take(left, PERIOD, Role.YEAR) or _take(left, frozenset(), Role.DATE)
    return PeriodColumns((column,)) if column else PeriodColumns()
