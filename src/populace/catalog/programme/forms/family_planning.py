"""Family planning of the month and its supplies, by service point.

In its tables a line is a measure and a column a method or device.
"""

from populace.catalog.forms import Form, Section, Table
from populace.catalog.periods import Length
from populace.catalog.programme.dimensions import DEVICE, LEVEL
from populace.catalog.programme.forms.layout import FACILITIES, columns, counts, lines
from populace.catalog.programme.methods import METHOD, METHODS, SUPPLIES
from populace.i18n import N_

_METHODS = columns(METHOD, tuple(each.code for each in METHODS))
_SUPPLIED = columns(METHOD, tuple(each.code for each in SUPPLIES))
_DEVICES = columns(DEVICE, ("implant", "iud"))
_LEVELS = columns(LEVEL, ("primary", "higher"))

FAMILY_PLANNING = Form(
    "family_planning",
    N_("Family planning and supplies"),
    Length.MONTH,
    10,
    (
        Section(
            N_("Users, by method"), (Table(lines("new_users", "modern_users", "distributed"), _METHODS),)
        ),
        Section(
            N_("Supplies, by method"),
            (
                Table(
                    lines(
                        "stock_opening", "stock_received", "stock_adjusted", "stock_closing", "stock_out_days"
                    ),
                    _SUPPLIED,
                ),
            ),
        ),
        Section(
            N_("Implants and IUDs: insertion, and removal on request"),
            (Table(lines("insertions", "removals_requested", "removals_done"), _DEVICES),),
        ),
        Section(
            N_("What users were told"),
            (counts("information_asked", "information_three", "information_four"),),
        ),
        Section(
            N_("The service point on the last day of the month"),
            (
                Table(lines("service_points", "points_with_choice"), _LEVELS),
                Table(lines("points_offering", "points_without"), _METHODS),
                Table(lines("points_inserting", "points_removing"), _DEVICES),
            ),
        ),
    ),
    kinds=FACILITIES,
)
"""A service point writes 1 where it is, has or can what is asked, else 0; sums over places count the points."""
