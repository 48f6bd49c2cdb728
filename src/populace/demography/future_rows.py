"""The steps of a projection along many trajectories, each on one row: one sex and age, all trajectories of a block.

Compiled; no checks here: see ``futures``. Single precision, except sums over ages.
"""

from numba import njit

from populace.demography.chance_kernel import HALF, ONE, ZERO, counts, lowest_of, rounded


@njit(cache=True, nogil=True, error_model="numpy")
def at_level(table, step, place, weight, out):  # type: ignore[no-untyped-def]
    """A table's value for every trajectory, on the straight line from one level to the next."""
    for i in range(out.shape[0]):
        k = place[i]
        out[i] = table[k] + weight[i] * step[k]


@njit(cache=True, nogil=True, error_model="numpy")
def add_to(sums, values):  # type: ignore[no-untyped-def]
    """Add a row to sums."""
    for i in range(values.shape[0]):
        sums[i] += values[i]


@njit(cache=True, nogil=True, error_model="numpy")
def expected_migrants(base, level, pattern, share, out):  # type: ignore[no-untyped-def]
    """Net migrants of one sex and age, ``share`` of those of the year."""
    for i in range(out.shape[0]):
        out[i] = share * (base + level[i] * pattern)


@njit(cache=True, nogil=True, error_model="numpy")
def by_chance(migrants, moves, state, size, never, drawn, work):  # type: ignore[no-untyped-def]
    """Whole migrants: expected ones rounded by chance, or (``moves``) as many as Poisson's law gives."""
    if not moves:
        rounded(state, migrants, work)
        return
    for i in range(migrants.shape[0]):
        size[i] = abs(migrants[i])
    counts(state, size, never, drawn, work)
    for i in range(migrants.shape[0]):
        migrants[i] = drawn[i] if migrants[i] > ZERO else -drawn[i]


@njit(cache=True, nogil=True, error_model="numpy")
def move(stock, migrants, net, limited):  # type: ignore[no-untyped-def]
    """Add ``migrants`` to ``stock``; nobody emigrates who is not there, and ``limited`` counts those who were to."""
    for i in range(stock.shape[0]):
        stock[i] += migrants[i]
    for i in range(stock.shape[0]):
        net[i] += migrants[i]
    if lowest_of(stock) < ZERO:
        for i in range(stock.shape[0]):
            missing = max(-stock[i], ZERO)
            limited[i] += missing
            net[i] += missing
            stock[i] += missing


@njit(cache=True, nogil=True, error_model="numpy")
def split(state, whole, share, chance, part, rest, mean, work):  # type: ignore[no-untyped-def]
    """``part`` of the ``whole`` with probability ``share``, by chance or as expected, and the ``rest``."""
    if chance:
        # The rarer of the two is drawn; its probability stands for a while where the rest will.
        for i in range(whole.shape[0]):
            rest[i] = min(share[i], ONE - share[i])
            mean[i] = whole[i] * rest[i]
        counts(state, mean, rest, part, work)
        for i in range(whole.shape[0]):
            count = min(part[i], whole[i])
            part[i] = count if share[i] <= HALF else whole[i] - count
    else:
        for i in range(whole.shape[0]):
            part[i] = whole[i] * share[i]
    for i in range(whole.shape[0]):
        rest[i] = whole[i] - part[i]


@njit(cache=True, nogil=True, error_model="numpy")
def bear(tfr, later, pattern, step, start, end, births):  # type: ignore[no-untyped-def]
    """Births to be expected of the women of one age, from the mean of those at the start and at the end."""
    for i in range(start.shape[0]):
        births[i] = HALF * tfr[i] * (pattern + later[i] * step) * (start[i] + end[i])


@njit(cache=True, nogil=True, error_model="numpy")
def spread(dead, early, younger, own):  # type: ignore[no-untyped-def]
    """A cohort's deaths by age at death: the share ``early`` before its birthday."""
    for i in range(dead.shape[0]):
        before = dead[i] * early[i]
        younger[i] += before
        own[i] = dead[i] - before


@njit(cache=True, nogil=True, error_model="numpy")
def live_on(dying, living, lived):  # type: ignore[no-untyped-def]
    """Carry a life table one age on: ``living`` person-years at this age per newborn, ``lived`` their sum so far."""
    for i in range(dying.shape[0]):
        living[i] *= ONE - dying[i]
        lived[i] += living[i]


@njit(cache=True, nogil=True, error_model="numpy")
def stay_on(dying, living):  # type: ignore[no-untyped-def]
    """The open age group holds all who ever reach it: survivors of one year, and of two, and so on."""
    for i in range(dying.shape[0]):
        living[i] /= dying[i]
