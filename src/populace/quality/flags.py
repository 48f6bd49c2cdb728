"""A flag: one thing about the figures that somebody who knows the place should look at.

It says what was reported, what would have been expected, and how much the figure of the place above would change.
It says nothing about who reported it.
"""

from dataclasses import dataclass
from math import isnan, nan


@dataclass(frozen=True)
class Flag:
    """``check`` found ``value`` at ``place`` in ``period``, where ``expected`` (from ``low`` to ``high``) was
    expected.

    What does not apply is NaN or empty. ``effect`` is by how much the figure of the place ``above`` would change,
    in the measure's units, if the value were the expected one; ``effect_share`` is the same as a share of that
    figure as it is, ``nation_share`` as a share of the topmost place's. ``chance`` is how probable such a value is
    if nothing is wrong. ``since`` is the first period, where the flag is about several up to ``period``. ``rule``
    is the code of the rule, form or comparison that it is about. ``also`` are further checks that found the same
    figure.
    """

    check: str
    place: str
    period: str
    measure: str = ""
    breakdown: str = ""
    value: float = nan
    expected: float = nan
    low: float = nan
    high: float = nan
    score: float = nan
    chance: float = nan
    effect: float = nan
    effect_share: float = nan
    nation_share: float = nan
    above: str = ""
    since: str = ""
    rule: str = ""
    also: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What it is acknowledged by. It changes with the value, so that another figure there is looked at anew."""
        return "|".join(
            (
                self.check,
                self.rule,
                self.place,
                self.since,
                self.period,
                self.measure,
                self.breakdown,
                "" if isnan(self.value) else f"{self.value:.12g}",
            )
        )

    @property
    def weight(self) -> tuple[float, float]:
        """By what flags are ordered: the change of the topmost place's figure, then of the place's above, as shares.

        A flag at the topmost place itself counts by its own share.
        """
        share = _size(self.effect_share)
        return (share if isnan(self.nation_share) else _size(self.nation_share)), share


def by_effect(flags: list[Flag]) -> list[Flag]:
    """``flags`` with those of one place together: places by their greatest effect, and within a place by effect."""
    greatest: dict[str, tuple[float, float]] = {}
    for flag in flags:
        greatest[flag.place] = max(greatest.get(flag.place, (-1.0, -1.0)), flag.weight)
    return sorted(
        flags,
        key=lambda flag: (
            *(-each for each in greatest[flag.place]),
            flag.place,
            *(-each for each in flag.weight),
            flag.period,
            flag.key,
        ),
    )


def _size(value: float) -> float:
    return -1.0 if isnan(value) else abs(value)
