"""Noise in time: named streams of shocks, and processes with variance one in every year made of them.

Arrays are ``(trajectory, year)`` to whoever reads them and lie year by year in memory: processes step through the
years, and each step is then one run over neighbouring numbers.
"""

from hashlib import blake2b
from zlib import crc32

import numpy as np
from jaxtyping import Float
from scipy.special import ndtri

Noise = Float[np.ndarray, "trajectory year"]

ALMOST_ONE = 0.9999
"""Largest correlation of neighbouring years where a spread shrinks: the process then follows it without new shocks."""


LEVELS, PER_WORD = 2**16, 4
"""Different normal numbers that ``shocks`` draws, and how many of them one random word of 64 bits names."""

NORMAL = ndtri((np.arange(LEVELS) + 0.5) / LEVELS).astype(np.float32)
"""Those numbers. Noise needs no finer grain, and looking them up costs a quarter of making them."""


def stream(seed: int, place: str, subject: str) -> np.random.Generator:
    """The stream of random numbers of one place and subject: the same whichever others are drawn."""
    key = int.from_bytes(blake2b(place.encode(), digest_size=8).digest(), "little")
    return np.random.Generator(np.random.SFC64([seed, key, crc32(subject.encode())]))


def shocks(rng: np.random.Generator, trajectories: int, years: int) -> Noise:
    """Independent standard normal numbers in single precision, each one of ``LEVELS`` evenly spread ones."""
    count = trajectories * years
    packed = rng.bit_generator.random_raw(-(-count // PER_WORD))
    return NORMAL.take(packed.view(np.uint16)[:count], mode="wrap").reshape(years, trajectories).T


def year_on_year(spread: Float[np.ndarray, " year"], persistence: float) -> Float[np.ndarray, " gap"]:
    """Correlation of each year's deviation with the next year's, for a level whose spread is ``spread``.

    The level follows ``x' = persistence * x + e`` with shocks just as large as the growth of its spread asks for, so
    that the correlation is ``persistence`` times last year's spread over this year's. Where bounds grow from a known
    start as the square root of time, this is a random walk; where they are level, a stationary process.
    """
    before, after = spread[:-1], spread[1:]
    ratio = np.divide(before, after, out=np.ones_like(before, dtype=float), where=after > 0)
    return np.asarray(np.minimum(persistence * ratio, ALMOST_ONE))


def coloured(white: Noise, correlation: Float[np.ndarray, " gap"]) -> Noise:
    """Noise with variance one in every year and the given ``correlation`` of each year with the next."""
    by_year = np.array(white.T, order="C")
    kept = correlation.astype(by_year.dtype)
    fresh = np.sqrt(1.0 - correlation**2).astype(by_year.dtype)
    for year in range(1, len(by_year)):
        by_year[year] *= fresh[year - 1]
        by_year[year] += kept[year - 1] * by_year[year - 1]
    return by_year.T


def evened(noise: Noise) -> Noise:
    """``noise`` spread evenly in every year: the i-th smallest of n numbers becomes the normal quantile (i - 1/2) / n.

    Quantiles over the trajectories are then those of the distribution, however few the trajectories: sampling error is
    taken out of every single year, while the order of the trajectories, and with it their course, stays.
    """
    trajectories = noise.shape[0]
    even = ndtri((np.arange(trajectories) + 0.5) / trajectories)
    by_year = np.empty(noise.T.shape)
    rows = np.arange(len(by_year))[:, np.newaxis]
    by_year[rows, np.argsort(noise.T, axis=1, kind="stable")] = even
    return by_year.T


def together(one: Noise, other: Noise, correlation: float) -> Noise:
    """Noise that has ``correlation`` with ``one``, the rest of it from ``other``; all three have variance one."""
    rest = np.sqrt(1.0 - correlation**2)
    return (np.float32(correlation) * one.T + np.float32(rest) * other.T).T
