"""Compiled functions over rows, shared out among threads.

The kernels release the interpreter's lock, so plain threads do; unlike Numba's own parallel loops they cost
no extra compilation and may be started from several threads at once.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np

from populace.demography.arrays import Integers
from populace.errors import ModelError

# Below this many cells (about a millisecond's work) starting threads costs more than it saves.
CELLS_WORTH_A_THREAD = 500_000


def over_rows(work: Callable[[int, int], object], rows: int, cells: int) -> None:
    """Call ``work(first, last)`` on spans that together cover ``rows``; ``cells`` sizes the whole."""
    threads = min(os.cpu_count() or 1, rows, max(1, cells // CELLS_WORTH_A_THREAD))
    if threads == 1:
        work(0, rows)
        return
    bounds = [rows * k // threads for k in range(threads + 1)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, bounds[:-1], bounds[1:]))


Work = Callable[[int], None]
Share = Callable[[Work, Iterable[int]], None]


@contextmanager
def sharing(threads: int) -> Iterator[Share]:
    """Share pieces of work out among ``threads``: what is yielded calls a function on every number given."""
    if threads == 1:
        yield _one_by_one
        return
    with ThreadPoolExecutor(threads) as pool:
        yield lambda work, pieces: _all(pool.map(work, pieces))


def age_bounds(name: str, pairs: Sequence[tuple[int, int]], ages: int) -> Integers:
    """Groups of ages as ``(group, 2)``, the second bound left out; ``ModelError`` outside 0 to ``ages``."""
    bounds = np.array(pairs, dtype=np.int64).reshape((-1, 2))
    if ((bounds < 0) | (bounds > ages) | (bounds[:, :1] >= bounds[:, 1:])).any():
        raise ModelError(f"{name} must be pairs of rising ages from 0 to {ages}: {list(pairs)}")
    return bounds


def _one_by_one(work: Work, pieces: Iterable[int]) -> None:
    for piece in pieces:
        work(piece)


def _all(done: Iterable[None]) -> None:
    """Wait for everything, and raise what was raised."""
    for _ in done:
        pass
