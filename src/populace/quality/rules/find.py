"""Rules that do not hold, as flags with what they mean for the place above.

A rule is judged where figures are reported. Where no place has both sides (births of the town against births in its
clinics), it is judged in the lowest places above that have.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Bool

from populace.catalog.catalogue import Catalogue
from populace.catalog.expressions.arrays import evaluate_arrays
from populace.catalog.expressions.nodes import Binary, Figure, Node, Number, Unary
from populace.catalog.expressions.walk import leaves
from populace.catalog.measure import OverPlaces
from populace.catalog.periods import Length
from populace.catalog.rules import Rule
from populace.places.history import PlaceHistory
from populace.quality.flags import Flag
from populace.quality.lengthen import panel_for
from populace.quality.panel import Panel, Window, lying_in
from populace.quality.rules.figures import PanelFigures
from populace.quality.rules.judge import Judgement, concerned, figures_in, judge_rule, parts_of
from populace.quality.rules.relation import PAIRS
from populace.quality.tower import Tower, tower


@dataclass(frozen=True)
class RuleFlags:
    """Flags of one rule, and in how many places and periods it could be judged."""

    rule: Rule
    flags: tuple[Flag, ...]
    compared: int


def find_broken_rules(
    rules: Iterable[Rule],
    by_length: Mapping[Length, Panel],
    catalogue: Catalogue,
    history: PlaceHistory | None,
    asked: Window = None,
) -> list[RuleFlags]:
    """``RuleFlags`` of each of ``rules`` for the periods that lie in ``asked``.

    Without a history, places are judged alone and no effect is given.
    """
    panels: dict[Length, Panel | None] = {}
    found = []
    for rule in rules:
        if rule.length not in panels:
            panels[rule.length] = panel_for(rule.length, by_length, catalogue)
        panel = panels[rule.length]
        if panel is not None:
            found.append(_one(rule, concerned(rule, panel), catalogue, history, asked))
    return found


def _one(
    rule: Rule, panel: Panel, catalogue: Catalogue, history: PlaceHistory | None, asked: Window
) -> RuleFlags:
    window = lying_in(panel.periods, asked)
    adding = all(_adds_over_places(each.measure, catalogue) for each in figures_in(rule))
    up: Tower | None = None
    flags: list[Flag] = []
    compared = 0
    figures = PanelFigures(panel, catalogue)
    for breakdown, part in parts_of(rule, panel, catalogue):
        if history is not None and not _in_use(part, figures):
            continue
        judged = judge_rule(part, figures, breakdown)
        level: Panel = panel
        if not judged.compared.any() and history is not None and adding:
            up = up or tower(panel, history)
            level = up.panel
            judged = _lowest(judge_rule(part, PanelFigures(up.panel, catalogue), breakdown), up)
        judged = _during(judged, window)
        compared += int(judged.compared.sum())
        if judged.broken.any():
            if history is not None:
                up = up or tower(panel, history)
            flags += _flags(judged, level, up, catalogue)
    return RuleFlags(rule, tuple(flags), compared)


def _during(judged: Judgement, window: Bool[np.ndarray, " time"]) -> Judgement:
    return replace(judged, compared=judged.compared & window, broken=judged.broken & window)


def _in_use(rule: Rule, figures: PanelFigures) -> bool:
    """Whether both sides of a pair are reported by anybody: of what is not in use nobody owes the other half."""
    if rule.operator not in PAIRS:
        return True
    sides = (rule.left.expression, rule.right.expression)
    return all(
        any(figures.cells_of(leaf) for leaf in leaves(side) if isinstance(leaf, Figure)) for side in sides
    )


def _lowest(judged: Judgement, up: Tower) -> Judgement:
    """What was judged in places below which it could not be judged anywhere."""
    shadowed = np.zeros_like(judged.compared)
    place, time = np.nonzero(judged.compared)
    while len(place):
        above = up.parent[place, time]
        place, time = above[above >= 0], time[above >= 0]
        shadowed[place, time] = True
    compared: Bool[np.ndarray, "place time"] = judged.compared & ~shadowed
    return Judgement(
        judged.rule, judged.breakdown, judged.left, judged.right, compared, judged.broken & compared
    )


def _flags(judged: Judgement, panel: Panel, up: Tower | None, catalogue: Catalogue) -> list[Flag]:
    place, time = np.nonzero(judged.broken)
    left, right = judged.left[place, time], judged.right[place, time]
    pair = judged.rule.operator in PAIRS
    measure = next(iter(leaves(judged.rule.left.expression)), None)
    above = np.full(len(place), -1)
    effect, share, nation = (np.full(len(place), np.nan) for _ in range(3))
    if up is not None and not pair:
        at = np.array([up.panel.place_index[code] for code in panel.places], np.int64)[place]
        above, root = up.parent[at, time], up.root[at, time]
        if _is_sum(judged.rule.left.expression, catalogue):
            effect = right - left
            whole = evaluate_arrays(
                judged.rule.left.expression, PanelFigures(up.panel, catalogue), judged.rule.left.missing
            )
            share = np.where(above >= 0, _share(effect, whole[above, time]), np.nan)
            nation = np.where(root != at, _share(effect, whole[root, time]), np.nan)
    periods = [period.text for period in panel.periods]
    code = measure.measure if isinstance(measure, Figure) else ""
    columns = (place, time, left, right, effect, share, nation, above)
    return [
        Flag(
            "rule",
            panel.places[at],
            periods[when],
            code,
            judged.breakdown,
            value=one,
            expected=other,
            effect=change,
            effect_share=of_above,
            nation_share=of_nation,
            above=up.panel.places[top] if up is not None and top >= 0 else "",
            rule=judged.rule.code,
        )
        for at, when, one, other, change, of_above, of_nation, top in zip(
            *(each.tolist() for each in columns), strict=True
        )
    ]


def _share(effect: np.ndarray, whole: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = effect / np.abs(whole)
    return np.where(np.isfinite(share), share, np.nan)


def _is_sum(node: Node, catalogue: Catalogue) -> bool:
    """Whether an expression adds up over places: sums and differences of figures that do."""
    match node:
        case Figure():
            return _adds_over_places(node.measure, catalogue)
        case Binary(operator="+" | "-"):
            return _is_sum(node.left, catalogue) and _is_sum(node.right, catalogue)
        case Binary(operator="*"):
            sides = (node.left, node.right)
            return any(isinstance(each, Number) for each in sides) and any(
                _is_sum(each, catalogue) for each in sides
            )
        case Unary():
            return node.operator != "!" and _is_sum(node.of, catalogue)
        case _:
            return False


def _adds_over_places(measure: str, catalogue: Catalogue) -> bool:
    known = catalogue.measures.get(measure)
    return known is None or known.over_places is OverPlaces.SUM
