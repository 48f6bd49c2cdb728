"""What an examination of many figures found: flags by their effect, and what each check did."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from math import isfinite, isnan

import pyarrow as pa

from populace.i18n import format_count, join_sentences, ngettext
from populace.i18n import gettext as _
from populace.quality.checks import CHECKS
from populace.quality.flags import Flag
from populace.quality.sentences import sentence
from populace.quality.words import Words

NUMBERS = (
    "value",
    "expected",
    "low",
    "high",
    "score",
    "chance",
    "effect",
    "effect_share",
    "nation_share",
)


@dataclass(frozen=True)
class Summary:
    """What ``check`` did: how much it judged, could not judge for want of figures, and found.

    ``by_chance`` is how many would be found if nothing were wrong anywhere; NaN where that is not known. Of what was
    ``flagged``, ``acknowledged`` were looked at before and are not told again.
    """

    check: str
    tested: int
    flagged: int
    not_judged: int = 0
    by_chance: float = float("nan")
    acknowledged: int = 0

    def with_(self, other: "Summary") -> "Summary":
        """Both together: the same check on other figures."""
        return Summary(
            self.check,
            self.tested + other.tested,
            self.flagged + other.flagged,
            self.not_judged + other.not_judged,
            self.by_chance + other.by_chance,
            self.acknowledged + other.acknowledged,
        )


@dataclass(frozen=True)
class Examination:
    """``flags`` by effect, places together; ``summaries`` by check.

    ``returns`` is a table by form and place of what came, ``cells`` one by form, measure and place of what was filled
    in on what came; both have no column where no form is in use.
    """

    flags: tuple[Flag, ...]
    summaries: tuple[Summary, ...]
    returns: pa.Table
    cells: pa.Table
    vintage: int = 0

    def table(self, words: Words, most: int | None = None) -> pa.Table:
        """The first ``most`` flags (all), one a row, in order, with their sentences."""
        return flags_table(self.flags[:most], words)

    def summary_table(self, words: Words) -> pa.Table:
        """One row a check: what it looks for and what it did."""
        rows = self.summaries
        return pa.table(
            {
                "check": [row.check for row in rows],
                "looks_for": [words.catalogue.text(CHECKS[row.check].label) for row in rows],
                "judged": pa.array([row.tested for row in rows], pa.int64()),
                "not_judged": pa.array([row.not_judged for row in rows], pa.int64()),
                "found": pa.array([row.flagged for row in rows], pa.int64()),
                "by_chance": _nullable([row.by_chance for row in rows]),
                "acknowledged": pa.array([row.acknowledged for row in rows], pa.int64()),
            }
        )


def flags_table(flags: Sequence[Flag], words: Words) -> pa.Table:
    """Flags as rows, in order."""
    texts = [each.name for each in fields(Flag) if each.name not in NUMBERS and each.name != "also"]
    return pa.table(
        {
            "sentence": pa.array([sentence(flag, words) for flag in flags], pa.string()),
            **{name: pa.array([getattr(flag, name) for flag in flags], pa.string()) for name in texts},
            **{name: _nullable([getattr(flag, name) for flag in flags]) for name in NUMBERS},
            "also": pa.array([" ".join(flag.also) for flag in flags], pa.string()),
            "key": pa.array([flag.key for flag in flags], pa.string()),
        }
    )


def said(summary: Summary) -> str:
    """One line on what a check did, with how many flags chance explains."""
    found = ngettext(
        "{found} flag among {judged} judged.", "{found} flags among {judged} judged.", summary.flagged
    ).format(found=format_count(summary.flagged), judged=format_count(summary.tested))
    parts = [found]
    if isfinite(summary.by_chance):
        parts.append(
            _("Chance alone would raise about {count}.").format(count=format_count(summary.by_chance))
        )
    if summary.not_judged:
        parts.append(
            ngettext(
                "{count} could not be judged: too few others.",
                "{count} could not be judged: too few others.",
                summary.not_judged,
            ).format(count=format_count(summary.not_judged))
        )
    return join_sentences(parts)


def _nullable(values: Sequence[float]) -> pa.Array:
    return pa.array([None if isnan(value) else float(value) for value in values], pa.float64())
