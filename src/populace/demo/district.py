"""The demo district as a value: what truly happened there, and what its registers hold."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from populace.demo.clinics import ClinicCounts, count_clinics
from populace.demo.levels import draw_levels
from populace.demo.life import Truth, live
from populace.demo.places import place_tree
from populace.demo.registers import Registers, register
from populace.places.tree import PlaceTree

DEFAULT_SEED = 2025


@dataclass(frozen=True)
class District:
    """A synthetic district; the place axis of every array is ``demo.places.units()``."""

    seed: int
    tree: PlaceTree
    truth: Truth
    registers: Registers
    clinics: ClinicCounts


def make_district(seed: int = DEFAULT_SEED, tick: Callable[[], None] = lambda: None) -> District:
    """Let the district live from 1950 to 2025; the same ``seed`` gives the same district.

    ``tick`` is called after each year, for whoever shows progress.
    """
    # One stream of chance for each part, so that a change in one part leaves the others as they were.
    levels, life, registers, clinics = (
        np.random.default_rng(s) for s in np.random.SeedSequence(seed).spawn(4)
    )
    truth = live(draw_levels(levels), life, tick)
    registered = register(truth, registers)
    return District(seed, place_tree(), truth, registered, count_clinics(truth, registered, clinics))
