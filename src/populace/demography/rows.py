"""Compiled functions over rows, shared out among threads.

The kernels release the interpreter's lock, so plain threads do; unlike Numba's own parallel loops they cost
no extra compilation and may be started from several threads at once.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

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
