"""Couple-years of protection: how long a unit given protects a couple, by method, with the dates on which that held.

A couple-year is a year of protection. It is a volume of service given, and no measure of anybody's merit: the charter
lets no target stand on it. A figure of 2019 is made with the factors of 2019.

Sources: [MEASURE] MEASURE Evaluation, couple-years of protection, table of 2011 (measureevaluation.org).
[DATA4IMPACT] Data for Impact, couple-years of protection, page of 2022 (data4impactproject.org), which changed some.
"""

from dataclasses import dataclass
from datetime import date

from populace.catalog.expressions.nodes import Node
from populace.catalog.expressions.parser import parse
from populace.catalog.programme.methods import METHOD
from populace.i18n import N_

MEASURE = N_("MEASURE Evaluation, couple-years of protection, table of 2011")
DATA4IMPACT = N_("Data for Impact, couple-years of protection, page of 2022")
REVISED = date(2022, 1, 1)
"""The day from which the factors of 2022 are used."""
_UNTIL = date(2021, 12, 31)


@dataclass(frozen=True)
class CoupleYearFactor:
    """``couple_years`` for every ``units`` given of ``method``.

    It holds from ``first`` to ``last``, both included. Without a first day it is of the table of 2011, and stands for
    the years before that too, for which no table is known. ``country`` (ISO 3166, two letters) is where it holds
    instead of the general one.
    """

    method: str
    unit: str
    source: str
    couple_years: float = 1.0
    units: float = 1.0
    first: date | None = None
    last: date | None = None
    country: str = ""

    @property
    def factor(self) -> float:
        """Couple-years per unit."""
        return self.couple_years / self.units

    def holds(self, day: date) -> bool:
        """Whether it is in force on ``day``."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


_CYCLES, _PIECES, _DOSES = N_("cycles"), N_("pieces"), N_("doses")
_INSERTIONS, _PROCEDURES = N_("insertions"), N_("procedures")

_SUPPLIED = (
    CoupleYearFactor("combined_pill", _CYCLES, MEASURE, units=15),
    CoupleYearFactor("progestin_pill", _CYCLES, MEASURE, units=15, last=_UNTIL),
    CoupleYearFactor("progestin_pill", _CYCLES, DATA4IMPACT, units=12, first=REVISED),
    CoupleYearFactor("emergency_pill", N_("treatments"), MEASURE, units=20),
    CoupleYearFactor("male_condom", _PIECES, MEASURE, units=120),
    CoupleYearFactor("female_condom", _PIECES, MEASURE, units=120),
    CoupleYearFactor("foaming_tablet", N_("tablets"), MEASURE, units=120),
    CoupleYearFactor("dmpa", _DOSES, MEASURE, units=4),
    CoupleYearFactor("net_en", _DOSES, MEASURE, units=6),
    CoupleYearFactor("monthly_injectable", _DOSES, MEASURE, units=13),
    CoupleYearFactor("ring", N_("rings"), MEASURE, units=15),
    CoupleYearFactor("patch", N_("patches"), MEASURE, units=15),
    CoupleYearFactor("diaphragm", N_("diaphragms"), DATA4IMPACT, 1.0, first=REVISED),
)

_INSERTED = (
    CoupleYearFactor("copper_iud", _INSERTIONS, MEASURE, 4.6),
    CoupleYearFactor("hormonal_iud", _INSERTIONS, MEASURE, 3.3, last=_UNTIL),
    CoupleYearFactor("hormonal_iud", _INSERTIONS, DATA4IMPACT, 4.8, first=REVISED),
    CoupleYearFactor("implant_3y", _INSERTIONS, MEASURE, 2.5),
    CoupleYearFactor("implant_levoplant", _INSERTIONS, MEASURE, 3.2, last=_UNTIL),
    CoupleYearFactor("implant_levoplant", _INSERTIONS, DATA4IMPACT, 2.5, first=REVISED),
    CoupleYearFactor("implant_5y", _INSERTIONS, MEASURE, 3.8),
)

_OTHERS = (
    CoupleYearFactor("standard_days", N_("trained adopters"), MEASURE, 1.5),
    CoupleYearFactor("lam", N_("users"), MEASURE, 0.25),
    CoupleYearFactor("female_sterilisation", _PROCEDURES, MEASURE, 10.0),
    CoupleYearFactor("male_sterilisation", _PROCEDURES, MEASURE, 10.0),
    *(
        CoupleYearFactor(method, _PROCEDURES, MEASURE, 13.0, country=country)
        for method in ("female_sterilisation", "male_sterilisation")
        for country in ("IN", "NP", "BD")
    ),
)

COUPLE_YEAR_FACTORS: tuple[CoupleYearFactor, ...] = (*_SUPPLIED, *_INSERTED, *_OTHERS)
"""Every factor, those of one method in the order of their dates, exceptions of a country last."""


def factor_in_force(method: str, day: date, country: str = "") -> CoupleYearFactor | None:
    """The factor of ``method`` on ``day`` in ``country``, with its source; ``None`` where there is none."""
    held = [each for each in COUPLE_YEAR_FACTORS if each.method == method and each.holds(day)]
    own = [each for each in held if country and each.country == country]
    general = [each for each in held if not each.country]
    return next(iter([*own, *general]), None)


def factor_on(method: str, day: date, country: str = "") -> float | None:
    """Couple-years per unit of ``method`` given on ``day`` in ``country``; ``None`` where no factor was in force."""
    found = factor_in_force(method, day, country)
    return None if found is None else found.factor


def changes() -> tuple[date, ...]:
    """The days on which some factor changed, the earliest first."""
    return tuple(sorted({each.first for each in COUPLE_YEAR_FACTORS if each.first is not None}))


def couple_years_expression(
    day: date, country: str = "", methods: tuple[str, ...] | None = None, measure: str = "distributed"
) -> Node:
    """Couple-years of what ``measure`` counts by method, with the factors in force on ``day`` in ``country``.

    ``methods`` limits it to some; a method without a factor on ``day`` is left out. Days of one period can stand on
    either side of one of ``changes()``: such a period is computed in two parts.
    """
    named = dict.fromkeys(each.method for each in COUPLE_YEAR_FACTORS)
    factors = (factor_in_force(each, day, country) for each in (methods or named))
    return parse(" + ".join(_term(measure, each) for each in factors if each is not None))


def _term(measure: str, factor: CoupleYearFactor) -> str:
    """``units × couple-years``, or ``units / units per couple-year``, as the table writes it."""
    given = f"#{{{measure}.{METHOD}={factor.method}}}"
    if factor.units != 1:
        return f"{given} / {factor.units:g}"
    return f"{given} * {factor.couple_years:g}"
