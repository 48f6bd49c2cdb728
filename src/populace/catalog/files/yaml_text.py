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
        node = _composed(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        raise UnreadableYaml(
            mark.line + 1 if mark else None,
            _("This is not written as YAML is."),
            _("Look at the colons, dashes, indents and quotation marks on this line and the one before."),
        ) from error
    lines: dict[Path, int] = {}
    return Plain(None if node is None else _value(node, (), lines), lines)


_Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Fastest):  # type: ignore[misc]
    """Composes nodes with the words of YAML 1.2 only."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


MORE_THAN_TEXT = {
    "null": (re.compile(r"(?:~|null|)\Z"), ("~", "n", "")),
    "bool": (re.compile(r"(?:true|false)\Z"), ("t", "f")),
    "int": (re.compile(r"[-+]?[0-9]+\Z"), tuple("-+0123456789")),
    "float": (
        re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?\Z"),
        tuple("-+.0123456789"),
    ),
}
"""What is read as more than text when it stands without quotation marks: its pattern, and how it can begin."""

for _tag, (_pattern, _first) in MORE_THAN_TEXT.items():
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, list(_first))


def _composed(text: str) -> yaml.Node | None:
    """The tree of nodes, after a pass over the events that builds nothing, so that no trap is sprung."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1
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
    return yaml.compose(text, Loader=_Loader)


def _value(node: yaml.Node, path: Path, lines: dict[Path, int]) -> Any:
    lines[path] = node.start_mark.line + 1
    match node:
        case yaml.SequenceNode():
            return [_value(each, (*path, i), lines) for i, each in enumerate(node.value)]
        case yaml.MappingNode():
            return _mapping(node, path, lines)
        case _:
            return _scalar(node)


def _mapping(node: yaml.MappingNode, path: Path, lines: dict[Path, int]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise UnreadableYaml(
                line, _("A key is a word, not a list or a table."), _("Look at the brackets.")
            )
        key = str(key_node.value)
        if key in found:
            raise UnreadableYaml(
                line, _("The key {key} stands twice here.").format(key=key), _("Keep one of the two.")
            )
        found[key] = _value(value_node, (*path, key), lines)
        lines[(*path, key)] = line
    return found


def _scalar(node: yaml.Node) -> str | int | float | bool | None:
    text = str(node.value)
    match node.tag.rsplit(":", 1)[-1]:
        case "null":
            return None
        case "bool":
            return text == "true"
        case "int" if len(text) < 19:
            return int(text)
        case "int" | "float":
            return _finite(text, node)
        case _:
            return text


def _finite(text: str, node: yaml.Node) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise UnreadableYaml(
            node.start_mark.line + 1,
            _("The number {text} is too big.").format(text=text[:20]),
            _("Write a smaller one."),
        )
    return number
