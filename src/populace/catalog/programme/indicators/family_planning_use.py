"""Use of contraception and need for it, observed for planning.

No target stands on any of these below the nation, and on most of them none at all. Use is a stock: of a year it is the
last count, of a district the sum of its places.
"""

from datetime import date

from populace.catalog.couple_years import (
    DATA4IMPACT,
    REVISED,
    changes,
    couple_years_expression,
)
from populace.catalog.expressions.nodes import Missing, Node
from populace.catalog.expressions.parser import parse
from populace.catalog.expressions.text import text_of
from populace.catalog.indicators import Indicator, Revision
from populace.catalog.programme.methods import LASTING, METHOD, METHODS
from populace.catalog.programme.sources import FP2030, IN_FORCE, SDG_3_7_1
from populace.catalog.subjects import Subject
from populace.i18n import N_

WOMEN = "#{population.sex=female;age=15-49}"
COMPANIONS = ("FP07", "FP12", "FP17")
"""Information given, choice of methods, removal access: what use is always shown with."""

_FIRST = date(2011, 1, 1)
_OF_WOMEN = N_("women aged 15–49")


def couple_years(country: str = "") -> Indicator:
    """FP06 with the factors of ``country`` where it has its own; each revision with the factors of its days."""
    return Indicator(
        "FP06",
        N_("Couple-years of protection"),
        couple_years_expression(_FIRST, country),
        unit=N_("couple-years"),
        subject=Subject.COUPLE_YEARS,
        companions=COMPANIONS,
        note=N_(
            "Units given to users, each times the factor in force on the date. A volume of service, not a number of "
            "users. Sterilisation counts 13 in India, Nepal and Bangladesh."
        ),
        source=DATA4IMPACT,
        in_force="2011",
        numerator_label=N_("sum of units given × factor in force on the date"),
        revisions=tuple(Revision(day, couple_years_expression(day, country)) for day in changes()),
    )


def implied_users(day: date) -> Node:
    """Users that service statistics imply, with the factors of ``day``.

    Of a method that lasts years these are the users counted; of any other the couple-years given at the pace of a year.
    """
    brief = tuple(each.code for each in METHODS if each.code not in LASTING)
    given = text_of(couple_years_expression(day, methods=brief))
    counted = " + ".join(f"#{{modern_users.{METHOD}={method}}}" for method in LASTING)
    return parse(f"({given}) * [yearlyPeriodCount] + {counted}")


USE = (
    Indicator(
        "FP01",
        N_("Modern contraceptive prevalence"),
        parse("#{modern_users}"),
        parse(WOMEN),
        100,
        "%",
        subject=Subject.PREVALENCE,
        companions=COMPANIONS,
        note=N_(
            "Current users are a stock: the last count of the period, summed over places and never over months."
        ),
        source=FP2030,
        in_force=IN_FORCE[FP2030],
        numerator_label=N_("current users of modern methods"),
        denominator_label=_OF_WOMEN,
    ),
    Indicator(
        "FP02",
        N_("Unmet need for modern methods"),
        parse("#{unmet_need.need=spacing} + #{unmet_need.need=limiting} + #{traditional_users}"),
        parse(WOMEN),
        100,
        "%",
        missing=Missing.SKIP_IF_ANY,
        subject=Subject.DEMAND,
        direction="down",
        companions=COMPANIONS,
        note=N_(
            "Counts users of traditional methods as unmet need for a modern one; the version for any method does not. "
            "A target, if any, is the nation's."
        ),
        source=FP2030,
        in_force=IN_FORCE[FP2030],
        numerator_label=N_("unmet need for spacing and for limiting, and users of traditional methods"),
        denominator_label=_OF_WOMEN,
    ),
    Indicator(
        "FP03",
        N_("Demand for family planning satisfied by modern methods"),
        parse("#{modern_users}"),
        parse(
            "#{modern_users} + #{traditional_users} + #{unmet_need.need=spacing} + #{unmet_need.need=limiting}"
        ),
        100,
        "%",
        missing=Missing.SKIP_IF_ANY,
        subject=Subject.DEMAND,
        direction="up",
        companions=COMPANIONS,
        note=N_("A target, if any, is the nation's. Without a figure of unmet need there is no value."),
        source=SDG_3_7_1,
        in_force=IN_FORCE[SDG_3_7_1],
        numerator_label=N_("current users of modern methods"),
        denominator_label=N_("users of any method and women with unmet need for any"),
    ),
    Indicator(
        "FP05",
        N_("Method mix"),
        parse("#{modern_users}"),
        parse("#{modern_users}"),
        100,
        "%",
        subject=Subject.METHOD_USE,
        companions=COMPANIONS,
        note=N_("A description. No method's share is better high or low."),
        source=FP2030,
        in_force=IN_FORCE[FP2030],
        numerator_label=N_("current users of the method"),
        denominator_label=N_("current users of modern methods"),
        mix=METHOD,
    ),
    couple_years(),
    Indicator(
        "FP14",
        N_("Estimated modern use from service statistics"),
        implied_users(_FIRST),
        parse(WOMEN + " * #{reporting_share}"),
        100,
        "%",
        subject=Subject.PREVALENCE,
        companions=COMPANIONS,
        note=N_(
            "Users of short-acting methods are implied by the units given at the pace of a year, users of lasting ones "
            "are counted. Dividing by the share that the reporting services serve adjusts for private providers; where "
            "that share is unknown there is no value."
        ),
        source=FP2030,
        in_force="2011",
        numerator_label=N_("users implied by services, adjusted for the private share"),
        denominator_label=_OF_WOMEN,
        revisions=(Revision(REVISED, implied_users(REVISED)),),
    ),
)
