"""A mapping as YAML, which gives the same mapping when it is loaded again."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from populace.errors import OutputError
from populace.exchange.tidy.load import ANY
from populace.exchange.tidy.mapping import (
    NumberMarks,
    PeriodColumns,
    PlaceBy,
    PlaceColumns,
    TableMapping,
    ValueColumn,
    Words,
)
from populace.exchange.tidy.period_texts import LENGTHS
from populace.exchange.tidy.propose import Guess
from populace.i18n import gettext as _


def save_mapping(mapping: TableMapping, path: Path) -> None:
    """Write a mapping.

    :raises OutputError: it cannot be written there.
    """
    try:
        path.write_text(mapping_text(mapping), encoding="utf-8")
    except OSError as error:
        raise OutputError(
            _("{path} cannot be written. Close it where it is open, or choose another folder.").format(
                path=path
            )
        ) from error


def mapping_text(mapping: TableMapping) -> str:
    """A mapping as YAML."""
    return _yaml(
        {
            "place": _place(mapping.place),
            "period": _period(mapping.period),
            "measure": _words(mapping.measure),
            "categories": {name: _words(words) for name, words in mapping.categories.items()},
            "values": [_value(value) for value in mapping.values],
            "status": _words(mapping.status),
            "numbers": {}
            if mapping.numbers == NumberMarks()
            else {"decimal": mapping.numbers.decimal, "thousands": mapping.numbers.thousands},
            "missing": sorted(mapping.missing),
            "sheet": mapping.sheet,
            "skip_rows": mapping.skip_rows,
            "delimiter": mapping.delimiter,
        }
    )


def guess_text(guess: Guess) -> str:
    """What headings say, as the beginning of a mapping, with a comment on what they leave open."""
    begun = _yaml(
        {
            "place": {"columns": list(guess.place)},
            "period": _period(guess.period),
            "measure": {"column": guess.measure},
            "categories": {name: {"column": heading} for name, heading in guess.categories.items()},
            "values": [_value(value) for value in guess.values],
        }
    )
    lines = [_("# Still to be said: {part}.").format(part=part) for part in guess.open]
    return "".join(f"{line}\n" for line in lines) + begun


def _yaml(values: Mapping[str, object]) -> str:
    kept = {key: value for key, value in values.items() if value not in ("", None, [], {}, {"column": ""})}
    return str(yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100)) if kept else ""


def _place(place: PlaceColumns) -> dict[str, object]:
    return _filled(
        columns=list(place.columns),
        by="" if place.by is PlaceBy.EITHER else place.by.value,
        values=dict(place.values),
        constant=place.constant,
    )


def _period(period: PeriodColumns) -> dict[str, object]:
    words = {length: word for word, length in LENGTHS.items()}
    by_part = dict(zip(period.parts, period.columns, strict=True)) if period.parts else {}
    return _filled(
        **by_part,
        column="" if period.parts else "".join(period.columns),
        headings=(period.format or ANY) if period.headings else "",
        constant="" if period.constant is None else period.constant.text,
        format="" if period.headings else period.format,
        length="" if period.length is None else words[period.length.value],
        calendar="" if period.calendar == "gregorian" else period.calendar,
        language="" if period.language == "en" else period.language,
    )


def _words(words: Words) -> object:
    if words.constant:
        return words.constant
    return _filled(column=words.column, values=dict(words.values))


def _value(value: ValueColumn) -> object:
    if not (value.measure or value.categories or value.period):
        return value.column
    return _filled(
        column=value.column,
        measure=value.measure,
        categories=dict(value.categories),
        period="" if value.period is None else value.period.text,
    )


def _filled(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in ("", None, [], {})}
