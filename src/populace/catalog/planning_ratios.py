"""What a birth and a child ask for: the ratios that turn counts into staff, beds and places.

Each ratio carries its value, unit, source and the date from which it holds. Every one is an assumption that a planner
may replace (a table ``planning_ratios`` in the folder, or ``--ratio code=value``). They are needs for planning: none of
them is a target for births, and none is anybody's duty.
"""

from dataclasses import dataclass, replace
from enum import Enum

from populace.i18n import N_


class Basis(Enum):
    """The count that a ratio is applied to."""

    BIRTHS = "births"
    AGES = "ages"
    NEED = "need"


@dataclass(frozen=True)
class PlanningRatio:
    """``need = basis / value`` where ``per`` is true (people per unit), else ``basis * value``.

    ``ages`` is the inclusive range of completed years for ``Basis.AGES``; ``of`` is the code of another need for
    ``Basis.NEED`` (teachers follow the places they teach).
    """

    code: str
    label: str
    unit: str
    meaning: str
    basis: Basis
    value: float
    per: bool
    source: str
    in_force: str
    ages: tuple[int, int] | None = None
    of: str | None = None

    def replaced(self, value: float, source: str) -> "PlanningRatio":
        """The same ratio with the value and source of a user."""
        return replace(self, value=value, source=source)


PLANNING_RATIOS: dict[str, PlanningRatio] = {
    ratio.code: ratio
    for ratio in (
        PlanningRatio(
            "midwives",
            N_("Midwives"),
            N_("midwives"),
            N_("births a year that one midwife attends"),
            Basis.BIRTHS,
            175.0,
            True,
            N_(
                "WHO, World Health Report 2005, chapter 5: 20 midwives for 3,600 births a year, rounded to 175 each"
            ),
            "2005",
        ),
        PlanningRatio(
            "maternity_beds",
            N_("Maternity beds"),
            N_("beds"),
            N_("births a year that one bed serves: 365 days at 75 % occupancy and a stay of 3 days"),
            Basis.BIRTHS,
            91.25,
            True,
            N_(
                "Planner's assumption: 3 days, above the minimum of 24 hours after birth in WHO's postnatal care "
                "recommendations 2022; 75 % occupancy leaves room for the busiest weeks"
            ),
            "2022",
        ),
        PlanningRatio(
            "nursery_places",
            N_("Nursery places (ages 0–2)"),
            N_("places"),
            N_("places per child aged 0–2"),
            Basis.AGES,
            0.36,
            False,
            N_(
                "OECD Family Database PF3.2: on average 36 % of children under 3 took part in early childhood "
                "education and care (2020)"
            ),
            "2020",
            ages=(0, 2),
        ),
        PlanningRatio(
            "kindergarten_places",
            N_("Kindergarten places (ages 3–5)"),
            N_("places"),
            N_("places per child aged 3–5"),
            Basis.AGES,
            0.9,
            False,
            N_(
                "China, Ministry of Education, statistical bulletin 2023: gross pre-school enrolment 91.1 %, rounded"
            ),
            "2023",
            ages=(3, 5),
        ),
        PlanningRatio(
            "primary_places",
            N_("Primary school places (ages 6–11)"),
            N_("places"),
            N_("places per child aged 6–11"),
            Basis.AGES,
            1.0,
            False,
            N_("Compulsory schooling: every child has a place"),
            "1986",
            ages=(6, 11),
        ),
        PlanningRatio(
            "junior_secondary_places",
            N_("Junior-secondary school places (ages 12–14)"),
            N_("places"),
            N_("places per child aged 12–14"),
            Basis.AGES,
            1.0,
            False,
            N_("Compulsory schooling: every child has a place"),
            "1986",
            ages=(12, 14),
        ),
        PlanningRatio(
            "kindergarten_teachers",
            N_("Kindergarten teachers"),
            N_("teachers"),
            N_("kindergarten places per teacher"),
            Basis.NEED,
            15.0,
            True,
            N_(
                "China, Ministry of Education, kindergarten staffing standard (2013, provisional): two teachers to a "
                "full-day class of about 30"
            ),
            "2013",
            of="kindergarten_places",
        ),
        PlanningRatio(
            "primary_teachers",
            N_("Primary school teachers"),
            N_("teachers"),
            N_("primary pupils per member of the teaching staff"),
            Basis.NEED,
            19.0,
            True,
            N_("China, unified staffing standard of 2014: 1 to 19 in primary schools"),
            "2014",
            of="primary_places",
        ),
        PlanningRatio(
            "junior_secondary_teachers",
            N_("Junior-secondary school teachers"),
            N_("teachers"),
            N_("junior-secondary pupils per member of the teaching staff"),
            Basis.NEED,
            13.5,
            True,
            N_("China, unified staffing standard of 2014: 1 to 13.5 in junior-secondary schools"),
            "2014",
            of="junior_secondary_places",
        ),
    )
}
"""Every ratio by its code, in the order in which the report shows them."""
