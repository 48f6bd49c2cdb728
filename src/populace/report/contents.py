"""The table of contents: places as a tree that opens and closes."""

from dataclasses import dataclass

from populace.report.reading import Reading


@dataclass(frozen=True)
class Entry:
    """A place in the contents with those below it."""

    name: str
    anchor: str
    below: tuple["Entry", ...]


def contents(reading: Reading) -> tuple[Entry, ...]:
    """The top places, each with its tree."""
    return tuple(_entry(reading, code) for code in reading.forecast.top)


def _entry(reading: Reading, code: str) -> Entry:
    below = tuple(_entry(reading, child) for child in reading.below(code))
    return Entry(reading.name(code), f"place-{reading.slugs[code]}", below)
