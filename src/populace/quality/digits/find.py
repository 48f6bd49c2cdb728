"""Places whose figures end on liked digits, repeat themselves, or repeat a whole form."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from populace.catalog.breakdowns import Breakdown
from populace.catalog.dimensions import AGE
from populace.catalog.forms import Form
from populace.quality.digits import terminal
from populace.quality.digits.ages import MYERS_AGES, WHIPPLE_AGES, myers, whipple
from populace.quality.digits.copied import form_chance, run_chance, run_lengths
from populace.quality.evidence import Evidence
from populace.quality.false_discovery import discovered
from populace.quality.flags import Flag
from populace.quality.outliers.leave_one_out import others
from populace.quality.panel import Panel


@dataclass(frozen=True)
class PatternFlags:
    """What ``check`` found among ``tested``; ``not_judged`` had too few figures, ``by_chance`` is what chance
    finds."""

    check: str
    flags: tuple[Flag, ...]
    tested: int
    not_judged: int = 0
    by_chance: float = float("nan")


def find_digit_preference(evidence: Evidence) -> PatternFlags:
    """Places with more figures on 0 and 5 than chance puts there, over all their series."""
    panel, limits = evidence.panel, evidence.limits
    fit = terminal.usable(panel.values) & evidence.flow[:, np.newaxis] & evidence.window
    periods = [period for period, asked in zip(panel.periods, evidence.window, strict=True) if asked]
    counts = terminal.digit_counts(panel.values, fit, panel.place, len(panel.places))
    enough = counts.sum(axis=1) >= limits.of("digit_preference", "figures")
    chance = np.where(enough, terminal.liked_chance(counts), np.nan)
    excess = terminal.excess(counts)
    rate = limits.of("digit_preference", "rate")
    flagged = discovered(chance, rate) & (excess > limits.of("digit_preference", "excess"))
    flags = tuple(
        Flag(
            "digit_preference",
            panel.places[place],
            periods[-1].text,
            since=periods[0].text,
            value=float(terminal.EXPECTED_LIKED + excess[place]),
            expected=terminal.EXPECTED_LIKED,
            score=float(counts[place].sum()),
            chance=float(chance[place]),
        )
        for place in np.flatnonzero(flagged)
    )
    return PatternFlags("digit_preference", flags, int(enough.sum()), int((~enough).sum()), rate * len(flags))


def find_age_heaping(evidence: Evidence) -> PatternFlags:
    """Places whose counts by single years of age heap on 0 and 5 between 23 and 62."""
    panel = evidence.panel
    line = evidence.limits.of("age_heaping", "whipple")
    flags, tested = [], 0
    for measure in dict.fromkeys(measure for measure, _text in panel.cells):
        ages = _by_single_age(panel, measure)
        if ages is None:
            continue
        index = whipple(ages)
        index = np.where(evidence.window, index, np.nan)
        blended = myers(ages) if ages.shape[-1] > MYERS_AGES[1] else np.full(index.shape, np.nan)
        tested += int(np.isfinite(index).sum())
        flags += [
            Flag(
                "age_heaping",
                panel.places[place],
                panel.periods[time].text,
                measure,
                value=float(index[place, time]),
                expected=100.0,
                high=line,
                score=float(blended[place, time]),
            )
            for place, time in zip(*np.nonzero(index > line), strict=True)
        ]
    return PatternFlags("age_heaping", tuple(flags), tested)


def find_repeated_values(evidence: Evidence) -> PatternFlags:
    """Runs of one figure that chance does not make."""
    panel, limits = evidence.panel, evidence.limits
    values = np.where(evidence.count_like[:, np.newaxis], panel.values, np.nan)
    chance, length = np.where(evidence.window, run_chance(values), np.nan), run_lengths(values)
    line, rate = limits.of("repeated_value", "chance"), limits.of("repeated_value", "rate")
    per_series = np.fmin.reduce(chance, axis=1) if chance.size else np.zeros(len(values))
    tested = np.isfinite(values).sum(axis=1) > 1
    per_series = np.where(tested, np.where(np.isnan(per_series), 1.0, per_series), np.nan)
    believed = discovered(per_series, rate)
    with np.errstate(invalid="ignore"):
        flagged = (chance < line) & believed[:, np.newaxis]
    flags = tuple(
        Flag(
            "repeated_value",
            panel.places[panel.place[s]],
            panel.periods[t].text,
            measure=panel.cells[panel.cell[s]][0],
            breakdown=panel.cells[panel.cell[s]][1],
            value=float(values[s, t]),
            score=float(length[s, t]),
            chance=float(chance[s, t]),
            since=panel.periods[t - length[s, t] + 1].text,
        )
        for s, t in zip(*np.nonzero(flagged), strict=True)
    )
    return PatternFlags(
        "repeated_value", flags, int(tested.sum()), int((~tested).sum()), float(line * tested.sum())
    )


def find_repeated_forms(evidence: Evidence, forms: Iterable[Form]) -> PatternFlags:
    """Forms all of whose figures are those of the period before."""
    panel, limits = evidence.panel, evidence.limits
    line, fewest = limits.of("repeated_form", "chance"), limits.of("repeated_form", "cells")
    flags: list[Flag] = []
    tested = 0
    for form in forms:
        if form.length is not panel.length:
            continue
        asked = set(form.measures)
        of_cell = np.array([measure in asked for measure, _text in panel.cells], bool)
        rows = np.flatnonzero(of_cell[panel.cell] & evidence.count_like)
        values = panel.values[rows]
        chance, cells = form_chance(values, others(values).mean, panel.place[rows], len(panel.places))
        cells = np.where(evidence.window, cells, 0)
        tested += int((cells > 0).sum())
        flags += [
            Flag(
                "repeated_form",
                panel.places[place],
                panel.periods[time].text,
                score=float(cells[place, time]),
                chance=float(chance[place, time]),
                since=panel.periods[time - 1].text,
                rule=form.code,
            )
            for place, time in zip(*np.nonzero((chance < line) & (cells >= fewest)), strict=True)
        ]
    return PatternFlags("repeated_form", tuple(flags), tested, by_chance=float(line * tested))


def _by_single_age(panel: Panel, measure: str) -> np.ndarray | None:
    """Counts ``(place, time, age)`` from 0, summed over whatever else, up to age 99 where all ages up to it are
    there and up to 62 where not; ``None`` where single years from 23 to 62 are not all there."""
    found: dict[int, np.ndarray] = {}
    for cell, (code, text) in enumerate(panel.cells):
        age = Breakdown.parse(text).category(AGE) if code == measure else None
        if age is not None and age.isdecimal():
            one, known = panel.matrix(cell), found.get(int(age))
            found[int(age)] = one if known is None else known + one
    if not set(range(WHIPPLE_AGES[0], WHIPPLE_AGES[1] + 1)) <= set(found):
        return None
    last = MYERS_AGES[1] if set(range(MYERS_AGES[0], MYERS_AGES[1] + 1)) <= set(found) else WHIPPLE_AGES[1]
    nothing = np.zeros((len(panel.places), len(panel.periods)))
    return np.stack([found.get(age, nothing) for age in range(last + 1)], axis=-1)
