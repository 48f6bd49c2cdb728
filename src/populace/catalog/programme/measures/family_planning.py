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
        (
            "new_users",
            "new acceptors",
            "new_acceptors",
            "first-time users",
            "新使用者",
            "新使用人数",
            "避孕新用户数",
        ),
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
        (
            "modern_users",
            "current users",
            "current_users",
            "modern method users",
            "现用者",
            "现用人数",
            "现代避孕方法使用人数",
            "避孕措施使用人数",
        ),
        optional=frozenset({METHOD, AGE}),
        subject=Subject.PREVALENCE,
        sensitive=True,
    ),
    Measure(
        "traditional_users",
        N_("Current users of traditional methods"),
        Kind.STOCK,
        N_("users"),
        ("traditional_users", "traditional method users", "传统避孕方法使用人数"),
        optional=frozenset({AGE}),
        subject=Subject.PREVALENCE,
        sensitive=True,
    ),
    Measure(
        "unmet_need",
        N_("Women who use no method and want a later birth or no further one"),
        Kind.STOCK,
        N_("women"),
        ("unmet_need", "unmet need", "women with unmet need", "未满足需求", "避孕未满足需求人数"),
        optional=frozenset({NEED, AGE}),
        subject=Subject.DEMAND,
        sensitive=True,
    ),
    Measure(
        "reporting_share",
        N_("Share of modern users whom the reporting services serve (one less the private share)"),
        Kind.RATE,
        N_("share of one"),
        ("reporting_share", "public share", "reporting share", "报告机构服务份额"),
        subject=Subject.PREVALENCE,
    ),
)

_INFORMATION = (
    Measure(
        "information_asked",
        N_("Users asked what they were told"),
        Kind.FLOW,
        N_("users"),
        ("information_asked", "users asked", "mii_asked", "询问人数", "被询问使用者数"),
        subject=Subject.INFORMATION,
        whole=True,
    ),
    Measure(
        "information_three",
        N_("Users told of other methods, of side effects and of what to do about them"),
        Kind.FLOW,
        N_("users"),
        ("information_three", "told all three", "mii_three", "三项告知人数"),
        subject=Subject.INFORMATION,
        whole=True,
    ),
    Measure(
        "information_four",
        N_("Users told all three and that they may switch"),
        Kind.FLOW,
        N_("users"),
        ("information_four", "told all four", "mii_four", "四项告知人数"),
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
        ("insertions", "devices inserted", "放置例数", "放置数"),
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
        ("removals_requested", "removals requested", "removals asked for", "要求取出例数", "要求取出数"),
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
        ("removals_done", "removals done", "取出例数", "取出数"),
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
        ("service_points", "service delivery points", "sdp", "服务点数", "服务机构数"),
        optional=frozenset({LEVEL}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_with_choice",
        N_("Service points with a choice: 3 modern methods at primary level, 5 at higher levels"),
        Kind.STOCK,
        N_("service points"),
        ("points_with_choice", "points with a choice of methods", "可选方法服务点数"),
        optional=frozenset({LEVEL}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_offering",
        N_("Service points that offer the method"),
        Kind.STOCK,
        N_("service points"),
        ("points_offering", "points offering the method", "提供该方法服务点数"),
        optional=frozenset({METHOD}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_without",
        N_("Service points that offer the method and had none on the day"),
        Kind.STOCK,
        N_("service points"),
        ("points_without", "points stocked out", "stocked out facilities", "断货服务点数"),
        optional=frozenset({METHOD}),
        subject=Subject.STOCK,
        whole=True,
    ),
    Measure(
        "points_inserting",
        N_("Service points that can insert the device"),
        Kind.STOCK,
        N_("service points"),
        ("points_inserting", "points inserting", "可放置服务点数"),
        optional=frozenset({DEVICE}),
        subject=Subject.READINESS,
        whole=True,
    ),
    Measure(
        "points_removing",
        N_("Service points that can insert the device and can also remove it"),
        Kind.STOCK,
        N_("service points"),
        ("points_removing", "points removing", "可取出服务点数"),
        optional=frozenset({DEVICE}),
        subject=Subject.REMOVAL,
        whole=True,
    ),
)

FAMILY_PLANNING = (*_USERS, *_INFORMATION, *_DEVICES, *_POINTS)
