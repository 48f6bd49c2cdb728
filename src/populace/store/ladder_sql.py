"""Flows rolled up along a ladder of places, as steps of a query: all items side by side, level after level.

It gives what ``roll_up_sql`` gives, for questions that are simple enough, in a third of the time. It stands on
``known``, ``calendar`` (``start, length, period``), ``homes`` (``place, target, depth``) and ``ups``
(``target, above``).
"""

from dataclasses import dataclass

from populace.store.engine import Step
from populace.store.ladder import Ladder


@dataclass(frozen=True)
class Climb:
    """The items of one question, by the conditions that choose the rows of each.

    ``every`` says that each takes all cells of its measure, so that ``known`` has no other rows; ``by_length`` that
    their stored periods have several lengths; ``one_to_one`` that no two of them lie in one asked period.
    """

    conditions: tuple[str, ...]
    every: bool
    by_length: bool
    one_to_one: bool

    @property
    def columns(self) -> list[str]:
        """The names of the items' columns."""
        return [f"f{at}" for at in range(len(self.conditions))]

    @property
    def sums(self) -> str:
        """The items summed."""
        return ", ".join(f"sum({column}) AS {column}" for column in self.columns)


def climbed(climb: Climb, ladder: Ladder) -> tuple[Step, ...]:
    """Steps from ``known`` to ``climbed``: ``target, period, f0, f1, …``, null where there is no figure."""
    listed = ", ".join(climb.columns)
    homes = [depth for depth in ladder.levels if ladder.is_home(depth)]
    steps = [_own(climb)]
    if len(homes) > 1:
        steps.append(Step("at_home", _joined_home(climb), kept=True))
    for depth in ladder.levels:
        at_home = f"SELECT target, period, {listed} FROM at_home WHERE depth = {depth}"
        steps.append(_level(climb, ladder, depth, at_home if len(homes) > 1 else _joined_home(climb)))
    union = " UNION ALL ".join(
        f"SELECT target, period, {listed} FROM level_{depth}" for depth in ladder.levels
    )
    return (*steps, Step("climbed", union))


def _own(climb: Climb) -> Step:
    """Each place's own sums by stored period."""
    keys = "place, start, length" if climb.by_length else "place, start"
    sums = ", ".join(
        f"sum(CASE WHEN {condition} THEN value END) AS f{at}" for at, condition in enumerate(climb.conditions)
    )
    chosen = "" if climb.every else f" WHERE {' OR '.join(dict.fromkeys(climb.conditions))}"
    return Step("own", f"SELECT {keys}, {sums} FROM known{chosen} GROUP BY {keys}")


def _joined_home(climb: Climb) -> str:
    """The figures of places in the lowest asked place of each."""
    listed = ", ".join(f"o.{column}" for column in climb.columns)
    same_length = " AND k.length = o.length" if climb.by_length else ""
    return (
        f"SELECT h.target, h.depth, k.period, {listed} FROM own AS o "
        f"JOIN calendar AS k ON k.start = o.start{same_length} JOIN homes AS h ON h.place = o.place"
    )


def _level(climb: Climb, ladder: Ladder, depth: int, at_home: str) -> Step:
    """The asked places of one depth: what has its home there, and what those right below have."""
    if depth == ladder.levels[0]:
        if climb.one_to_one and ladder.alone(depth):
            return Step(f"level_{depth}", at_home, kept=True)
        return _summed(climb, depth, at_home)
    below = (
        f"SELECT u.above AS target, b.period, {', '.join(f'b.{column}' for column in climb.columns)} "
        f"FROM level_{depth + 1} AS b JOIN ups AS u ON u.target = b.target"
    )
    if ladder.is_home(depth):
        listed = ", ".join(climb.columns)
        below = f"SELECT target, period, {listed} FROM ({at_home}) UNION ALL {below}"
    return _summed(climb, depth, below)


def _summed(climb: Climb, depth: int, parts: str) -> Step:
    return Step(
        f"level_{depth}",
        f"SELECT target, period, {climb.sums} FROM ({parts}) GROUP BY target, period",
        kept=True,
    )
