"""Places out of the columns of a table of figures: region, district, site.

A word names a place only together with the words above it: two sites called "Centre" in two districts are two places.
The code of a place is therefore its whole path, except in columns that hold codes.
"""

from collections.abc import Collection, Iterator, Sequence

from populace.errors import InputErrors, Problem
from populace.exchange.place_table import language_of
from populace.exchange.tidy.place_names import BETWEEN, join_words_of, split_words_of
from populace.exchange.tidy.stacked import joined
from populace.exchange.tidy.tables import Table
from populace.i18n import gettext as _
from populace.places.tree import Place, PlaceTree

Path = tuple[str, ...]


def places_in_columns(
    table: Table, columns: Sequence[str], kinds: Sequence[str] = (), codes: Collection[str] = ()
) -> PlaceTree:
    """The places named in ``columns``, which go from the top of the tree down; ``kinds`` says what each holds.

    ``codes`` are those of the columns whose words are codes. A cell that is empty ends the path of its row.

    :raises InputErrors: a column is not there; a code stands below two places.
    """
    at = list(table.positions(columns).values())
    places: dict[str, Place] = {}
    paths: dict[str, Path] = {}
    for path in _paths(table, at):
        for depth in range(1, len(path) + 1):
            _add(path[:depth], columns, kinds, codes, places, paths, table.label)
    return PlaceTree(tuple(places.values()))


def _paths(table: Table, at: Sequence[int]) -> Iterator[Path]:
    """Each distinct path, in the order of the table."""
    seen: dict[str, None] = {}
    for block in table.blocks(at, ()):
        words = joined([block.words[each] for each in at])
        seen.update(dict.fromkeys(words.dictionary.to_pylist()))
    for text in seen:
        words = split_words_of(text) if len(at) > 1 else (text.strip(),)
        filled = next((i for i, word in enumerate(words) if not word), len(words))
        yield tuple(words[:filled])


def _add(
    path: Path,
    columns: Sequence[str],
    kinds: Sequence[str],
    codes: Collection[str],
    places: dict[str, Place],
    paths: dict[str, Path],
    label: str,
) -> None:
    code = _code(path, columns, codes)
    if paths.setdefault(code, path) != path:
        raise InputErrors(
            [
                Problem(
                    label,
                    None,
                    _("The code {code} stands below two places: {first} and {second}.").format(
                        code=code, first=BETWEEN.join(paths[code][:-1]), second=BETWEEN.join(path[:-1])
                    ),
                    _("Give each place a code of its own, or say that it moved."),
                )
            ]
        )
    if code not in places:
        depth = len(path) - 1
        parent = _code(path[:-1], columns, codes) if depth else None
        kind = kinds[depth] if depth < len(kinds) else ""
        places[code] = Place(code, {language_of(path[-1]): path[-1]}, parent, kind)


def _code(path: Path, columns: Sequence[str], codes: Collection[str]) -> str:
    return path[-1] if columns[len(path) - 1] in codes else join_words_of(path)
