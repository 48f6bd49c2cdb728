"""The editions of World Population Prospects."""

import re

LAST_ESTIMATES = {2019: 2020, 2022: 2021, 2024: 2023}
"""The last year of estimates in each edition; later years are projected."""

PRIORITIES = {2024: 20, 2022: 30, 2019: 40}
"""Of two editions the later one is used."""

PERSONS = 1000.0
"""One unit of the UN's counts: thousands of persons or events."""

_EDITION = re.compile(r"wpp[_ -]?(20\d\d)", re.IGNORECASE)


def edition_of(name: str) -> int | None:
    """The edition that a file name speaks of, if it is one of those known here."""
    match = _EDITION.search(name)
    return int(match[1]) if match and int(match[1]) in LAST_ESTIMATES else None


def citation(edition: int) -> str:
    """How the UN asks to be cited."""
    return (
        "United Nations, Department of Economic and Social Affairs, Population Division "
        f"({edition}). World Population Prospects {edition}. CC BY 3.0 IGO."
    )
