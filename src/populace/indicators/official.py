"""Which account of a year is the official one: one for each year, declared and dated.

Several accounts of one population stand beside each other (a census, a register, a projection). An office divides by
one of them, and says which. A later declaration for the same year takes the place of an earlier one from its date on;
what held before stays known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from populace.errors import UserError
from populace.i18n import gettext as _

POPULATION = "population"


class OfficialError(UserError):
    """Declarations that cannot all hold."""


@dataclass(frozen=True)
class OfficialChoice:
    """``account`` is the official one for ``year``, as declared on ``declared``; ``source`` says by what decision.

    ``measure`` is what it is an account of. Other measures of accounts (births expected) follow the choice for the
    population unless one is declared for them.
    """

    year: int
    account: str
    declared: date
    source: str = ""
    measure: str = POPULATION


@dataclass(frozen=True)
class OfficialChoices:
    """Every choice that was declared.

    :raises OfficialError: two for the same year, declared on the same day.
    """

    choices: tuple[OfficialChoice, ...] = ()

    def __post_init__(self) -> None:
        keys: set[tuple[str, int, date]] = set()
        for each in self.choices:
            key = each.measure, each.year, each.declared
            if key in keys:
                raise OfficialError(
                    _(
                        "Two official accounts of {measure} in {year} were declared on {day}. Keep one of them."
                    ).format(measure=each.measure, year=each.year, day=each.declared)
                )
            keys.add(key)

    def on(self, year: int, measure: str = POPULATION, known: date | None = None) -> OfficialChoice | None:
        """The choice that holds for ``year``, as of ``known`` (of now where None); ``None`` where none was declared."""
        held = [
            each
            for each in self.choices
            if each.year == year and each.measure == measure and (known is None or each.declared <= known)
        ]
        return max(held, key=lambda each: each.declared, default=None)

    def with_(self, *choices: OfficialChoice) -> "OfficialChoices":
        """These and more."""
        return OfficialChoices((*self.choices, *choices))


def to_document(choices: OfficialChoices) -> list[dict[str, Any]]:
    """The choices as lists and plain values, for a YAML or JSON file."""
    return [
        {
            "year": each.year,
            "account": each.account,
            "declared": each.declared.isoformat(),
            **({"source": each.source} if each.source else {}),
            **({"measure": each.measure} if each.measure != POPULATION else {}),
        }
        for each in choices.choices
    ]


def from_document(document: Iterable[Mapping[str, Any]]) -> OfficialChoices:
    """The choices of a document that ``to_document`` or a person wrote.

    :raises OfficialError: an entry without year, account or day, or with something else in it.
    """
    return OfficialChoices(tuple(_choice(at, entry) for at, entry in enumerate(document, 1)))


_KEYS = frozenset({"year", "account", "declared", "source", "measure"})


def _choice(at: int, entry: Mapping[str, Any]) -> OfficialChoice:
    if not {"year", "account", "declared"} <= set(entry) <= _KEYS:
        raise OfficialError(
            _(
                "Official account {number}: write year, account and declared (a date), perhaps source and measure."
            ).format(number=at)
        )
    try:
        day = date.fromisoformat(str(entry["declared"]))
        year = int(entry["year"])
    except ValueError as error:
        raise OfficialError(
            _(
                "Official account {number}: {year} or {day} is no year and day, as 2026 and 2026-02-28."
            ).format(number=at, year=entry["year"], day=entry["declared"])
        ) from error
    return OfficialChoice(
        year, str(entry["account"]), day, str(entry.get("source", "")), str(entry.get("measure", POPULATION))
    )
