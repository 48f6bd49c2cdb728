"""The indicators that come ready, under their codes: one file a subject.

A direction stands where a service owes something, and nowhere else. What must be shown together names the other as a
companion: use of contraception never stands without the information that users were given, the choice they had and the
removal they could get.
"""

from populace.catalog.catalogue import by_code
from populace.catalog.indicators import Indicator
from populace.catalog.programme.indicators.births import BIRTHS
from populace.catalog.programme.indicators.care import CARE
from populace.catalog.programme.indicators.family_planning_services import SERVICES
from populace.catalog.programme.indicators.family_planning_use import USE
from populace.catalog.programme.indicators.outcomes import OUTCOMES
from populace.catalog.programme.indicators.reporting import REPORTING
from populace.catalog.programme.indicators.screening import SCREENING

INDICATORS: dict[str, Indicator] = by_code(
    sorted(
        (*USE, *SERVICES, *CARE, *OUTCOMES, *SCREENING, *BIRTHS, *REPORTING),
        key=lambda each: ("FP MH BD PD GR DQ".split().index(each.code[:2]), each.code),
    )
)
"""Every indicator by its code, in the order of the codes within their subjects."""
