"""What a measure or an indicator is about, found in what it counts.

The subject of an indicator is the strictest among the figures that are judged with it (``structure``). A denominator
such as births does not make coverage of care a matter of births, unless the numerator is there for show: where it moves
the value far less than the denominator does, the denominator is what is judged.
"""

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.dimension_subjects import narrowed
from populace.catalog.charter.strictness import strictest
from populace.catalog.charter.structure import Counted, Shape, shape_of
from populace.catalog.expressions.nodes import (
    Figure,
    IndicatorValue,
    Leaf,
    Node,
    PlaceIs,
    Reporting,
    Shifted,
    YearToDate,
)
from populace.catalog.expressions.python import evaluate
from populace.catalog.indicators import Indicator
from populace.catalog.subjects import Bearing, Subject

DEEPEST = 100
"""Indicators within indicators that are looked into; what lies deeper is unknown, and so can carry nothing."""

FOR_SHOW = 0.1
"""A numerator that moves the value by less than this part of what the denominator moves it is there for show. In a
plain ratio both move it alike."""

HIGHER = 1.1
"""How figures are moved to see what they do."""

TRIALS = 5
"""Sets of figures with which that is tried."""


@dataclass
class Subjects:
    """Answers about one catalogue, each worked out once."""

    catalogue: Catalogue
    _shapes: dict[str, Shape] = field(default_factory=dict)
    _counted: dict[str, tuple[Indicator, frozenset[Subject]]] = field(default_factory=dict)
    _way: list[str] = field(default_factory=list)

    def of(self, code: str) -> Subject:
        """The subject of the indicator or measure ``code``; an unknown code has the unknown subject."""
        if code in self.catalogue.indicators:
            return self.of_indicator(self.catalogue.indicators[code])
        return self.of_leaf(Figure(code)) if code in self.catalogue.measures else Subject.UNKNOWN

    def of_indicator(self, indicator: Indicator) -> Subject:
        """The strictest of what it declares and of what it counts."""
        counted = self.counted(indicator)
        declared = {indicator.subject} - {Subject.UNKNOWN}
        return strictest({counted, *declared}) if counted is not Subject.UNKNOWN else Subject.UNKNOWN

    def counted(self, indicator: Indicator) -> Subject:
        """The subject of what it counts, whatever it declares."""
        return strictest(self.all_counted(indicator))

    def all_counted(self, indicator: Indicator) -> frozenset[Subject]:
        """Every subject among what it counts."""
        known, found = self._counted.get(indicator.code, (None, frozenset[Subject]()))
        if known is not indicator:
            cells = [(indicator.mix, "")] if indicator.mix else []
            found = frozenset(
                narrowed(self.of_leaf(leaf), cells, self.catalogue) for leaf in self.judged(indicator)
            )
            self._counted[indicator.code] = indicator, found
        return found

    def of_expression(self, node: Node) -> Subject:
        """The subject of a single expression, such as the side of a rule."""
        shape = self.shape(node)
        return strictest(self.of_leaf(leaf) for leaf in (shape.over or shape.under))

    def of_leaf(self, leaf: Counted) -> Subject:
        """The subject of one item."""
        if isinstance(leaf, Reporting):
            return Subject.REPORTING
        measure = self.catalogue.measures.get(leaf.measure) if isinstance(leaf, Figure) else None
        if measure is None or not isinstance(leaf, Figure):
            return Subject.UNKNOWN
        return narrowed(measure.subject, leaf.only.pairs, self.catalogue)

    def judged(self, indicator: Indicator) -> frozenset[Counted]:
        """The items that are judged when its value is."""
        found: set[Counted] = set()
        for numerator, denominator in definitions(indicator):
            shape = self.shape(numerator)
            if denominator is not None:
                shape = shape.divided_by(self.shape(denominator))
            found |= shape.over or shape.under
            below = {leaf for leaf in shape.under if not self._is_of_service(leaf)}
            if (
                below
                and all(self._is_of_service(leaf) for leaf in shape.over)
                and self._for_show(numerator, denominator, shape.over - below, below)
            ):
                found |= below
        return frozenset(found)

    def _is_of_service(self, leaf: Counted) -> bool:
        return self.of_leaf(leaf).bearing is Bearing.SERVICE

    def rises_with(self, indicator: Indicator, subject: Subject) -> bool:
        """Whether its value rises when more of ``subject`` is counted among what is judged; if not known, it may."""
        leaves = {leaf for leaf in self.judged(indicator) if self.of_leaf(leaf) is subject}
        changes = [
            self._value(numerator, denominator, leaves, trial)
            - self._value(numerator, denominator, frozenset(), trial)
            for numerator, denominator in definitions(indicator)
            for trial in range(TRIALS)
        ]
        return bool(leaves) and not all(change <= 0 for change in changes)

    def shape(self, node: Node) -> Shape:
        """The shape of an expression, with the indicators in it looked into."""
        return shape_of(node, self._shape_within)

    def _shape_within(self, leaf: IndicatorValue) -> Shape:
        """The shape of an indicator; of one that is not there, or is computed from itself, the leaf."""
        known = self.catalogue.indicators.get(leaf.code)
        if known is None or leaf.code in self._way or len(self._way) > DEEPEST:
            return Shape(frozenset({leaf}))
        if leaf.code not in self._shapes:
            self._way.append(leaf.code)
            shapes = [
                self.shape(over) if under is None else self.shape(over).divided_by(self.shape(under))
                for over, under in definitions(known)
            ]
            self._way.pop()
            self._shapes[leaf.code] = Shape(
                frozenset().union(*(each.over for each in shapes)),
                frozenset().union(*(each.under for each in shapes)),
                any(each.bare for each in shapes),
            )
        return self._shapes[leaf.code]

    def _for_show(
        self, numerator: Node, denominator: Node | None, over: frozenset[Counted], below: set[Counted]
    ) -> bool:
        """Whether the figures ``over`` hardly move the value, compared with those ``below``."""
        return not any(
            self._moves(numerator, denominator, over, trial)
            >= FOR_SHOW * self._moves(numerator, denominator, below, trial)
            for trial in range(TRIALS)
        )

    def _moves(
        self, numerator: Node, denominator: Node | None, leaves: frozenset[Counted] | set[Counted], trial: int
    ) -> float:
        """By how much the value changes, as a share, when the figures of ``leaves`` are a tenth higher."""
        at_first = self._value(numerator, denominator, frozenset(), trial)
        moved = self._value(numerator, denominator, leaves, trial)
        return abs(moved - at_first) / abs(at_first) if at_first else math.nan

    def _value(
        self, numerator: Node, denominator: Node | None, higher: frozenset[Counted] | set[Counted], trial: int
    ) -> float:
        known: dict[str, float] = {}

        def figure(leaf: Leaf) -> float | bool:
            if isinstance(leaf, PlaceIs):
                return True
            item = leaf.of if isinstance(leaf, Shifted | YearToDate) else leaf
            if (
                isinstance(item, IndicatorValue)
                and item not in higher
                and item.code in self.catalogue.indicators
            ):
                if item.code not in known:
                    known[item.code] = math.nan  # of one that is computed from itself
                    inner = self.catalogue.indicators[item.code]
                    known[item.code] = _ratio(inner.numerator, inner.denominator)
                return known[item.code]
            return _some_number(item, trial) * (HIGHER if item in higher else 1.0)

        def _ratio(over: Node, under: Node | None) -> float:
            top = evaluate(over, figure)
            bottom = 1.0 if under is None else evaluate(under, figure)
            return math.nan if top is None or not bottom else float(top) / float(bottom)

        return _ratio(numerator, denominator)


def definitions(indicator: Indicator) -> Iterator[tuple[Node, Node | None]]:
    """Numerator and denominator, as they are first and after each revision."""
    yield indicator.numerator, indicator.denominator
    for each in indicator.revisions:
        yield each.numerator, indicator.denominator if each.denominator is None else each.denominator


@lru_cache(maxsize=10_000)
def _some_number(leaf: Leaf, trial: int) -> float:
    """A number from 10 to 1,000 that is the same for the same item and trial."""
    return 10.0 * math.pow(100.0, zlib.crc32(f"{trial} {leaf}".encode()) / 2**32)
