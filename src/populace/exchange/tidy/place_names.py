"""Which place a sender's words mean: its code, its name, or its name below the names of others.

Two places with one name are never taken for each other: a name alone means a place only where no other has it, and
the columns above it have to name places above it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from populace.exchange.incoming import Refused
from populace.exchange.tidy.mapping import PlaceBy
from populace.i18n import gettext as _
from populace.places.history import PlaceHistory
from populace.places.tree import PlaceTree

BETWEEN = " / "
"""Between the words of several columns in one text."""

_ESCAPED = " \\/ "


def join_words_of(words: Sequence[str]) -> str:
    """The words of several columns as one text, from which ``split_words_of`` gives them back."""
    return BETWEEN.join(word.strip().replace(BETWEEN, _ESCAPED) for word in words)


def split_words_of(text: str) -> tuple[str, ...]:
    """The words of several columns."""
    return tuple(word.replace(_ESCAPED, BETWEEN) for word in text.split(BETWEEN))


class PlaceNames:
    """The places of a tree by what they are called. ``codes`` are further known ones, such as of places that closed."""

    def __init__(self, tree: PlaceTree, codes: Collection[str] = ()) -> None:
        self._tree = tree
        self._codes = {*codes, *(place.code for place in tree)}
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self._unpadded: defaultdict[str, set[str]] = defaultdict(set)
        for place in tree:
            for name in place.names.values():
                self._named[_fold(name)].add(place.code)
        for code in self._codes:
            self._unpadded[code.lstrip("0")].add(code)

    @property
    def codes(self) -> frozenset[str]:
        """Every code that is known."""
        return frozenset(self._codes)

    @classmethod
    def of_history(cls, history: PlaceHistory, day: date) -> "PlaceNames":
        """The places of a history: by every code there ever was, and by the names of ``day``."""
        return cls(history.on(day), history.codes)

    def find(self, words: Sequence[str], by: PlaceBy = PlaceBy.EITHER) -> str:
        """The code of the place that the last of ``words`` names, below all the others.

        :raises Refused: no place, or several.
        """
        word = words[-1].strip()
        if not word:
            raise Refused("place", _("No place is given."), _("Give the code or the name of the place."))
        if by is not PlaceBy.NAME and word in self._codes and self._is_below(word, words[:-1]):
            return word
        named = set() if by is PlaceBy.CODE else self._named.get(_fold(word), set())
        found = [code for code in sorted(named) if self._is_below(code, words[:-1])]
        if len(found) == 1:
            return found[0]
        raise self._refusal(word, found, bool(named) or word in self._codes)

    def _is_below(self, code: str, above: Sequence[str]) -> bool:
        """Whether every word of ``above`` is the code or a name of a place above ``code``, in their order."""
        wanted = [word.strip() for word in above if word.strip()]
        if not wanted or code not in self._tree:
            return not wanted
        for ancestor in self._tree.ancestors(code):
            place = self._tree[ancestor]
            if wanted and (
                wanted[-1] == ancestor or _fold(wanted[-1]) in {_fold(name) for name in place.names.values()}
            ):
                wanted.pop()
        return not wanted

    def _refusal(self, word: str, found: Sequence[str], elsewhere: bool) -> Refused:
        if found:
            return Refused(
                "place twice",
                _("Several places are called so: {codes}.").format(codes=", ".join(found[:5])),
                _("Give the code, or add the columns of the places above it to the mapping."),
            )
        if elsewhere:
            return Refused(
                "place elsewhere",
                _("There is such a place, but not below those named beside it."),
                _("Correct the place, or the places above it."),
            )
        padded = self._unpadded.get(word.lstrip("0"), set())
        if len(padded) == 1 and word.lstrip("0"):
            return Refused(
                "place",
                _("There is no such place; {code} differs in leading zeros alone.").format(code=min(padded)),
                _("Keep the zeros: format the column as text before typing or pasting codes."),
            )
        return Refused(
            "place",
            _("There is no such place."),
            _("Correct it, add the place, or translate the word in the mapping."),
        )


def _fold(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
