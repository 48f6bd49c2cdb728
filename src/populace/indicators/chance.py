"""What chance does to an indicator: whether it is a share, a count of events, two parts of one whole, or none of them.

The indicator's structure says so. Chance has bounds where both sides are plain sums of counts: cases among those that
could be cases, or events. What is modelled, weighted from a survey, money, or a complete list of returns has none: an
interval from its counts would look like a certainty that nobody has.
"""

from enum import Enum

import numpy as np
from jaxtyping import Float, Int

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Binary, Figure, Node
from populace.catalog.indicators import Indicator
from populace.catalog.measure import Kind
from populace.catalog.subjects import Subject
from populace.indicators.intervals import Bounds, events, odds, wilson
from populace.indicators.notes import SMALL


class Chance(Enum):
    """How chance moves an indicator."""

    SHARE = "share"
    EVENTS = "events"
    ODDS = "odds"
    NONE = "none"


_EVENTS = frozenset({Subject.DEATHS, Subject.CASES})
_NONE = frozenset({Subject.SPENDING, Subject.COUPLE_YEARS, Subject.DEMAND, Subject.REPORTING})

PER_THOUSAND = 1000.0
"""From this factor on an indicator is taken for a rate of events, whatever its subject."""

FEWEST_EVENTS = 20.0
"""Below, the relative standard error of a count is above 22 %. Source: Klein and others 2002, NCHS, Healthy People
Statistical Notes 24."""

FEWEST_IN_SHARE = 30.0
"""Source: Parker and others 2017, NCHS, data presentation standards for proportions, Vital and Health Statistics
2(175)."""

FEWEST_BIRTHS = 1000.0
"""Below, the 95 % band of a sex ratio at birth of 1.06 is wider than 0.94 to 1.20; regional levels lie from 1.03 to
1.07. Source of those: Chao and others 2019, *PNAS* 116:9303–9311."""


def chance_of(indicator: Indicator, catalogue: Catalogue) -> Chance:
    """How chance moves ``indicator``."""
    if indicator.denominator is None or indicator.subject in _NONE:
        return Chance.NONE
    if not _counts(indicator.numerator, catalogue):
        return Chance.NONE
    if indicator.subject in _EVENTS or indicator.factor >= PER_THOUSAND:
        return Chance.EVENTS
    if not _counts(indicator.denominator, catalogue):
        return Chance.NONE
    if indicator.subject is Subject.SEX_RATIO:
        return Chance.ODDS
    return Chance.SHARE if indicator.factor == 100 and not indicator.annualised else Chance.NONE


def _counts(node: Node, catalogue: Catalogue) -> bool:
    """Whether it is a sum of counted things."""
    if isinstance(node, Binary):
        return node.operator == "+" and _counts(node.left, catalogue) and _counts(node.right, catalogue)
    measure = catalogue.measures.get(node.measure) if isinstance(node, Figure) else None
    return measure is not None and measure.kind is not Kind.RATE


def bounds_of(
    chance: Chance, numerator: Float[np.ndarray, "..."], denominator: Float[np.ndarray, "..."]
) -> Bounds:
    """Bounds of ``numerator / denominator``; NaN where chance has none."""
    if chance is Chance.SHARE:
        return wilson(numerator, denominator)
    if chance is Chance.ODDS:
        return odds(numerator, denominator)
    if chance is Chance.EVENTS:
        low, high = events(numerator)
        with np.errstate(invalid="ignore", divide="ignore"):
            there = denominator > 0
            return np.where(there, low / denominator, np.nan), np.where(there, high / denominator, np.nan)
    nothing = np.full(np.shape(numerator), np.nan)
    return nothing, nothing


def small_of(
    chance: Chance, numerator: Float[np.ndarray, "..."], denominator: Float[np.ndarray, "..."]
) -> Int[np.ndarray, "..."]:
    """Why a value is to be read with care: a position in ``SMALL``."""
    found = np.zeros(np.shape(numerator), np.int8)
    if chance is Chance.EVENTS:
        found[numerator < FEWEST_EVENTS] = SMALL.index("few_events")
    if chance is Chance.SHARE:
        found[denominator < FEWEST_IN_SHARE] = SMALL.index("few_in_denominator")
    if chance is Chance.ODDS:
        found[numerator + denominator < FEWEST_BIRTHS] = SMALL.index("few_births")
    return found
