"""By what a count may be split: dimensions and their categories."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from populace.errors import ModelError

SEX = "sex"
AGE = "age"

RESERVED = frozenset("=;,.{}|&#")
"""Characters that have a meaning of their own in the text of a breakdown or of an expression."""


class Role(Enum):
    """What the categories of a dimension are to one another."""

    PARTS = "parts"
    """They share out the whole: their sum is the total."""
    ACCOUNTS = "accounts"
    """They are several accounts of the same thing (a census, a register, a projection): never added up."""


@dataclass(frozen=True)
class Category:
    """One part of a dimension."""

    code: str
    label: str


@dataclass(frozen=True)
class Dimension:
    """A way of splitting a count. An ``open`` one takes categories that are not listed (ages, sources).

    :raises ModelError: a code twice, or one with a reserved character.
    """

    code: str
    label: str
    categories: tuple[Category, ...] = ()
    role: Role = Role.PARTS
    open: bool = False
    by_code: Mapping[str, Category] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        for code in (self.code, *(each.code for each in self.categories)):
            refuse_reserved(code)
        by_code = {each.code: each for each in self.categories}
        if len(by_code) != len(self.categories):
            raise ModelError(f"dimension {self.code} has a category twice")
        object.__setattr__(self, "by_code", by_code)

    def __contains__(self, category: object) -> bool:
        return self.open or category in self.by_code


def refuse_reserved(code: str) -> None:
    """Refuse a code that could not be told from the text around it.

    :raises ModelError: an empty code, spaces at its ends or a reserved character.
    """
    if not code or code != code.strip() or RESERVED & set(code):
        raise ModelError(f"{code!r} cannot be a code: it is empty or has one of {' '.join(sorted(RESERVED))}")
