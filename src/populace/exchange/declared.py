"""Walks a declaration that somebody wrote, and tells every fault of it with its path and what to do."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from populace.errors import InputErrors, ModelError, Problem
from populace.i18n import gettext as _
from populace.i18n import join_words

T = TypeVar("T")


class Faults:
    """The faults of one file, told together."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []

    def add(self, path: str, message: str, remedy: str) -> None:
        """One fault at ``path``."""
        where = _("{path}: {message}").format(path=path, message=message) if path else message
        self._problems.append(Problem(self.file, None, where, remedy))

    def __len__(self) -> int:
        return len(self._problems)

    def stop_if_any(self) -> None:
        """Raise ``InputErrors`` with all of them, if there is one."""
        if self._problems:
            raise InputErrors(self._problems)

    def made(self, path: str, make: Callable[[], T], message: str, remedy: str) -> T | None:
        """What ``make`` makes; where its parts make nothing valid that is a fault at ``path``."""
        before = len(self)
        try:
            made = make()
        except ModelError:
            self.add(path, message, remedy)
            return None
        return made if len(self) == before else None


class Declared:
    """A value of a declaration, and where it stands."""

    def __init__(self, value: object, path: str, faults: Faults) -> None:
        self.value, self.path, self.faults = value, path, faults

    def __bool__(self) -> bool:
        return self.value is not None

    def fault(self, message: str, remedy: str) -> None:
        """A fault of this value."""
        self.faults.add(self.path, message, remedy)

    def keys(self, *known: str) -> "Declared":
        """Itself, after unknown keys (all of which are told) and anything that is no mapping."""
        if not isinstance(self.value, dict):
            self.fault(
                _("Keys with values are expected here."), _("Write KEY: VALUE, one a line, indented alike.")
            )
            return Declared({}, self.path, self.faults)
        for key in self.value:
            if known and key not in known:
                self.at(str(key)).fault(
                    _("There is no such key here."), _("Use one of: {keys}.").format(keys=join_words(known))
                )
        return self

    def at(self, key: str) -> "Declared":
        """The value of ``key``, which may be absent."""
        value = self.value.get(key) if isinstance(self.value, dict) else None
        return Declared(value, f"{self.path}.{key}" if self.path else key, self.faults)

    def items(self) -> Iterator[tuple[str, "Declared"]]:
        """Keys, as texts, with their values."""
        if isinstance(self.value, dict):
            for key, value in self.value.items():
                text = _plain_text(key)
                yield text, Declared(value, f"{self.path}.{text}" if self.path else text, self.faults)

    def each(self) -> Iterator["Declared"]:
        """The members of a list; a single value is a list of one."""
        if self.value is None:
            return
        members = self.value if isinstance(self.value, list) else [self.value]
        for position, member in enumerate(members, start=1):
            yield Declared(member, f"{self.path}[{position}]", self.faults)

    @property
    def is_text(self) -> bool:
        """Whether it is a plain value: a text or a number."""
        return isinstance(self.value, str | int | float) and not isinstance(self.value, bool)

    def text(self, default: str = "") -> str:
        """A text; a number is the text that writes it."""
        if self.value is None:
            return default
        if self.is_text:
            return _plain_text(self.value)
        if isinstance(self.value, bool):
            self.fault(_("YAML takes this word for true or false."), _("Put it between quotation marks."))
        else:
            self.fault(_("A single text is expected here."), _("Write one value after the colon."))
        return default

    def texts(self) -> tuple[str, ...]:
        """A list of texts."""
        return tuple(member.text() for member in self.each())

    def translations(self) -> dict[str, str]:
        """Texts by text: the sender's to ours; nothing after the colon is the empty text."""
        if self.value is None:
            return {}
        return {key: value.text() for key, value in self.keys().items()}

    def choice(self, options: Sequence[str], default: str = "") -> str:
        """One of ``options``."""
        given = self.text(default)
        if given and given not in options:
            self.fault(
                _("“{text}” is not known here.").format(text=given[:30]),
                _("Use one of: {options}.").format(options=join_words(options)),
            )
            return default
        return given

    def whole(self, default: int | None = None) -> int | None:
        """A whole number that is not negative."""
        if self.value is None:
            return default
        if isinstance(self.value, int) and not isinstance(self.value, bool) and 0 <= self.value < 1_000_000:
            return self.value
        self.fault(_("A whole number is expected here."), _("Write one, such as 0 or 3."))
        return default


def _plain_text(value: object) -> str:
    return str(value)
