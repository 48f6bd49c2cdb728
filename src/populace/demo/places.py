"""The places of the demo district: one district, eight towns, their villages and communities.

They are declared in ``places.toml``. Villages and communities are the units that live through the histories; a town is
the sum of its units, and the district the sum of its towns.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from populace.demo.histories import History
from populace.demography.arrays import Integers
from populace.places.tree import Place, PlaceTree

SUFFIX_ZH = {"village": "村", "community": "社区"}
"""What the Chinese name of a unit ends in, by its kind."""


@dataclass(frozen=True)
class Town:
    """A town with what sets it apart from the district (see ``places.toml`` for the units), and its units."""

    place: Place
    people: int
    fertility: History
    life: float
    turnover: History
    net_migration: History
    units: tuple[Place, ...]


@cache
def district() -> Place:
    """The district itself."""
    return _place(_declared()["district"], None)


@cache
def towns() -> tuple[Town, ...]:
    """The towns in the order of their codes."""
    return tuple(_town(table) for table in _declared()["towns"])


@cache
def place_tree() -> PlaceTree:
    """The district, and each town followed by its units."""
    places = [district()]
    for town in towns():
        places += [town.place, *town.units]
    return PlaceTree(tuple(places))


@cache
def units() -> tuple[str, ...]:
    """Codes of the villages and communities, in the order of the place axis."""
    return tuple(unit.code for town in towns() for unit in town.units)


@cache
def town_of_unit() -> Integers:
    """Position in ``towns()`` of each unit's town, ``(place,)``."""
    return np.repeat(np.arange(len(towns())), [len(town.units) for town in towns()])


def _town(table: dict[str, Any]) -> Town:
    place = _place(table, district().code)
    first, last = table["fertility"]
    kind = table["units_kind"]
    return Town(
        place=place,
        people=table["people"],
        fertility=History.of([[1950, first], [2025, last]]),
        life=table["life"],
        turnover=History.of(table["turnover"]),
        net_migration=History.of(table["net_migration"]),
        units=tuple(
            Place(
                f"{place.code}{number:02d}",
                {"en": name, "zh-hans": name_zh + SUFFIX_ZH[kind]},
                place.code,
                kind,
            )
            for number, (name, name_zh) in enumerate(table["units"], start=1)
        ),
    )


def _place(table: dict[str, Any], parent: str | None) -> Place:
    return Place(table["code"], {"en": table["name"], "zh-hans": table["name_zh"]}, parent, table["kind"])


@cache
def _declared() -> dict[str, Any]:
    return tomllib.loads((files("populace.demo") / "places.toml").read_text(encoding="utf-8"))
