"""Family planning: what was told, done and offered is part of what was asked, asked for and there."""

from populace.catalog.periods import Length
from populace.catalog.programme.dimensions import DEVICE, LEVEL
from populace.catalog.programme.methods import IMPLANTS, METHOD
from populace.catalog.programme.rules.sides import part_of, same
from populace.catalog.rules import Importance
from populace.i18n import N_

_ENTERED = N_("Compare the register of procedures with the count of devices given.")

FAMILY_PLANNING = (
    part_of(
        "new_among_current_users",
        N_("New users are among the current users at the end of the period"),
        ("#{new_users}", N_("new users")),
        ("#{modern_users}", N_("current users of modern methods")),
        by=METHOD,
        importance=Importance.LOW,
    ),
    part_of(
        "users_among_women",
        N_("Users are among the women aged 15–49"),
        ("#{modern_users} + #{traditional_users}", N_("users of any method")),
        ("#{population.sex=female;age=15-49}", N_("women aged 15–49")),
        length=Length.YEAR,
    ),
    part_of(
        "told_three_among_asked",
        N_("Users told all three are among those asked"),
        ("#{information_three}", N_("users told all three")),
        ("#{information_asked}", N_("users asked")),
        importance=Importance.HIGH,
    ),
    part_of(
        "told_four_among_three",
        N_("Users told also of switching are among those told all three"),
        ("#{information_four}", N_("users told all three and that they may switch")),
        ("#{information_three}", N_("users told all three")),
        importance=Importance.HIGH,
    ),
    same(
        "iud_insertions",
        N_("IUDs inserted are the IUDs given"),
        ("#{insertions.device=iud}", N_("IUDs inserted")),
        ("#{distributed.method=copper_iud} + #{distributed.method=hormonal_iud}", N_("IUDs given")),
        instruction=_ENTERED,
        importance=Importance.MEDIUM,
    ),
    same(
        "implant_insertions",
        N_("Implants inserted are the implants given"),
        ("#{insertions.device=implant}", N_("implants inserted")),
        (
            " + ".join(f"#{{distributed.method={each}}}" for each in IMPLANTS),
            N_("implants given"),
        ),
        instruction=_ENTERED,
        importance=Importance.MEDIUM,
    ),
    part_of(
        "removals_among_requests",
        N_("Removals done are among those asked for"),
        ("#{removals_done}", N_("removals done")),
        ("#{removals_requested}", N_("removals asked for")),
        by=DEVICE,
    ),
    part_of(
        "choice_among_points",
        N_("Service points with a choice are among all"),
        ("#{points_with_choice}", N_("service points with a choice")),
        ("#{service_points}", N_("service points")),
        by=LEVEL,
        importance=Importance.HIGH,
    ),
    part_of(
        "without_among_offering",
        N_("Service points without the method are among those that offer it"),
        ("#{points_without}", N_("service points without the method")),
        ("#{points_offering}", N_("service points that offer it")),
        by=METHOD,
        importance=Importance.HIGH,
    ),
    part_of(
        "removing_among_inserting",
        N_("Service points that remove are among those that insert"),
        ("#{points_removing}", N_("service points that insert and remove")),
        ("#{points_inserting}", N_("service points that insert")),
        by=DEVICE,
    ),
)
