"""A split, a merger and a handing over, taken apart into the events that they are made of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from populace.places.events import Closed, Event, Moved, Opened, Portion, Redrawn


@dataclass(frozen=True)
class Standing:
    """Where a place stands, and of which kind it is."""

    parent: str | None
    kind: str


def split(
    day: date,
    code: str,
    into: Mapping[str, float],
    standing: Standing,
    names: Mapping[str, Mapping[str, str]],
    children: Mapping[str, str],
) -> list[Event]:
    """``code`` is divided: ``into`` has the share of it that each part gets; ``children`` the part of each place below.

    New parts stand where ``code`` stood (``standing``).
    """
    new = (part for part in into if part != code)
    return [
        *(Opened(day, part, standing.parent, names.get(part, {}), standing.kind) for part in new),
        *(Moved(day, child, part) for child, part in children.items() if part != code),
        *([] if code in into else [Closed(day, code)]),
        Redrawn(day, tuple(Portion(code, part, share, 1.0) for part, share in into.items())),
    ]


def merger(
    day: date,
    sources: Mapping[str, float],
    into: str,
    standing: Standing,
    names: Mapping[str, str],
    children: Iterable[str],
) -> list[Event]:
    """``sources``, each with the share of the whole that it brings, become ``into``; ``children`` come to it.

    A new ``into`` stands where the first source stood (``standing``).
    """
    opened = [] if into in sources else [Opened(day, into, standing.parent, names, standing.kind)]
    return [
        *opened,
        *(Moved(day, child, into) for child in children),
        *(Closed(day, source) for source in sources if source != into),
        Redrawn(day, tuple(Portion(source, into, 1.0, back) for source, back in sources.items())),
    ]


def handing_over(day: date, parts: Mapping[tuple[str, str], tuple[float, float]]) -> Redrawn:
    """Parts of places come to others: by (giver, taker), the share of the giver and the share it then is of the taker.

    What is not given stays where it was.
    """
    given: dict[str, float] = {}
    taken: dict[str, float] = {}
    for (giver, taker), (share, back) in parts.items():
        given[giver] = given.get(giver, 0.0) + share
        taken[taker] = taken.get(taker, 0.0) + back
    stay = tuple(
        Portion(code, code, 1.0 - given.get(code, 0.0), 1.0 - taken.get(code, 0.0))
        for code in dict.fromkeys((*given, *taken))
    )
    return Redrawn(day, (*stay, *(Portion(*pair, *shares) for pair, shares in parts.items())))
