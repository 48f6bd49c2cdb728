"""The measures of population change, as declarations: what a folder of tables may count.

Every one is a number for a place and a period, at most by sex and by age.
"""

from dataclasses import replace

from populace.catalog.dimensions import AGE, SEX
from populace.catalog.measure import Kind, Measure
from populace.catalog.subjects import Subject
from populace.i18n import N_

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
            subject=Subject.POPULATION,
        ),
        Measure(
            "births",
            N_("Live births, by age of mother or in total"),
            Kind.FLOW,
            N_("births"),
            ("births", "birth", "live_births", "出生", "出生数", "出生人数", "活产数"),
            optional=frozenset({SEX, AGE}),
            subject=Subject.BIRTHS,
        ),
        Measure(
            "deaths",
            N_("Deaths, by sex and age or in total"),
            Kind.FLOW,
            N_("deaths"),
            ("deaths", "death", "死亡", "死亡数", "死亡人数"),
            optional=frozenset({SEX, AGE}),
            subject=Subject.DEATHS,
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
            subject=Subject.MIGRATION,
        ),
        Measure(
            "life_expectancy",
            N_("Life expectancy at birth"),
            Kind.RATE,
            N_("years"),
            ("life_expectancy", "life_expectancy_at_birth", "e0", "lex", "预期寿命", "平均预期寿命"),
            optional=frozenset({SEX}),
            subject=Subject.DEATHS,
        ),
        Measure(
            "mortality_rate",
            N_("Central death rate by age (mx)"),
            Kind.RATE,
            N_("deaths per person-year"),
            ("mortality_rate", "mx", "death_rate", "死亡率"),
            required=frozenset({SEX, AGE}),
            subject=Subject.DEATHS,
        ),
        Measure(
            "total_fertility",
            N_("Total fertility"),
            Kind.RATE,
            N_("births per woman"),
            ("total_fertility", "tfr", "总和生育率"),
            subject=Subject.FERTILITY,
        ),
        Measure(
            "fertility_rate",
            N_("Age-specific fertility rate (asfr)"),
            Kind.RATE,
            N_("births per woman-year"),
            ("fertility_rate", "asfr", "生育率", "年龄别生育率"),
            required=frozenset({AGE}),
            subject=Subject.FERTILITY,
        ),
        Measure(
            "fertility_share",
            N_("Share of total fertility by age group"),
            Kind.RATE,
            N_("per cent of total fertility"),
            ("fertility_share", "pasfr", "生育模式"),
            required=frozenset({AGE}),
            subject=Subject.FERTILITY,
        ),
        Measure(
            "sex_ratio_at_birth",
            N_("Sex ratio at birth"),
            Kind.RATE,
            N_("boys per girl"),
            ("sex_ratio_at_birth", "srb", "出生性别比"),
            subject=Subject.SEX_RATIO,
        ),
    )
}
"""Every measure by its code."""

BIRTHS_BY_MONTH = "births_by_month"
"""The code that births keep in the tables of a forecast where they were given by month: they are births, and no other
measure, but a month's number never stands for a year's."""

TABLE_MEASURES: dict[str, Measure] = {
    **MEASURES,
    BIRTHS_BY_MONTH: replace(
        MEASURES["births"], code=BIRTHS_BY_MONTH, label=N_("Live births by month"), names=()
    ),
}
"""Every code that the rows of a folder's tables may have."""
