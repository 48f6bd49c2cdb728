"""What may be counted: the measures of a folder of tables, as declarations.

A **flow** is counted over a year and sums over time. A **stock** is counted at a date and never sums over time.
A **rate** is a level that is given rather than counted (a life expectancy, a total fertility).
Every measure is a number for a place and a period, at most by sex and by age; there is no other breakdown.
"""

from dataclasses import dataclass, field
from enum import Enum

from populace.i18n import N_


class Kind(Enum):
    """How a measure behaves over time."""

    FLOW = "flow"
    STOCK = "stock"
    RATE = "rate"


class Breakdown(Enum):
    """What a measure may be broken down by."""

    SEX = "sex"
    AGE = "age"


SEX, AGE = Breakdown.SEX, Breakdown.AGE


@dataclass(frozen=True)
class Measure:
    """One thing that is counted.

    ``required`` breakdowns must be in the table, ``optional`` ones may be. ``names`` are the words by which people
    call it in file, sheet and column names, in lower case, the code itself first.
    """

    code: str
    label: str
    kind: Kind
    unit: str
    names: tuple[str, ...]
    required: frozenset[Breakdown] = field(default_factory=frozenset)
    optional: frozenset[Breakdown] = field(default_factory=frozenset)


MEASURES: dict[str, Measure] = {
    measure.code: measure
    for measure in (
        Measure(
            "population",
            N_("Population by sex and age"),
            Kind.STOCK,
            N_("persons"),
            ("population", "pop", "residents", "人口", "人口数", "常住人口", "户籍人口"),
            required=frozenset({SEX, AGE}),
        ),
        Measure(
            "births",
            N_("Live births, by age of mother or in total"),
            Kind.FLOW,
            N_("births"),
            ("births", "birth", "live_births", "出生", "出生数", "出生人数", "活产数"),
            optional=frozenset({SEX, AGE}),
        ),
        Measure(
            "deaths",
            N_("Deaths, by sex and age or in total"),
            Kind.FLOW,
            N_("deaths"),
            ("deaths", "death", "死亡", "死亡数", "死亡人数"),
            optional=frozenset({SEX, AGE}),
        ),
        Measure(
            "net_migration",
            N_("Net migration: arrivals less departures"),
            Kind.FLOW,
            N_("persons"),
            (
                "net_migration",
                "netmig",
                "net_migrants",
                "migration",
                "净迁移",
                "净迁入",
                "净迁入人数",
                "迁移",
            ),
            optional=frozenset({SEX, AGE}),
        ),
        Measure(
            "life_expectancy",
            N_("Life expectancy at birth"),
            Kind.RATE,
            N_("years"),
            ("life_expectancy", "life_expectancy_at_birth", "e0", "lex", "预期寿命", "平均预期寿命"),
            optional=frozenset({SEX}),
        ),
        Measure(
            "mortality_rate",
            N_("Central death rate by age (mx)"),
            Kind.RATE,
            N_("deaths per person-year"),
            ("mortality_rate", "mx", "death_rate", "死亡率"),
            required=frozenset({SEX, AGE}),
        ),
        Measure(
            "total_fertility",
            N_("Total fertility"),
            Kind.RATE,
            N_("births per woman"),
            ("total_fertility", "tfr", "总和生育率"),
        ),
        Measure(
            "fertility_rate",
            N_("Age-specific fertility rate (asfr)"),
            Kind.RATE,
            N_("births per woman-year"),
            ("fertility_rate", "asfr", "生育率", "年龄别生育率"),
            required=frozenset({AGE}),
        ),
        Measure(
            "fertility_share",
            N_("Share of total fertility by age group"),
            Kind.RATE,
            N_("per cent of total fertility"),
            ("fertility_share", "pasfr", "生育模式"),
            required=frozenset({AGE}),
        ),
        Measure(
            "sex_ratio_at_birth",
            N_("Sex ratio at birth"),
            Kind.RATE,
            N_("boys per girl"),
            ("sex_ratio_at_birth", "srb", "出生性别比"),
        ),
    )
}
"""Every measure by its code."""
