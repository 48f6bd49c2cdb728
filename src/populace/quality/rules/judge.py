"""One rule over all places and periods of a panel."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float

from populace.catalog.breakdowns import Breakdown
from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import Figure, Missing, Node, Shifted, YearToDate
from populace.catalog.expressions.walk import leaves
from populace.catalog.narrow import rule_by_category
from populace.catalog.rules import Rule, Side
from populace.quality.panel import Panel
from populace.quality.rules.figures import PanelFigures
from populace.quality.rules.relation import PAIRS, violated


@dataclass(frozen=True)
class Judgement:
    """What became of ``rule`` in the cells of ``breakdown``; arrays ``(place, time)``.

    ``compared`` is where the relation could be judged, ``broken`` where it does not hold.
    """

    rule: Rule
    breakdown: str
    left: Float[np.ndarray, "place time"]
    right: Float[np.ndarray, "place time"]
    compared: Bool[np.ndarray, "place time"]
    broken: Bool[np.ndarray, "place time"]


def judge_rule(rule: Rule, figures: PanelFigures, breakdown: str = "") -> Judgement:
    """``rule``, which holds for all categories together, over the panel of ``figures``.

    Where a place has no figure at all of those that the rule asks for, there is nothing to judge: a missing return is
    told as missing. Under a pair, a side is there when any of its figures is, or when all are where it says so.
    """
    pair = rule.operator in PAIRS
    left, right = (_side(side, figures, pair) for side in (rule.left, rule.right))
    any_figure = np.zeros(figures.shape, bool)
    for item in _items(rule.left.expression) | _items(rule.right.expression):
        any_figure |= np.isfinite(figures(item))
    compared = any_figure & (pair | (np.isfinite(left) & np.isfinite(right)))
    broken = compared & violated(rule.operator, left, right, rule.tolerance)
    return Judgement(rule, breakdown, left, right, compared, broken)


def parts_of(rule: Rule, panel: Panel, catalogue: Catalogue) -> Iterator[tuple[str, Rule]]:
    """``rule`` by the text of the category that it is narrowed to: as it stands, or for each category that occurs."""
    if not rule.by:
        yield "", rule
        return
    wanted = {item.measure for item in figures_in(rule)}
    cells = (Breakdown.parse(text).category(rule.by) for measure, text in panel.cells if measure in wanted)
    present = tuple(sorted({each for each in cells if each is not None}))
    for category, one in rule_by_category(rule, rule.by, catalogue, present).items():
        yield Breakdown(((rule.by, category),)).text, one


def figures_in(rule: Rule) -> set[Figure]:
    """The figures that a rule asks for."""
    both = (*leaves(rule.left.expression), *leaves(rule.right.expression))
    plain = (each.of if isinstance(each, YearToDate | Shifted) else each for each in both)
    return {each for each in plain if isinstance(each, Figure)}


def concerned(rule: Rule, panel: Panel) -> Panel:
    """The series of ``panel`` that ``rule`` asks for, with the places that have any."""
    wanted = {item.measure for item in figures_in(rule)}
    of_cell = np.array([measure in wanted for measure, _text in panel.cells], bool)
    rows = np.flatnonzero(of_cell[panel.cell])
    cells, cell = np.unique(panel.cell[rows], return_inverse=True)
    places, place = np.unique(panel.place[rows], return_inverse=True)
    return Panel(
        panel.length,
        panel.periods,
        tuple(panel.cells[i] for i in cells),
        tuple(panel.places[i] for i in places),
        cell,
        place,
        panel.values[rows],
    )


def _side(side: Side, figures: PanelFigures, pair: bool) -> Float[np.ndarray, "place time"]:
    missing = side.missing
    if pair and missing is Missing.NEVER_SKIP:
        missing = Missing.SKIP_IF_ALL
    return np.broadcast_to(evaluate_arrays(side.expression, figures, missing), figures.shape)


def _items(node: Node) -> set[Figure | YearToDate | Shifted]:
    return {each for each in leaves(node) if isinstance(each, Figure | YearToDate | Shifted)}
