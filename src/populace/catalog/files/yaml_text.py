"""YAML to plain values that remember their lines. A file from outside is taken for what it may be: a trap.

Aliases are refused (a few nested ones unfold to billions), so are tags, keys that stand twice, deep nesting and big
files. Only ``true``, ``false``, ``null`` and numbers are more than text: ``no`` is a word, and ``2022-01-01`` what is
written there.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from populace.errors import UserError
from populace.i18n import gettext as _

LARGEST = 4_000_000
"""Characters. All definitions that come with the software are a tenth of it."""
DEEPEST = 20
"""Levels of nesting; definitions need eight."""

Path = tuple[str | int, ...]


class UnreadableYaml(UserError):
    """The text is no YAML that is taken here: why, on which ``line``, and what to do."""

    def __init__(self, line: int | None, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.line, self.message, self.remedy = line, message, remedy


@dataclass(frozen=True)
class Plain:
    """Mappings, lists, texts, numbers, truth values and null, with the line on which each begins."""

    value: Any
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int | None:
        """The line of ``path``, or of the nearest thing above it that has one."""
        while path not in self.lines and path:
            path = path[:-1]
        return self.lines.get(path)


def read_yaml(text: str) -> Plain:
    """The one document in ``text``.

    :raises UnreadableYaml: no YAML, too big, too deep, or with an alias, a tag or a key twice.
    """
    if len(text) > LARGEST:
        raise UnreadableYaml(
            None,
            _("The file has {size} characters; {most} is the most that is read.").format(
                size=len(text), most=LARGEST
            ),
            _("Divide it into several files."),
        )
    try:
        return _built(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        raise UnreadableYaml(
            mark.line + 1 if mark else None,
            _("This is not written as YAML is."),
            _("Look at the colons, dashes, indents and quotation marks on this line and the one before."),
        ) from error


MORE_THAN_TEXT = {
    "null": re.compile(r"(?:~|null|)\Z"),
    "truth": re.compile(r"(?:true|false)\Z"),
    "number": re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"),
}
"""What is read as more than text when it stands without quotation marks."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WHOLE_DIGITS = 18
"""Digits up to which a number without point or exponent is kept whole."""


@dataclass
class _Open:
    """A mapping or list that is being read; ``key`` is the key that waits for its value."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None

    @property
    def next_path(self) -> Path:
        """Where the next value stands."""
        return (*self.path, len(self.value) if isinstance(self.value, list) else self.key or "")


def _built(text: str) -> Plain:
    """The value, put together from the events of the parser, so that no trap is ever unfolded."""
    lines: dict[Path, int] = {}
    opened: list[_Open] = []
    whole: list[Any] = []
    for event in yaml.parse(text, Loader=_LOADER):
        line = event.start_mark.line + 1
        _refuse_traps(event, line, len(opened), len(whole))
        if isinstance(event, yaml.CollectionEndEvent):
            opened.pop()
        elif isinstance(event, yaml.NodeEvent):
            if _is_key(opened):
                _take_key(opened[-1], event, line, lines)
                continue
            path = opened[-1].next_path if opened else ()
            value = _value(event, line)
            lines.setdefault(path, line)
            _put(value, opened, whole)
            if isinstance(event, yaml.CollectionStartEvent):
                opened.append(_Open(value, path))
    return Plain(whole[0] if whole else None, lines)


def _refuse_traps(event: yaml.Event, line: int, depth: int, documents: int) -> None:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise UnreadableYaml(
            line,
            _("Aliases and anchors (*, &) are not taken."),
            _("Write the definition out where it is used, or put the text between quotation marks."),
        )
    if getattr(event, "tag", None):
        raise UnreadableYaml(line, _("Tags (!) are not taken."), _("Leave the tag out."))
    if depth > DEEPEST:
        raise UnreadableYaml(
            line, _("This is nested too deeply."), _("Definitions need no more than eight levels.")
        )
    if isinstance(event, yaml.DocumentStartEvent) and documents:
        raise UnreadableYaml(line, _("A second document begins here."), _("Take out the line of dashes."))


def _is_key(opened: list[_Open]) -> bool:
    return bool(opened) and isinstance(opened[-1].value, dict) and opened[-1].key is None


def _take_key(within: _Open, event: yaml.Event, line: int, lines: dict[Path, int]) -> None:
    if not isinstance(event, yaml.ScalarEvent):
        raise UnreadableYaml(line, _("A key is a word, not a list or a table."), _("Look at the brackets."))
    if event.value in within.value:
        raise UnreadableYaml(
            line, _("The key {key} stands twice here.").format(key=event.value), _("Keep one of the two.")
        )
    within.key = event.value
    lines[within.next_path] = line


def _put(value: Any, opened: list[_Open], whole: list[Any]) -> None:
    within = opened[-1] if opened else None
    if within is None:
        whole.append(value)
    elif isinstance(within.value, list):
        within.value.append(value)
    else:
        within.value[within.key or ""] = value
        within.key = None


def _value(event: yaml.Event, line: int) -> Any:
    if isinstance(event, yaml.SequenceStartEvent):
        return []
    if isinstance(event, yaml.MappingStartEvent):
        return {}
    return _scalar(event.value, line) if event.implicit[0] else event.value


def _scalar(text: str, line: int) -> str | int | float | bool | None:
    if MORE_THAN_TEXT["null"].match(text):
        return None
    if MORE_THAN_TEXT["truth"].match(text):
        return text == "true"
    if not MORE_THAN_TEXT["number"].match(text):
        return text
    if len(text) <= _WHOLE_DIGITS and text.lstrip("+-").isdecimal():
        return int(text)
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableYaml(
            line, _("The number {text} is too big.").format(text=text[:20]), _("Write a smaller one.")
        )
    return number
