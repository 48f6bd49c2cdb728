"""What is kept of every trajectory of a place, and how places become the sum of the places above them.

Places come depth first, so that besides the place at work only those above it are open: as many as the tree is deep,
however many places there are.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from itertools import pairwise

import numpy as np
from jaxtyping import Float, Float32

from populace.places.tree import PlaceTree


@dataclass
class Sums:
    """What is kept of every trajectory, in persons: these add up over places.

    ``births`` and ``deaths`` as counted (with the chance of small numbers), ``expected_births`` without it;
    ``at_one_child`` the births that the same women would have at a total fertility of one; ``net_migration``;
    ``total`` and ``women`` 15–49 at the end of the year; ``children`` by the age ranges asked for; ``people`` at the
    end of the year by sex and the age groups asked for. By five-year age of women 15–49 ``mothers`` are woman-years of
    the year and ``births_by_mother`` the expected births (those of younger and older mothers in the nearest group).
    """

    births: Float[np.ndarray, "trajectory year"]
    expected_births: Float[np.ndarray, "trajectory year"]
    at_one_child: Float[np.ndarray, "trajectory year"]
    deaths: Float[np.ndarray, "trajectory year"]
    net_migration: Float[np.ndarray, "trajectory year"]
    total: Float[np.ndarray, "trajectory year"]
    women: Float[np.ndarray, "trajectory year"]
    children: Float[np.ndarray, "range trajectory year"]
    mothers: Float[np.ndarray, "group trajectory year"]
    births_by_mother: Float[np.ndarray, "group trajectory year"]
    people: Float32[np.ndarray, "year sex group trajectory"]

    def add(self, other: "Sums") -> None:
        """Add another place to this one."""
        for one in fields(self):
            getattr(self, one.name)[...] += getattr(other, one.name)

    def copy(self) -> "Sums":
        """The same numbers, to be added to."""
        return Sums(*(getattr(self, one.name).copy() for one in fields(self)))


def way_up(code: str, tree: PlaceTree, wanted: Collection[str]) -> tuple[str, ...]:
    """The place and those above it up to one that is wanted; nothing where none of them is."""
    way = (code, *tree.ancestors(code))
    ends = [at for at, place in enumerate(way) if place in wanted]
    return way[: ends[-1] + 1] if ends else ()


@dataclass
class OpenPlaces:
    """The places whose parts are not all in yet, with the sums of those that are.

    ``ways`` are those of the projected places in their order (see ``way_up``); ``sums`` what the first ``done`` of them
    left open.
    """

    ways: Sequence[tuple[str, ...]]
    done: int = 0
    sums: dict[str, Sums] = field(default_factory=dict)
    _parts_to_come: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        links = {link for way in self.ways for link in pairwise(way)}
        self._parts_to_come = Counter(above for _below, above in links)
        for way in self.ways[: self.done]:
            self._close(way)

    def take(self, sums: Sums) -> Iterator[tuple[str, Sums]]:
        """Yield the next projected place, and then every place above it that has all its parts now."""
        way = self.ways[self.done]
        self.done += 1
        finished = (way[0], *self._close(way))
        made = sums
        for place in finished:
            if place != way[0]:
                made = self.sums.pop(place)
            yield place, made
            self._add(way, place, made)

    def _close(self, way: tuple[str, ...]) -> tuple[str, ...]:
        """Count the place as in; the places above it that it completes, from the lowest."""
        completed = []
        for above in way[1:]:
            self._parts_to_come[above] -= 1
            if self._parts_to_come[above]:
                break
            completed.append(above)
        return tuple(completed)

    def _add(self, way: tuple[str, ...], place: str, made: Sums) -> None:
        at = way.index(place) + 1
        if at == len(way):
            return
        above = way[at]
        if above in self.sums:
            self.sums[above].add(made)
        else:
            self.sums[above] = made.copy()


def as_arrays(sums: Mapping[str, Sums]) -> dict[str, np.ndarray]:
    """The numbers of several places under one name each, to be kept in a file."""
    return {
        f"{one.name}/{code}": getattr(of_place, one.name)
        for code, of_place in sums.items()
        for one in fields(of_place)
    }


def from_arrays(arrays: Mapping[str, np.ndarray]) -> dict[str, Sums]:
    """The places that ``as_arrays`` took apart."""
    by_place: dict[str, dict[str, np.ndarray]] = {}
    for name, values in arrays.items():
        quantity, _slash, code = name.partition("/")
        by_place.setdefault(code, {})[quantity] = values
    return {code: Sums(**found) for code, found in by_place.items()}
