"""Year by year: everyone a year older, the newborn added. What all methods but the five-year one share.

The population that reaches age x is that of age x - 1 times a ratio, plus migrants where they are given as numbers:

    P(x, t + 1) = P(x - 1, t) r(x) + m(x),     P(0, t + 1) = births r(0) + m(0),

with both last groups in the open one. How r, m and births are found is what tells methods apart.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.demography.sex import SEXES
from populace.forecast.methods.panel import Outlook, Panel, years_after

People = Float[np.ndarray, "place sex age"]
BirthsRule = Callable[[int, People, People], Float[np.ndarray, " place"]]
"""Births of the places in a step (0 is the first), from those there at its start and those of them there at its
end."""


@dataclass(frozen=True)
class Moves:
    """What takes a population a year on: ``ratios`` of those who reach an age to those a year younger, of age 0 to
    the births of both sexes, and ``migrants`` in persons. A step axis of length one holds for every step."""

    ratios: Float[np.ndarray, "step place sex age"]
    migrants: Float[np.ndarray, "step place sex age"] | float = 0.0


def reaching(population: Float[np.ndarray, "... sex age"]) -> Float[np.ndarray, "... sex age"]:
    """Those who will be of each age a year later, if nobody comes or goes; nobody at age 0."""
    older = np.zeros_like(population)
    older[..., 1:] = population[..., :-1]
    older[..., -1] += population[..., -1]
    return older


def carry(panel: Panel, ahead: int, moves: Moves, births_rule: BirthsRule) -> Outlook:
    """Carry the last count of ``panel`` ahead; nobody is ever fewer than none."""
    years = years_after(panel, ahead)
    ratios = np.broadcast_to(moves.ratios, (ahead, *panel.latest.shape))
    migrants = np.broadcast_to(moves.migrants, ratios.shape)
    population = np.empty(ratios.shape)
    births = np.empty((ahead, len(panel.places)))
    now = panel.latest
    for step in range(ahead):
        later = np.maximum(reaching(now) * ratios[step] + migrants[step], 0.0)
        births[step] = births_rule(step, now, later)
        newborn = births[step, :, np.newaxis] * ratios[step, ..., 0] + migrants[step, ..., 0]
        later[..., 0] = np.maximum(newborn, 0.0)
        population[step] = now = later
    return Outlook(years, population, births)


def infants_per_birth(panel: Panel, window: int) -> Float[np.ndarray, " sex"]:
    """Girls and boys of age 0 at the end of a year, per birth of both sexes in it, of all places together.

    With births that were not counted these are the shares of the sexes; half each where there is no infant at all.
    """
    infants = panel.population[-window:, ..., 0].sum(axis=(0, 1))
    born = panel.newborn[-window:].sum()
    return infants / born if born > 0 else np.full(len(SEXES), 0.5)
