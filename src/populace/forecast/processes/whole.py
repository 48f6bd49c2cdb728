"""Where parts meet the whole: levels of places brought to add up to the level of the place above, in every trajectory.

Parts are drawn one after the other, so that thousands of them need the memory of one: a first pass sums them up, a
second draws each again (a place's draw is always the same) and moves it.
"""

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float

from populace.errors import ModelError

Level = Float[np.ndarray, "trajectory year"]
Weight = Float[np.ndarray, " year"] | float


@dataclass
class WeightedMean:
    """The mean of parts as they come, weighted by who bears it: women for fertility, people for mortality."""

    total: Level
    weights: Float[np.ndarray, " year"]

    @classmethod
    def empty(cls, trajectories: int, years: int) -> "WeightedMean":
        """Nothing summed yet."""
        return cls(np.zeros((trajectories, years)), np.zeros(years))

    def add(self, level: Level, weight: Weight) -> None:
        """Add one part.

        Raises ``ModelError`` for a negative weight.
        """
        if np.min(weight) < 0:
            raise ModelError("weights must not be below zero")
        self.total += level * weight
        self.weights += weight

    @property
    def mean(self) -> Level:
        """Weighted mean of the parts.

        Raises ``ModelError`` where all weights of a year are zero.
        """
        if not (self.weights > 0).all():
            raise ModelError("the weights of a year are all zero")
        return np.asarray(self.total / self.weights)

    def factor(self, whole: Level) -> Level:
        """What each part is multiplied by so that their mean is ``whole``; for levels that cannot fall below zero."""
        mean = self.mean
        return np.asarray(np.divide(whole, mean, out=np.ones_like(mean), where=mean > 0))

    def shift(self, whole: Level) -> Level:
        """What is added to each part so that their mean is ``whole``; for life expectancy and migration rates."""
        return np.asarray(whole - self.mean)


def meet_whole(
    parts: Float[np.ndarray, "place trajectory year"],
    weights: Float[np.ndarray, "place year"],
    whole: Level,
    *,
    additive: bool = False,
) -> Float[np.ndarray, "place trajectory year"]:
    """``parts`` moved so that their weighted mean is ``whole`` in every trajectory and year.

    By one factor for all parts, or by one amount where ``additive``: ratios between the parts, or their differences,
    stay as drawn.
    """
    sums = WeightedMean.empty(*parts.shape[1:])
    for part, weight in zip(parts, weights, strict=True):
        sums.add(part, weight)
    return np.asarray(parts + sums.shift(whole) if additive else parts * sums.factor(whole))
