"""Births and deaths: tables add up to their totals; deaths of mothers and newborns are among all deaths."""

from populace.catalog.programme.rules.sides import part_of, same
from populace.catalog.rules import Importance
from populace.i18n import N_

BIRTHS_DEATHS = (
    same(
        "births_add_up",
        N_("Live births by age of mother and sex add up to the written total"),
        ("#{births}", N_("live births, sum of the table")),
        ("#{births_written_total}", N_("live births, total as written")),
        instruction=N_(
            "Add the table up again: a cell is missing, was entered twice, or the total is wrong."
        ),
    ),
    same(
        "deaths_add_up",
        N_("Deaths by age and sex add up to the written total"),
        ("#{deaths}", N_("deaths, sum of the table")),
        ("#{deaths_written_total}", N_("deaths, total as written")),
        instruction=N_(
            "Add the table up again: a cell is missing, was entered twice, or the total is wrong."
        ),
    ),
    part_of(
        "neonatal_among_infant_deaths",
        N_("Deaths before 28 days are among the deaths below one year"),
        ("#{neonatal_deaths}", N_("deaths before 28 days")),
        ("#{deaths.age=0}", N_("deaths below one year")),
    ),
    part_of(
        "maternal_among_deaths",
        N_("Maternal deaths are among the deaths of women"),
        ("#{maternal_deaths}", N_("maternal deaths")),
        ("#{deaths.sex=female;age=10-54}", N_("deaths of women aged 10–54")),
    ),
    part_of(
        "attended_among_births",
        N_("Attended live births are among all live births"),
        ("#{births_attended}", N_("live births attended by skilled health personnel")),
        ("#{births}", N_("live births")),
        importance=Importance.HIGH,
    ),
)
"""The last three compare figures of facilities with those of the town, and so hold for places that have both."""
