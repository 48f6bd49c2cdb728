"""The file of scenarios: ``scenarios.yaml`` in the folder of tables, read and checked in one pass."""

import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from populace.catalog.planning_ratios import PLANNING_RATIOS
from populace.errors import ModelError
from populace.exchange.findings import Findings
from populace.exchange.opening_yaml import read_yaml
from populace.exchange.raw import quoted
from populace.forecast.scenarios.changes import (
    CapacityChange,
    Change,
    FertilityChange,
    HousingEstate,
    LifeExpectancyChange,
    MigrationChange,
    Points,
    Scenario,
)
from populace.forecast.scenarios.profiles import PROFILES, USUAL, YOUNG_FAMILIES
from populace.i18n import N_, join_words
from populace.i18n import gettext as _
from populace.places.tree import PlaceTree

SCENARIO_FILE = "scenarios.yaml"
"""The name of the file."""

FIRST_YEAR, LAST_YEAR = 1900, 2300
"""Years outside these are slips of the pen."""

YEARS = re.compile(r"(\d{4})(?:\s*[-–]\s*(\d{4}))?")
AGES = re.compile(r"(\d{1,3})(?:\s*[-–]\s*(\d{1,3})|(\+))?")
OLDEST = 120


class _Wrong(Exception):
    """What is wrong with a part of the file, and what to do about it."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def read_scenarios(folder: Path, tree: PlaceTree) -> tuple[Scenario, ...]:
    """The scenarios declared in ``folder``; none where there is no such file.

    ``tree`` has the places that they may name.

    :raises InputErrors: everything that is wrong in the file, each with the scenario and the change that it is in.
    :raises UserError: the file is no YAML.
    """
    path = folder / SCENARIO_FILE
    if not path.is_file():
        return ()
    findings = Findings()
    found: dict[str, Scenario] = {}
    for number, entry in enumerate(_entries(read_yaml(path), findings), start=1):
        scenario = _scenario(entry, number, tree, findings)
        if scenario is not None and scenario.code in found:
            findings.problem(
                "scenario",
                SCENARIO_FILE,
                None,
                _("The scenario {code} stands twice.").format(code=quoted(scenario.code)),
                _("Give one of them another code."),
            )
        elif scenario is not None:
            found[scenario.code] = scenario
    findings.stop_if_any()
    return tuple(found.values())


def _entries(content: object, findings: Findings) -> list[object]:
    entries = content.get("scenarios") if isinstance(content, dict) else None
    if isinstance(entries, list):
        return entries
    findings.problem(
        "scenario",
        SCENARIO_FILE,
        None,
        _("The file has no list of scenarios."),
        _("Begin it with “scenarios:” and give each scenario a line that begins with “- code:”."),
    )
    return []


def _scenario(entry: object, number: int, tree: PlaceTree, findings: Findings) -> Scenario | None:
    where = _("{file}, scenario {number}").format(file=SCENARIO_FILE, number=number)
    try:
        keys = _Keys(entry, ("code", "name", "changes"))
        code = keys.text("code")
        where = _("{file}, scenario {code}").format(file=SCENARIO_FILE, code=quoted(code))
        names = _names(keys.get("name"))
        changes = _list(keys.need("changes"))
    except _Wrong as wrong:
        findings.problem("scenario", where, None, wrong.message, wrong.remedy)
        return None
    made: list[Change] = []
    for at, change in enumerate(changes, start=1):
        try:
            made.append(_change(change, tree))
        except _Wrong as wrong:
            place = _("{where}, change {number}").format(where=where, number=at)
            findings.problem("scenario", place, None, wrong.message, wrong.remedy)
    return Scenario(code, names, tuple(made)) if len(made) == len(changes) else None


class _Keys:
    """The keys of a mapping, checked to be known ones."""

    def __init__(self, entry: object, known: tuple[str, ...]) -> None:
        if not isinstance(entry, dict):
            raise _Wrong(
                _("Here stands no set of keys."),
                _("Write the keys {keys}, each followed by a colon.").format(keys=join_words(list(known))),
            )
        unknown = [str(key) for key in entry if key not in known]
        if unknown:
            raise _Wrong(
                _("The key {key} is not known here.").format(key=quoted(unknown[0])),
                _("Use only: {keys}.").format(keys=join_words(list(known))),
            )
        self.entry = entry

    def get(self, key: str) -> object:
        """The value of a key, or ``None``."""
        return self.entry.get(key)

    def need(self, key: str) -> object:
        """The value of a key that must be there."""
        if self.entry.get(key) is None:
            raise _Wrong(
                _("The key {key} is missing.").format(key=quoted(key)),
                _("Add it: every scenario and every change needs one."),
            )
        return self.entry[key]

    def text(self, key: str) -> str:
        """A text that must be there."""
        value = self.need(key)
        if not isinstance(value, str | int) or isinstance(value, bool) or not str(value).strip():
            raise _Wrong(
                _("The key {key} has no text.").format(key=quoted(key)), _("Write a word or a sentence.")
            )
        return str(value).strip()


COMMON = ("change", "place", "source")
"""Keys of every change."""


def _change(entry: object, tree: PlaceTree) -> Change:
    kind = entry.get("change") if isinstance(entry, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise _Wrong(
            _("Here stands no kind of change that is known."),
            _("Write “change:” with one of: {kinds}.").format(kinds=join_words(list(KINDS))),
        )
    known = KINDS[kind]
    keys = _Keys(entry, (*COMMON, *known.keys))
    source = keys.text("source")
    place = None if keys.get("place") is None else keys.text("place")
    if place is not None and place not in tree:
        raise _Wrong(
            _("There is no place {code} in the tables.").format(code=quoted(place)),
            _("Use a code of the table of places."),
        )
    try:
        return known.make(keys, place, source)
    except ModelError as error:
        raise _Wrong(_("The figures of the change cannot be used."), _(known.limits)) from error


def _place(place: str | None) -> str:
    if place is None:
        raise _Wrong(
            _("The key {key} is missing.").format(key=quoted("place")),
            _("Say where: an estate and a school stand in one place."),
        )
    return place


def _fertility(keys: _Keys, place: str | None, source: str) -> Change:
    given = [key for key in ("total_fertility", "times") if keys.get(key) is not None]
    if len(given) != 1:
        raise _Wrong(
            _("A path of fertility has one of the keys “total_fertility” and “times”."),
            _("Give births per woman by year, or factors on the forecast by year."),
        )
    return FertilityChange(place, source, Points(_by_year(keys, given[0])), relative=given[0] == "times")


def _mortality(keys: _Keys, place: str | None, source: str) -> Change:
    return LifeExpectancyChange(place, source, Points(_by_year(keys, "years_added")))


def _migration(keys: _Keys, place: str | None, source: str) -> Change:
    return MigrationChange(place, source, _by_year(keys, "persons"), *_who(keys, USUAL))


def _estate(keys: _Keys, place: str | None, source: str) -> Change:
    people = _number(keys.need("people_per_dwelling"), "people_per_dwelling")
    return HousingEstate(
        _place(place), source, _by_year(keys, "dwellings"), people, *_who(keys, YOUNG_FAMILIES)
    )


def _capacity(keys: _Keys, place: str | None, source: str) -> Change:
    need = keys.text("need")
    if need not in PLANNING_RATIOS:
        raise _Wrong(
            _("The need {code} is not known.").format(code=quoted(need)),
            _("Use one of: {codes}.").format(codes=join_words(list(PLANNING_RATIOS))),
        )
    return CapacityChange(_place(place), source, need, _by_year(keys, "places"))


class _Kind(NamedTuple):
    """A kind of change: its own keys, how it is made of them, and what its figures may be."""

    keys: tuple[str, ...]
    make: Callable[[_Keys, str | None, str], Change]
    limits: str


KINDS: Mapping[str, _Kind] = {
    "fertility": _Kind(
        ("total_fertility", "times"),
        _fertility,
        N_("Births per woman lie between 0 and 10, factors on the forecast between 0 and 5."),
    ),
    "life_expectancy": _Kind(
        ("years_added",), _mortality, N_("Add or take away five years of life expectancy at most.")
    ),
    "migration": _Kind(
        ("persons", "ages"), _migration, N_("Shares by age are zero or more, and not all of them zero.")
    ),
    "housing_estate": _Kind(
        ("dwellings", "people_per_dwelling", "ages"),
        _estate,
        N_("Dwellings are zero or more, people in each more than zero, shares by age not all zero."),
    ),
    "capacity": _Kind(("need", "places"), _capacity, N_("Give the places that open, or close with a minus.")),
}


def _who(keys: _Keys, usual: str) -> tuple[str, dict[tuple[int, int], float]]:
    """A profile by name, or shares by age group."""
    ages = keys.get("ages")
    if ages is None:
        return usual, {}
    if isinstance(ages, str) and ages in PROFILES:
        return ages, {}
    if not isinstance(ages, dict):
        raise _Wrong(
            _("The key {key} says neither who they are nor their ages.").format(key=quoted("ages")),
            _("Write one of {profiles}, or shares by age group such as 0-4: 0.2.").format(
                profiles=join_words(list(PROFILES))
            ),
        )
    return usual, {_ages(group): _number(share, str(group)) for group, share in ages.items()}


def _ages(group: object) -> tuple[int, int]:
    matched = AGES.fullmatch(str(group).strip())
    low, high = (matched[1], matched[2]) if matched else ("", "")
    last = OLDEST if matched and matched[3] else int(high or low or -1)
    if not matched or not int(low) <= last <= OLDEST:
        raise _Wrong(
            _("{text} is no age group.").format(text=quoted(str(group))),
            _("Write it as 0-4, 25-29 or 85+."),
        )
    return int(low), last


def _by_year(keys: _Keys, key: str) -> dict[int, float]:
    values = keys.need(key)
    if not isinstance(values, dict) or not values:
        raise _Wrong(
            _("The key {key} has no figures by year.").format(key=quoted(key)),
            _("Write a line for each year, such as 2030: 120, or for several, such as 2030-2034: 120."),
        )
    found: dict[int, float] = {}
    for span, value in values.items():
        for year in _years(span):
            if year in found:
                raise _Wrong(
                    _("The year {year} stands twice.").format(year=year), _("Keep one figure for each year.")
                )
            found[year] = _number(value, str(span))
    return found


def _years(span: object) -> range:
    matched = YEARS.fullmatch(str(span).strip())
    first = int(matched[1]) if matched else 0
    last = int(matched[2] or first) if matched else 0
    if not matched or not FIRST_YEAR <= first <= last <= LAST_YEAR:
        raise _Wrong(
            _("{text} is no year.").format(text=quoted(str(span))), _("Write it as 2030, or as 2030-2034.")
        )
    return range(first, last + 1)


def _number(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise _Wrong(
            _("{key} has no number: {value}.").format(key=quoted(key), value=quoted(str(value))),
            _("Write a plain number, without a unit and with a point before its decimals."),
        )
    return float(value)


def _names(value: object) -> dict[str, str]:
    """A name for every language, or by language."""
    if isinstance(value, str) and value.strip():
        return {"": value.strip()}
    if isinstance(value, dict) and value and all(isinstance(name, str) for name in value.values()):
        return {str(language): name for language, name in value.items()}
    raise _Wrong(
        _("The scenario has no name."),
        _("Write “name:” with a short text, or with one for each language (en, zh-hans)."),
    )


def _list(value: object) -> list[object]:
    if isinstance(value, list) and value:
        return value
    raise _Wrong(
        _("The scenario has no changes."),
        _("Give at least one, on a line that begins with “- change:” under “changes:”."),
    )
