"""What an expression asks of a panel: for each item an array ``(place, time)`` with NaN where it is missing."""

from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Float

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.dimensions import Role
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import (
    Constant,
    Days,
    Figure,
    GroupCount,
    IndicatorValue,
    Leaf,
    PeriodInYear,
    PeriodsInYear,
    PlaceIs,
    Relation,
    Shifted,
    YearToDate,
)
from populace.quality.calendar_grid import CalendarGrid
from populace.quality.panel import Panel
from populace.store.cells import cells_within

Matrix = Float[np.ndarray, "place time"]


@dataclass(frozen=True)
class PanelFigures:
    """The items of expressions, for the places and periods of ``panel``.

    What a panel cannot know (the completeness of forms, relations of places other than their groups) is missing, so
    that a rule that asks for it is not judged.
    """

    panel: Panel
    catalogue: Catalogue
    _kept: dict[Leaf, Matrix] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, leaf: Leaf) -> Matrix:
        """The array of one item."""
        if leaf not in self._kept:
            self._kept[leaf] = np.broadcast_to(self._of(leaf), self.shape)
        return self._kept[leaf]

    @property
    def shape(self) -> tuple[int, int]:
        """Places and periods."""
        return len(self.panel.places), len(self.panel.periods)

    def cells_of(self, leaf: Figure) -> tuple[int, ...]:
        """Positions of the cells that a figure is the sum of."""
        own = [i for i, (measure, _text) in enumerate(self.panel.cells) if measure == leaf.measure]
        texts = tuple(self.panel.cells[i][1] for i in own)
        return tuple(own[i] for i in cells_within(texts, leaf.only).inside)

    def _of(self, leaf: Leaf) -> Float[np.ndarray, "..."]:
        nothing = np.array(np.nan)
        match leaf:
            case Figure():
                return self._figure(leaf)
            case YearToDate():
                return _moved(self._to_date(self(Figure(leaf.of.measure, leaf.of.only))), leaf.of.offset)
            case Shifted():
                return _moved(self(leaf.of), leaf.offset)
            case Constant():
                return np.array(self.catalogue.constants.get(leaf.code, np.nan))
            case GroupCount():
                group = self.catalogue.groups.get(leaf.group)
                return nothing if group is None else np.array(float(len(group)))
            case IndicatorValue():
                return self._indicator(leaf.code)
            case Days():
                return np.array([float(each.days) for each in self.panel.periods])
            case PeriodInYear():
                return CalendarGrid.of(self.panel.periods).slot + 1.0
            case PeriodsInYear():
                return np.array(float(round(self.panel.length.a_year)))
            case PlaceIs(relation=Relation.GROUP):
                members = set().union(*(self.catalogue.groups.get(code, ()) for code in leaf.codes))
                return np.array([[float(code in members)] for code in self.panel.places])
        return nothing

    def _figure(self, leaf: Figure) -> Matrix:
        total = np.full(self.shape, np.nan)
        cells = self.cells_of(leaf)
        if self._several_accounts(leaf, cells):
            return total
        for cell in cells:
            one = self.panel.matrix(cell)
            total = np.where(np.isnan(total), one, total + np.where(np.isnan(one), 0.0, one))
        return _moved(total, leaf.offset)

    def _several_accounts(self, leaf: Figure, cells: tuple[int, ...]) -> bool:
        """Accounts of the same thing are never added up: such a figure is missing until one is chosen."""
        for dimension in self.catalogue.dimensions.values():
            if dimension.role is Role.ACCOUNTS and leaf.only.category(dimension.code) is None:
                of_cells = (Breakdown.parse(self.panel.cells[i][1]) for i in cells)
                if len({each.category(dimension.code) for each in of_cells}) > 1:
                    return True
        return False

    def _to_date(self, values: Matrix) -> Matrix:
        grid = CalendarGrid.of(self.panel.periods)
        laid = grid.laid_out(values)
        there = np.maximum.accumulate(np.isfinite(laid), axis=-1)
        total = np.cumsum(np.where(np.isfinite(laid), laid, 0.0), axis=-1)
        return grid.in_a_row(np.where(there, total, np.nan))

    def _indicator(self, code: str) -> Float[np.ndarray, "..."]:
        indicator = self.catalogue.indicators.get(code)
        if indicator is None:
            return np.array(np.nan)
        top = evaluate_arrays(indicator.numerator, self, indicator.missing)
        if indicator.denominator is None:
            return indicator.factor * top
        bottom = evaluate_arrays(indicator.denominator, self, indicator.missing)
        with np.errstate(divide="ignore", invalid="ignore"):
            value = indicator.factor * top / bottom
        return np.where(np.isfinite(value), value, np.nan)


def _moved(values: Matrix, offset: int) -> Matrix:
    """The figures of ``offset`` periods later (negative: earlier) in each period's place."""
    out = np.full_like(values, np.nan)
    if offset < 0:
        out[:, -offset:] = values[:, :offset]
    elif offset > 0:
        out[:, :-offset] = values[:, offset:]
    else:
        out[:] = values
    return out
