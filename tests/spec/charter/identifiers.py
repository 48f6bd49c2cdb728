"""Which names would point at one person, couple, pregnancy or household. Words, because a field is made of words.

A *record* is one of these with an identifier (``woman_id``, ``孕妇编号``). An *attribute* identifies by itself
(``phone``, ``身份证号``). Counts of people are neither: ``women_15_49``, ``households``, ``育龄妇女人数`` pass.
"""

import re
from itertools import pairwise

ONE_PERSON = frozenset(
    "person individual resident citizen client patient woman mother wife husband spouse partner father couple family "
    "household pregnancy pregnant child baby infant newborn birth member user acceptor beneficiary".split()
)
IDENTIFIER = frozenset(
    "id ids identifier uuid no number nr code key ref name names card record records register file".split()
)
RECORD = frozenset(
    "person individual citizen patient client woman wife husband spouse couple household pregnancy child newborn "
    "acceptor beneficiary".split()
)
"""A field or class of exactly this name, in the singular, is a record of one of them."""

ATTRIBUTES = frozenset(
    "phone telephone mobile email wechat dob birthday birthdate surname passport address hukou ssn nin".split()
)
ATTRIBUTE_PHRASES = frozenset(
    {
        ("birth", "date"),
        ("date", "birth"),
        ("date", "of", "birth"),
        ("id", "card"),
        ("id", "number"),
        ("identity", "number"),
        ("national", "id"),
        ("first", "name"),
        ("given", "name"),
        ("last", "name"),
        ("family", "name"),
        ("full", "name"),
        ("maiden", "name"),
    }
)

CHINESE_ATTRIBUTES = tuple(
    "姓名 身份证 证件号 电话 手机 微信 出生日期 出生年月日 生日 住址 地址 户主".split()
)
CHINESE_RECORD = re.compile(
    "(个人|孕妇|产妇|孕产妇|妇女|夫妇|夫妻|配偶|丈夫|妻子|母亲|父亲|家庭|户|儿童|子女|婴儿|新生儿|居民|公民)"
    "的?(编号|编码|号码|号$|姓名|档案|卡号|记录|名单|标识)"
)


def points_at_a_person(name: str) -> bool:
    """Whether ``name`` (of a field, column, option or class) names or identifies one person's record."""
    words = tuple(_words(name))
    return (
        (len(words) == 1 and words[0] in RECORD)
        or bool(ATTRIBUTES & set(words))
        or any(pair[0] in ONE_PERSON and pair[1] in IDENTIFIER for pair in pairwise(words))
        or any(_contains(words, phrase) for phrase in ATTRIBUTE_PHRASES)
        or any(attribute in name for attribute in CHINESE_ATTRIBUTES)
        or bool(CHINESE_RECORD.search(name))
    )


def _words(name: str) -> list[str]:
    """``motherId``, ``mother_id``, ``--mother-id`` and ``Mother ID`` are the same two words."""
    return re.findall(r"[a-z]+|[0-9]+", re.sub(r"([a-z0-9])([A-Z])", r"\1 \2", name).lower())


def _contains(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[start : start + len(phrase)] == phrase for start in range(len(words)))
