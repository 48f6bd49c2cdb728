"""The spellings of age groups.

A group with both ends (0-4), an open one (85+) and a total say how wide they are. A bare number (7) does not: its width
follows from the other ages of the table (``settle_widths``).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from populace.forecast.marks import ALL_AGES, OPEN

MAXIMUM_AGE = 130
"""Above every age that was ever verified (122 years); a larger number is no age."""

_TOTALS = frozenset(
    (
        "total",
        "all",
        "all ages",
        "allages",
        "all_ages",
        "both",
        "合计",
        "总计",
        "总数",
        "全部",
        "全年龄",
        "所有年龄",
        "小计",
    )
)
_UNITS = re.compile(r"(completed\s+)?(周岁|years? old|years?|yrs?|yr|岁)")
_LEAD = re.compile(r"^(ages?|aged|age group|年龄)[\s_:]*")
_DASH = r"\s*(?:-|–|—|−|~|～|至|到|to|\.\.|_)\s*"
_RANGE = re.compile(rf"(\d+){_DASH}(\d+)")
_OPEN = re.compile(
    r"(\d+)\s*(?:\+|plus|and\s+over|and\s+older|and\s+above|&\s*over|or\s+more|及以上|以上|或以上)|(?:>=|≥)\s*(\d+)"
)
_UNDER = re.compile(r"(?:<|under|below|less than|不满|未满)\s*(\d+)|(\d+)\s*以下")
_BARE = re.compile(r"(\d+)(?:\.0+)?")


@dataclass(frozen=True, order=True)
class Age:
    """A group from ``lower``, ``width`` years wide, ``OPEN``, ``ALL_AGES``, or not yet known."""

    lower: int
    width: int | None


TOTAL = Age(ALL_AGES, ALL_AGES)


def read_age(text: str) -> Age | None:
    """The age group that ``text`` means, or ``None`` where it is no age."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if plain in _TOTALS:
        return TOTAL
    plain = _UNITS.sub("", _LEAD.sub("", plain)).strip()
    age = _bounded(plain)
    return age if age is not None and 0 <= age.lower <= MAXIMUM_AGE else None


def _bounded(plain: str) -> Age | None:
    if match := _BARE.fullmatch(plain):
        return Age(int(match[1]), None)
    if match := _RANGE.fullmatch(plain):
        first, last = int(match[1]), int(match[2])
        return Age(first, last - first + 1) if first <= last <= MAXIMUM_AGE else None
    if match := _OPEN.fullmatch(plain):
        return Age(int(match[1] or match[2]), OPEN)
    if match := _UNDER.fullmatch(plain):
        upper = int(match[1] or match[2])
        return Age(0, upper) if 0 < upper <= MAXIMUM_AGE else None
    return None


def settle_widths(ages: Iterable[Age], *, whole_life: bool) -> tuple[dict[Age, Age], bool]:
    """Give bare ages their widths, from the distinct ages of a table.

    Where most steps are of one year every bare age is a single year, so that a missing year shows as a gap; else
    (0, 1, 5, 10, …) a group reaches to the next. The last bare age of a table that covers the whole life
    (``whole_life``) and has no open group is open: tables that end in a bare 100 mean 100 and over.

    :returns: each age with its settled form, and whether the last one was taken as open.
    """
    known = set(ages)
    bare = sorted(age.lower for age in known if age.width is None)
    settled = {age: age for age in known if age.width is not None}
    if not bare:
        return settled, False
    starts = sorted({age.lower for age in known if age != TOTAL})
    single = _mostly_single(starts)
    following = dict(pairwise(starts))
    usual = 1 if single or len(starts) < 2 else starts[-1] - starts[-2]
    for lower in bare:
        settled[Age(lower, None)] = Age(lower, 1 if single else following.get(lower, lower + usual) - lower)
    opened = (
        whole_life
        and starts[0] == 0
        and bare[-1] == starts[-1]
        and len(starts) > 1
        and all(age.width != OPEN for age in known)
    )
    if opened:
        settled[Age(bare[-1], None)] = Age(bare[-1], OPEN)
    return settled, opened


def _mostly_single(starts: list[int]) -> bool:
    steps = Counter(after - before for before, after in pairwise(starts))
    return not steps or 2 * steps[1] > sum(steps.values())
