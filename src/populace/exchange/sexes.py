"""The spellings of the sexes."""

import unicodedata

from populace.demography.sex import FEMALE, MALE
from populace.forecast.marks import BOTH_SEXES

SPELLINGS: dict[int, tuple[str, ...]] = {
    FEMALE: (
        "female",
        "females",
        "f",
        "fem",
        "woman",
        "women",
        "w",
        "girl",
        "girls",
        "女",
        "女性",
        "女婴",
        "女孩",
        "女子",
    ),
    MALE: ("male", "males", "m", "man", "men", "boy", "boys", "男", "男性", "男婴", "男孩", "男子"),
    BOTH_SEXES: (
        "both",
        "both sexes",
        "both_sexes",
        "total",
        "all",
        "persons",
        "t",
        "b",
        "合计",
        "总计",
        "小计",
        "计",
        "不分性别",
        "男女合计",
    ),
}
"""Every known spelling, in lower case. ``1`` and ``2`` are not among them: offices number the sexes differently."""

_SEX_OF = {spelling: sex for sex, spellings in SPELLINGS.items() for spelling in spellings}


def fold(text: str) -> str:
    """``text`` without differences of case and width."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def read_sex(text: str) -> int | None:
    """``FEMALE``, ``MALE`` or ``BOTH_SEXES``, or ``None`` for a spelling that is not known."""
    return _SEX_OF.get(fold(text))


def split_sex(word: str) -> tuple[int, str] | None:
    """The sex and the rest of a folded heading such as ``population_female``, ``popf`` or ``男性人口``."""
    for spelling in sorted(_SEX_OF, key=len, reverse=True):
        if word.startswith(spelling):
            return _SEX_OF[spelling], word[len(spelling) :].strip("_ ")
        if word.endswith(spelling):
            return _SEX_OF[spelling], word[: -len(spelling)].strip("_ ")
    return None
