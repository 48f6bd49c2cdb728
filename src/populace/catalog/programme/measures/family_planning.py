"""Family planning: users, what they were told, removals, need, and where services are.

Users are a **stock**: the last count of a year, summed over places, never summed over months. New users, insertions
and removals are flows. Nothing here can carry a target but what a service owes: information, removal, readiness.
"""

from populace.catalog.dimensions import AGE, SEX
from populace.catalog.measure import Kind, Measure
from populace.catalog.programme.dimensions import DEVICE, LEVEL, NEED
from populace.catalog.programme.methods import METHOD
from populace.catalog.subjects import Subject
from populace.i18n import N_

_USERS = (
    Measure(
        "new_users",
        N_("New users of a modern method"),
        Kind.FLOW,
        N_("users"),
        optional=frozenset({METHOD, AGE, SEX}),
        subject=Subject.ACCEPTORS,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "modern_users",
        N_("Current users of modern methods"),
        Kind.STOCK,
        N_("users"),
        optional=frozenset({METHOD, AGE}),
        subject=Subject.PREVALENCE,
        sensitive=True,
    ),
    Measure(
        "traditional_users",
        N_("Current users of traditional methods"),
        Kind.STOCK,
        N_("users"),
        optional=frozenset({AGE}),
        subject=Subject.PREVALENCE,
        sensitive=True,
    ),
    Measure(
        "unmet_need",
        N_("Women who use no method and want a later birth or no further one"),
        Kind.STOCK,
        N_("women"),
        optional=frozenset({NEED, AGE}),
        subject=Subject.DEMAND,
        sensitive=True,
    ),
    Measure(
        "reporting_share",
        N_("Share of modern users whom the reporting services serve (one less the private share)"),
        Kind.RATE,
        N_("share of one"),
        subject=Subject.PREVALENCE,
    ),
)

_INFORMATION = (
    Measure(
        "information_asked",
        N_("Users asked what they were told"),
        Kind.FLOW,
        N_("users"),
        subject=Subject.INFORMATION,
        whole=True,
    ),
    Measure(
        "information_three",
        N_("Users told of other methods, of side effects and of what to do about them"),
        Kind.FLOW,
        N_("users"),
        subject=Subject.INFORMATION,
        whole=True,
    ),
    Measure(
        "information_four",
        N_("Users told all three and that they may switch"),
        Kind.FLOW,
        N_("users"),
        subject=Subject.INFORMATION,
        whole=True,
    ),
)

_DEVICES = (
    Measure(
        "insertions",
        N_("Implants and IUDs inserted"),
        Kind.FLOW,
        N_("insertions"),
        optional=frozenset({DEVICE}),
        subject=Subject.METHOD_USE,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "removals_requested",
        N_("Removals of implants and IUDs asked for"),
        Kind.FLOW,
        N_("removals"),
        optional=frozenset({DEVICE}),
        subject=Subject.REMOVAL,
        sensitive=True,
        whole=True,
    ),
    Measure(
        "removals_done",
        N_("Removals of implants and IUDs done of those asked for"),
        Kind.FLOW,
        N_("removals"),
        optional=frozenset({DEVICE}),
        subject=Subject.REMOVAL,
        sensitive=True,
        whole=True,
    ),
)

_POINTS = (
    Measure(
        "service_points",
        N_("Service points for family planning"),
        Kind.STOCK,
        N_("service points"),
        optional=frozenset({LEVEL}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_with_choice",
        N_("Service points with a choice: 3 modern methods at primary level, 5 at higher levels"),
        Kind.STOCK,
        N_("service points"),
        optional=frozenset({LEVEL}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_offering",
        N_("Service points that offer the method"),
        Kind.STOCK,
        N_("service points"),
        optional=frozenset({METHOD}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_without",
        N_("Service points that offer the method and had none on the day"),
        Kind.STOCK,
        N_("service points"),
        optional=frozenset({METHOD}),
        subject=Subject.STOCK,
        whole=True,
    ),
    Measure(
        "points_inserting",
        N_("Service points that can insert the device"),
        Kind.STOCK,
        N_("service points"),
        optional=frozenset({DEVICE}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_removing",
        N_("Service points that can insert the device and can also remove it"),
        Kind.STOCK,
        N_("service points"),
        optional=frozenset({DEVICE}),
        subject=Subject.REMOVAL,
        whole=True,
    ),
)

FAMILY_PLANNING = (*_USERS, *_INFORMATION, *_DEVICES, *_POINTS)
