"""All that the checks on figures look at, gathered once."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from jaxtyping import Bool

from populace.catalog.catalogue import Catalogue
from populace.catalog.measure import Kind
from populace.quality.calendar_grid import CalendarGrid
from populace.quality.checks import Limits
from populace.quality.outliers.judge import Judged, judge, looks_like_counts
from populace.quality.panel import Panel, Window, lying_in
from populace.quality.tower import Tower


@dataclass(frozen=True)
class Evidence:
    """A panel, what the places above say (``None`` where one return is looked at alone), and the lines to draw.

    All periods serve as a baseline; those that lie in ``asked`` are judged.
    """

    panel: Panel
    catalogue: Catalogue
    tower: Tower | None = None
    limits: Limits = field(default_factory=Limits)
    asked: Window = None

    @cached_property
    def window(self) -> Bool[np.ndarray, " time"]:
        """Which periods are judged."""
        return lying_in(self.panel.periods, self.asked)

    @cached_property
    def grid(self) -> CalendarGrid:
        """The periods laid out by years."""
        return CalendarGrid.of(self.panel.periods)

    @cached_property
    def flow(self) -> Bool[np.ndarray, " series"]:
        """Which series are of flows. A measure that the catalogue does not know is taken for one."""
        return self.of_kinds((Kind.FLOW,), unknown=True)

    @cached_property
    def count_like(self) -> Bool[np.ndarray, " series"]:
        """Which series hold counts of events: flows of whole numbers, none negative."""
        found: Bool[np.ndarray, " series"] = self.flow & looks_like_counts(self.panel.values)
        return found

    @cached_property
    def judged(self) -> Judged:
        """Every figure against its baseline."""
        return judge(self.panel.values, self.count_like, self.grid)

    def of_kinds(self, kinds: Iterable[Kind], *, unknown: bool = False) -> Bool[np.ndarray, " series"]:
        """Which series are of measures of one of ``kinds``."""
        wanted = set(kinds)
        known = self.catalogue.measures
        is_one = [
            known[measure].kind in wanted if measure in known else unknown
            for measure, _breakdown in self.panel.cells
        ]
        found: Bool[np.ndarray, " series"] = np.array(is_one, bool)[self.panel.cell]
        return found
