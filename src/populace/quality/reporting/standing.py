"""Whether each place reported in each period, and what it means if it did not.

A place that is silent for six periods or more at an end of the window was not yet or is no longer at work there: it
is **inactive**, not incomplete. A place that never reported is told apart. A gap between two reports is a gap,
however long.
"""

from enum import IntEnum

import numpy as np
from jaxtyping import Bool, Int


class Standing(IntEnum):
    """What is known of one place in one period."""

    NOT_EXPECTED = 0
    RECEIVED = 1
    MISSING = 2
    INACTIVE = 3
    NEVER = 4


def standing(
    received: Bool[np.ndarray, "place time"], expected: Bool[np.ndarray, "place time"], silent: int
) -> Int[np.ndarray, "place time"]:
    """``Standing`` of each place and period. What came counts as expected, even from a place of which nothing was
    asked."""
    asked = expected | received
    out = np.where(asked, Standing.MISSING, Standing.NOT_EXPECTED).astype(np.int8)
    before = np.cumsum(asked & (np.cumsum(received, axis=1) == 0), axis=1)
    after = np.cumsum((asked & (np.cumsum(received[:, ::-1], axis=1) == 0)[:, ::-1])[:, ::-1], axis=1)[
        :, ::-1
    ]
    ever = received.any(axis=1, keepdims=True)
    at_start = (
        ever & (np.cumsum(received, axis=1) == 0) & (before.max(axis=1, initial=0) >= silent)[:, np.newaxis]
    )
    at_end = (
        ever
        & (np.cumsum(received[:, ::-1], axis=1) == 0)[:, ::-1]
        & (after.max(axis=1, initial=0) >= silent)[:, np.newaxis]
    )
    out[asked & (at_start | at_end)] = Standing.INACTIVE
    out[asked & ~ever] = Standing.NEVER
    out[received] = Standing.RECEIVED
    return out


def rate(part: Int[np.ndarray, "..."], whole: Int[np.ndarray, "..."]) -> np.ndarray:
    """``part / whole``; NaN where nothing is expected."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(np.asarray(whole) > 0, np.asarray(part) / np.asarray(whole), np.nan)
