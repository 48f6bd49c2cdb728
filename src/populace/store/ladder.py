"""Asked places one above another: each is summed from those right below it, and a figure is touched once a level.

This holds when a place counts whole, on every day, in each place that it counts in. The places that count in two asked
ones then are those of the smaller one, or there are none.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from populace.store.geography import Cover


@dataclass(frozen=True)
class Ladder:
    """``home``: for each place with figures, the lowest asked place in which it counts, ``(row,)`` both.

    ``up_from`` and ``up_to`` lead from an asked place to the next one above, ``(link,)``; ``depth`` ``(target,)`` is 0
    for those with nothing above. ``alone`` says that no two places have the same home.
    """

    home_place: np.ndarray
    home_target: np.ndarray
    up_from: np.ndarray
    up_to: np.ndarray
    depth: np.ndarray

    @property
    def levels(self) -> range:
        """The depths that there are, the deepest first."""
        used = int(self.depth[self.home_target].max(initial=0))
        return range(used, -1, -1)

    def alone(self, depth: int) -> bool:
        """Whether each asked place at ``depth`` that is a home is that of one place."""
        homes = self.home_target[self.depth[self.home_target] == depth]
        return len(np.unique(homes)) == len(homes)

    def is_home(self, depth: int) -> bool:
        """Whether any place has its home at ``depth``."""
        return bool((self.depth[self.home_target] == depth).any())

    def homes(self) -> pa.Table:
        """Columns ``place``, ``target`` and ``depth``."""
        depth = self.depth[self.home_target].astype(np.int32)
        return pa.table({"place": self.home_place, "target": self.home_target, "depth": depth})

    def ups(self) -> pa.Table:
        """Columns ``target`` and ``above``."""
        return pa.table({"target": self.up_from, "above": self.up_to})


def ladder(cover: Cover, targets: int) -> Ladder | None:
    """The ladder of ``cover``; None where places count with a part, on some days only, or in sets that cross."""
    if cover.shared:
        return None
    size = np.bincount(cover.target, minlength=targets)
    order = np.lexsort((cover.target, size[cover.target], cover.place))
    place, target = cover.place[order], cover.target[order]
    first = np.concatenate([[True], place[1:] != place[:-1]])
    if ((target[1:] == target[:-1]) & ~first[1:]).any():
        return None
    above = np.where(np.concatenate([first[1:], [True]]), -1, np.concatenate([target[1:], [-1]]))
    pairs = np.unique(target.astype(np.int64) * (targets + 1) + above + 1)
    links = np.stack([pairs // (targets + 1), pairs % (targets + 1) - 1], axis=1)
    if (links[1:, 0] == links[:-1, 0]).any():
        return None
    up_to = np.full(targets, -1)
    up_to[links[:, 0]] = links[:, 1]
    linked = links[links[:, 1] >= 0].astype(np.int32)
    return Ladder(
        place[first].astype(np.int32),
        target[first].astype(np.int32),
        np.ascontiguousarray(linked[:, 0]),
        np.ascontiguousarray(linked[:, 1]),
        _depths(up_to),
    )


def _depths(up_to: np.ndarray) -> np.ndarray:
    depth = np.zeros(len(up_to), np.int64)
    at = up_to.copy()
    while (at >= 0).any():
        depth[at >= 0] += 1
        at = np.where(at >= 0, up_to[at], -1)
    return depth
