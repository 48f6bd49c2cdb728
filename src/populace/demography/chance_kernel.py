"""Chance, compiled: uniform numbers, and counts drawn from binomial and Poisson laws, for many trajectories at once.

Every trajectory has a generator of its own (xoshiro128++; Blackman & Vigna 2021, ACM Transactions on Mathematical
Software 47:36), so that its numbers depend neither on the other trajectories nor on who computes them.

A count with mean ``m`` is binomial with probability ``p``, or Poisson where ``p`` is zero. Up to a mean of ``NORMAL``
it is drawn by inversion, which is exact but for rounding; above, from the normal law with Cornish and Fisher's
correction for skewness, to the nearest whole number, its variance less what the correction and the rounding add.
Loops run along trajectories without branches, so that the processor works on eight of them together; single precision
throughout, because a count drawn has no more digits than that.
"""

import numpy as np
from numba import njit

F = np.float32
U = np.uint32

NORMAL = F(16.0)  # five standard deviations below this mean the corrected normal is still above zero
ZERO, HALF, ONE, TWO = F(0.0), F(0.5), F(1.0), F(2.0)
THIRD, FOURTH, FIFTH, SIXTH, SEVENTH, EIGHTH = F(1 / 3), F(1 / 4), F(1 / 5), F(1 / 6), F(1 / 7), F(1 / 8)
NINTH, ELEVENTH = F(1 / 9), F(1 / 11)
TWELFTH, EIGHTEENTH = F(1 / 12), F(1 / 18)
TO_UNIT, HALF_STEP = F(2.0**-31), F(2.0**-32)
BELOW_ONE = F(1.0 - 2.0**-24)
FAR = F(3.0e38)
MANTISSA, EXPONENT_OF_ONE = np.int32(0x007FFFFF), np.int32(0x3F800000)
LN2, ROOT2 = F(np.log(2.0)), F(np.sqrt(2.0))
PER_DOUBLING = F(2.0**-5)  # five doublings follow
RECIPROCAL = (1.0 / np.maximum(np.arange(64), 1)).astype(np.float32)

BLOCK = 512
"""Trajectories that are worked on together."""

# Rows of scratch space lie in one array at fixed distances, which tells the compiler that they do not overlap.
UNIT, TAIL, TERM, FACTOR, ODDS, OTHER = 0, BLOCK, 2 * BLOCK, 3 * BLOCK, 4 * BLOCK, 5 * BLOCK
ROWS_OF_WORK = 6

# Giles 2010, "Approximating the erfinv function", GPU Computing Gems 2: single precision, the middle and the tails.
MIDDLE = np.array(
    [2.81022636e-08, 3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503,
     -0.00417768164, 0.246640727, 1.50140941], dtype=np.float32,
)  # fmt: skip
TAILS = np.array(
    [-0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613,
     0.00943887047, 1.00167406, 2.83297682], dtype=np.float32,
)  # fmt: skip
M0, M1, M2, M3, M4, M5, M6, M7, M8 = MIDDLE
T0, T1, T2, T3, T4, T5, T6, T7, T8 = TAILS
TAIL_FROM, MIDDLE_AT, TAIL_AT = F(5.0), F(2.5), F(3.0)


# The order in which a maximum is looked for changes nothing, so the compiler is free to choose it.
ANY_ORDER = {"nnan", "nsz", "reassoc"}


@njit(cache=True, nogil=True, error_model="numpy", fastmath=ANY_ORDER)
def highest_of(values):  # type: ignore[no-untyped-def]
    """The highest of a row, or zero."""
    found = ZERO
    for i in range(values.shape[0]):
        found = values[i] if values[i] > found else found
    return found


@njit(cache=True, nogil=True, error_model="numpy", fastmath=ANY_ORDER)
def lowest_of(values):  # type: ignore[no-untyped-def]
    """The lowest of a row."""
    found = FAR
    for i in range(values.shape[0]):
        found = values[i] if values[i] < found else found
    return found


@njit(cache=True, nogil=True, error_model="numpy")
def uniforms(state, rows, work):  # type: ignore[no-untyped-def]
    """Fill the first row of ``work`` with numbers between 0 and 1, both left out; ``state`` (word, row) moves on."""
    for i in range(rows):
        a, b, c, d = state[0, i], state[1, i], state[2, i], state[3, i]
        mixed = U(a + d)
        word = U(U(U(mixed << U(7)) | U(mixed >> U(25))) + a)
        shifted = U(b << U(9))
        c = U(c ^ a)
        d = U(d ^ b)
        state[1, i] = U(b ^ c)
        state[0, i] = U(a ^ d)
        state[2, i] = U(c ^ shifted)
        state[3, i] = U(U(d << U(11)) | U(d >> U(21)))
        work[UNIT + i] = min(F(np.int32(word >> U(1))) * TO_UNIT + HALF_STEP, BELOW_ONE)


@njit(cache=True, nogil=True, error_model="numpy")
def rounded(state, values, work):  # type: ignore[no-untyped-def]
    """Round ``values`` up or down by chance, so that the mean stays."""
    uniforms(state, values.shape[0], work)
    for i in range(values.shape[0]):
        values[i] = np.floor(values[i] + work[UNIT + i])


@njit(cache=True, nogil=True, error_model="numpy")
def counts(state, mean, p, out, work):  # type: ignore[no-untyped-def]
    """Draw ``out`` with ``mean`` and probability ``p`` (at most one half; zero for Poisson), all ``(row,)``.

    A binomial count may, by rounding, exceed its number of trials about once in ten million draws: the caller
    limits it.
    """
    uniforms(state, mean.shape[0], work)
    highest, lowest = highest_of(mean), lowest_of(mean)
    if lowest <= NORMAL:
        by_inversion(mean, p, out, work, min(highest, NORMAL))
    if highest > NORMAL:
        by_normal(mean, p, work)
        for i in range(mean.shape[0]):
            out[i] = work[OTHER + i] if mean[i] > NORMAL else out[i]


@njit(cache=True, nogil=True, error_model="numpy")
def tails(mean, p, work):  # type: ignore[no-untyped-def]
    """P(X > 0), P(X = 0) and the two numbers that lead from one probability to the next.

    The first is found without cancellation, from 1 - exp(-h) with h = -n ln(1 - p) halved five times over, because a
    chance of one in ten thousand is to be right to its own last digits.
    """
    for i in range(mean.shape[0]):
        m = min(mean[i], NORMAL)
        living = ONE / (ONE - p[i])
        halved = ONE / (TWO - p[i])
        t = p[i] * halved
        s = t * t
        series = ONE + s * (THIRD + s * (FIFTH + s * (SEVENTH + s * (NINTH + s * ELEVENTH))))
        y = PER_DOUBLING * TWO * m * halved * series
        some = ONE - SIXTH * y * (ONE - SEVENTH * y * (ONE - EIGHTH * y))
        some = y * (ONE - HALF * y * (ONE - THIRD * y * (ONE - FOURTH * y * (ONE - FIFTH * y * some))))
        none = (ONE - some) * (ONE - some)  # 1 - exp(-y) and exp(-y), doubled: 2, 4, 8, 16 and 32 times y
        some = some * (TWO - some)
        none, some = none * none, some * (TWO - some)
        none, some = none * none, some * (TWO - some)
        none, some = none * none, some * (TWO - some)
        work[TERM + i] = none * none
        work[TAIL + i] = some * (TWO - some)
        work[FACTOR + i] = m * living
        work[ODDS + i] = p[i] * living


@njit(cache=True, nogil=True, error_model="numpy")
def by_inversion(mean, p, out, work, highest):  # type: ignore[no-untyped-def]
    """How many of the tail probabilities P(X > 0), P(X > 1), ... lie above the uniform number."""
    tails(mean, p, work)
    for i in range(mean.shape[0]):
        out[i] = ZERO
    # Beyond the mean and six standard deviations there is nothing left to draw.
    last = int(highest + F(6.0) * np.sqrt(highest) + F(3.0))
    for k in range(0, last, 4):
        c0, c1, c2, c3 = F(k), F(k + 1), F(k + 2), F(k + 3)
        r0, r1, r2, r3 = RECIPROCAL[k + 1], RECIPROCAL[k + 2], RECIPROCAL[k + 3], RECIPROCAL[k + 4]
        for i in range(mean.shape[0]):
            u, tail, term, found = work[UNIT + i], work[TAIL + i], work[TERM + i], out[i]
            odds, factor = work[ODDS + i], work[FACTOR + i]
            found += ONE if u < tail else ZERO
            term *= (factor - odds * c0) * r0
            tail -= term
            found += ONE if u < tail else ZERO
            term *= (factor - odds * c1) * r1
            tail -= term
            found += ONE if u < tail else ZERO
            term *= (factor - odds * c2) * r2
            tail -= term
            found += ONE if u < tail else ZERO
            term *= (factor - odds * c3) * r3
            work[TAIL + i] = tail - term
            work[TERM + i] = term
            out[i] = found


@njit(cache=True, nogil=True, error_model="numpy")
def by_normal(mean, p, work):  # type: ignore[no-untyped-def]
    """Counts with a mean of at least ``NORMAL``, from the corrected normal law, into the last row of ``work``."""
    normals(work, mean.shape[0])
    for i in range(mean.shape[0]):
        z, skew, m = work[OTHER + i], ONE - TWO * p[i], max(mean[i], NORMAL)
        variance = m * (ONE - p[i]) - TWELFTH - EIGHTEENTH * skew * skew
        count = np.floor(m + np.sqrt(variance) * z + SIXTH * skew * (z * z - ONE) + HALF)
        work[OTHER + i] = max(count, ZERO)


@njit(cache=True, nogil=True, error_model="numpy")
def normals(work, rows):  # type: ignore[no-untyped-def]
    """Standard normal numbers into the last row of ``work``, from the uniform ones in its first (Giles 2010)."""
    bits = work.view(np.int32)
    for i in range(rows):
        work[TAIL + i] = F(4.0) * work[UNIT + i] * (ONE - work[UNIT + i])
    for i in range(rows):
        word = bits[TAIL + i]
        bits[TERM + i] = (word >> np.int32(23)) - np.int32(127)
        bits[TAIL + i] = (word & MANTISSA) | EXPONENT_OF_ONE
    for i in range(rows):
        # ln of a number between 1 and 2, about the root of two.
        t = (work[TAIL + i] - ROOT2) / (work[TAIL + i] + ROOT2)
        s = t * t
        part = TWO * t * (ONE + s * (THIRD + s * (FIFTH + s * SEVENTH)))
        w = max(-((F(bits[TERM + i]) + HALF) * LN2 + part), ZERO)
        v = w - MIDDLE_AT
        middle = M8 + v * (M7 + v * (M6 + v * (M5 + v * (M4 + v * (M3 + v * (M2 + v * (M1 + v * M0)))))))
        v = np.sqrt(w) - TAIL_AT
        tail = T8 + v * (T7 + v * (T6 + v * (T5 + v * (T4 + v * (T3 + v * (T2 + v * (T1 + v * T0)))))))
        work[OTHER + i] = ROOT2 * (TWO * work[UNIT + i] - ONE) * (middle if w < TAIL_FROM else tail)
