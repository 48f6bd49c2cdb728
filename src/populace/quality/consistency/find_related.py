"""Pairs of measures that do not stand to each other as they should, year by year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.nodes import Figure
from populace.catalog.periods import Length
from populace.quality.checks import Limits
from populace.quality.consistency.related import Related, Relation, breaks, ratio
from populace.quality.flags import Flag
from populace.quality.lengthen import panel_for
from populace.quality.panel import Panel, Window, lying_in
from populace.quality.rules.figures import PanelFigures

RELATED = (
    Related("antenatal_dropout", "antenatal_1", "antenatal_4", Relation.DROPOUT),
    Related("births_of_deliveries", "facility_live_births", "facility_deliveries", Relation.NEARLY_EQUAL),
)
"""Pairs of the catalogue that comes with the software. Twins and stillbirths keep births and deliveries within 10 %."""


@dataclass(frozen=True)
class RelatedFlags:
    """Flags, and in how many places and years a pair could be compared."""

    flags: tuple[Flag, ...]
    compared: int


def find_unrelated(
    pairs: Iterable[Related],
    by_length: Mapping[Length, Panel],
    catalogue: Catalogue,
    limits: Limits,
    asked: Window = None,
) -> RelatedFlags:
    """Flags for ``pairs`` over the years of each place that lie in ``asked``; months are too few to say."""
    panel = panel_for(Length.YEAR, by_length, catalogue)
    flags: list[Flag] = []
    compared = 0
    if panel is None:
        return RelatedFlags((), 0)
    figures = PanelFigures(panel, catalogue)
    window = lying_in(panel.periods, asked)
    for pair in pairs:
        first, second = figures(Figure(pair.first)), figures(Figure(pair.second))
        tolerance = limits.of("related", "tolerance") if pair.tolerance is None else pair.tolerance
        compared += int((np.isfinite(first) & np.isfinite(second) & window).sum())
        of_second = ratio(first, second)
        broken = breaks(pair.relation, first, second, tolerance) & window
        for place, time in zip(*np.nonzero(broken), strict=True):
            flags.append(
                Flag(
                    "related",
                    panel.places[place],
                    panel.periods[time].text,
                    pair.first,
                    value=float(first[place, time]),
                    expected=float(second[place, time]),
                    score=float(of_second[place, time]),
                    rule=pair.code,
                )
            )
    return RelatedFlags(tuple(flags), compared)
