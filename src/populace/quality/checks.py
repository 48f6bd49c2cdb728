"""The checks, as declarations: what each looks for, where it draws the line, and who says so.

The lines are defaults; ``Limits`` replaces any of them. None is a target for what is counted: all are about whether a
figure can be what its place meant to report.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType

from populace.errors import UserError
from populace.i18n import N_, join_words
from populace.i18n import gettext as _


class Need(Enum):
    """What a check needs besides the figures of the return itself."""

    EARLIER = "earlier figures"
    NEIGHBOURS = "other places"
    ARRIVAL = "when returns came"
    FORM = "a form"
    RULES = "rules"
    ACCOUNTS = "another account of the same"
    AGES = "single years of age"


@dataclass(frozen=True)
class Limit:
    """Where a check draws the line: ``value`` in ``unit``."""

    code: str
    value: float
    unit: str
    source: str


@dataclass(frozen=True)
class Check:
    """One check. ``needs`` is what it cannot do without."""

    code: str
    label: str
    limits: tuple[Limit, ...] = ()
    source: str = ""
    needs: frozenset[Need] = frozenset()


WHO = N_("World Health Organization, data quality app and its successor: default thresholds")
IGLEWICZ = N_("Iglewicz & Hoaglin 1993, How to Detect and Handle Outliers")
BENJAMINI = N_("Benjamini & Hochberg 1995, Journal of the Royal Statistical Society B 57: 289–300")
UN_WHIPPLE = N_(
    "United Nations, Demographic Yearbook, technical notes: below 125 ages are at least approximate, above 175 very "
    "rough"
)
BALANCE = N_(
    "Logistics Handbook, USAID | DELIVER PROJECT 2011: closing = opening + received − given + adjusted"
)
ARITHMETIC = N_("arithmetic")
SAME_TAIL = N_("what lies beyond 3 standard deviations of a normal distribution, 27 in 10,000")
TWENTIETH = N_("one flag in twenty by chance at most")
RARE = N_("one in a thousand: series are many")

_SHARE, _SCORES, _MONTHS, _CHANCE = N_("share"), N_("spreads"), N_("periods"), N_("chance")
_NONE: frozenset[Need] = frozenset()
_EARLIER, _FORM = frozenset({Need.EARLIER}), frozenset({Need.FORM})

REPORTING = (
    Check(
        "completeness",
        N_("Returns received of those expected"),
        (Limit("least", 0.90, _SHARE, WHO),),
        WHO,
        _FORM,
    ),
    Check(
        "timeliness",
        N_("Returns received by the deadline of those expected"),
        (Limit("least", 0.75, _SHARE, WHO),),
        WHO,
        _FORM | {Need.ARRIVAL},
    ),
    Check(
        "cell_completeness",
        N_("Figures given of those on the returns received; zero is a value"),
        (Limit("least", 0.90, _SHARE, WHO),),
        WHO,
        _FORM,
    ),
    Check(
        "inactive",
        N_("Places that fell silent or began to report within the window"),
        (Limit("silent", 6, _MONTHS, WHO),),
        WHO,
        _FORM,
    ),
    Check(
        "never_reported", N_("Places from which a form is expected and never came"), source=WHO, needs=_FORM
    ),
)

OUTLIERS = (
    Check(
        "extreme_value",
        N_("Far from the other figures of its year"),
        (Limit("score", 3.0, _SCORES, WHO),),
        WHO,
        _EARLIER,
    ),
    Check(
        "unusual_value",
        N_("Far from what its series leads one to expect"),
        (Limit("score", 3.5, _SCORES, IGLEWICZ),),
        IGLEWICZ,
        _EARLIER,
    ),
    Check(
        "unlikely_count",
        N_("A small count that chance does not explain"),
        (Limit("chance", 0.0027, _CHANCE, SAME_TAIL),),
        N_("Krishnamoorthy & Peng 2011, Journal of Statistical Planning and Inference 141: 2135–2145"),
        _EARLIER,
    ),
    Check(
        "moderate_value",
        N_("Away from the other figures of its year, twice or more in the year"),
        (Limit("score", 2.0, _SCORES, WHO), Limit("times", 2, _MONTHS, WHO)),
        WHO,
        _EARLIER,
    ),
    Check(
        "share_of_parent",
        N_("Its share of the place above jumps"),
        (Limit("score", 3.5, _SCORES, IGLEWICZ), Limit("change", 0.33, _SHARE, WHO)),
        WHO,
        _EARLIER | {Need.NEIGHBOURS},
    ),
)
"""In the order in which a figure that several of them find is named."""

RULES = (
    Check(
        "rule",
        N_("A rule of the catalogue does not hold"),
        source=N_("the rule's own source"),
        needs=frozenset({Need.RULES}),
    ),
)

STOCK = (
    Check("stock_balance", N_("Closing stock is not opening + received − given + adjusted"), source=BALANCE),
    Check(
        "stock_carry_over",
        N_("Opening stock is not the closing stock of the period before"),
        source=BALANCE,
        needs=_EARLIER,
    ),
    Check("stock_out_days", N_("More days without stock than the period has"), source=ARITHMETIC),
    Check("negative_stock", N_("A stock below zero"), source=ARITHMETIC),
)

CONSISTENCY = (
    Check(
        "year_on_year",
        N_("The year against up to three years before, compared with the place above"),
        (
            Limit("change", 0.33, _SHARE, WHO),
            Limit("score", 3.0, _SCORES, SAME_TAIL),
            Limit(
                "present", 0.75, _SHARE, N_("three quarters of a year's returns: with fewer, a year is none")
            ),
        ),
        WHO,
        _EARLIER | {Need.NEIGHBOURS},
    ),
    Check(
        "related",
        N_("Two measures that go together do not"),
        (Limit("tolerance", 0.10, _SHARE, WHO),),
        WHO,
    ),
    Check(
        "survey",
        N_("Routine figures against a survey"),
        (Limit("tolerance", 0.33, _SHARE, WHO),),
        WHO,
        frozenset({Need.ACCOUNTS}),
    ),
    Check(
        "denominator",
        N_("A denominator from services against one from a projection"),
        (Limit("tolerance", 0.10, _SHARE, WHO),),
        WHO,
        frozenset({Need.ACCOUNTS}),
    ),
)

PATTERNS = (
    Check(
        "digit_preference",
        N_("Figures end on 0 or 5 too often"),
        (
            Limit("rate", 0.05, _CHANCE, TWENTIETH),
            Limit(
                "figures",
                50,
                N_("figures"),
                N_("with fewer, a share of a fifth is uncertain by more than 11 points"),
            ),
            Limit("excess", 0.10, _SHARE, N_("one figure in ten: less changes no decision")),
        ),
        BENJAMINI,
    ),
    Check(
        "age_heaping",
        N_("Ages end on 0 or 5 too often"),
        (Limit("whipple", 125, N_("index"), UN_WHIPPLE),),
        UN_WHIPPLE,
        frozenset({Need.AGES}),
    ),
    Check(
        "repeated_value",
        N_("The same figure period after period, more often than chance repeats one"),
        (Limit("chance", 0.001, _CHANCE, RARE), Limit("rate", 0.05, _CHANCE, TWENTIETH)),
        N_("Skellam 1946, Journal of the Royal Statistical Society 109: 296 (two equal Poisson counts)"),
        _EARLIER,
    ),
    Check(
        "repeated_form",
        N_("A whole form repeats the one before"),
        (
            Limit("chance", 0.001, _CHANCE, RARE),
            Limit("cells", 3, N_("cells"), N_("one or two cells can repeat by themselves")),
        ),
        N_("Skellam 1946, Journal of the Royal Statistical Society 109: 296 (two equal Poisson counts)"),
        _EARLIER | {Need.FORM},
    ),
)

CHECKS: Mapping[str, Check] = MappingProxyType(
    {each.code: each for each in (*REPORTING, *OUTLIERS, *RULES, *STOCK, *CONSISTENCY, *PATTERNS)}
)
"""Every check by its code."""


@dataclass(frozen=True)
class Limits:
    """The lines to draw: the defaults of the checks, but for those in ``own``, by check and limit.

    :raises UserError: a check or a limit that there is none of.
    """

    own: Mapping[tuple[str, str], float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known = {(check.code, limit.code) for check in CHECKS.values() for limit in check.limits}
        unknown = [".".join(each) for each in self.own if each not in known]
        if unknown:
            raise UserError(
                _("There is no limit {limits}. There are: {known}.").format(
                    limits=join_words(unknown), known=join_words(sorted(".".join(each) for each in known))
                )
            )

    def of(self, check: str, limit: str) -> float:
        """The line of ``check`` called ``limit``."""
        default = next(each.value for each in CHECKS[check].limits if each.code == limit)
        return self.own.get((check, limit), default)
