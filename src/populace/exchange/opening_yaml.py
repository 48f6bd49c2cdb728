"""YAML declarations from outside: small, without aliases, tags, doubled keys or depth."""

from pathlib import Path

import yaml

from populace.exchange.opening import Limits, UnreadableFile, UnsafeFile, read_all
from populace.i18n import gettext as _

MOST = Limits(unpacked=1 << 20)
"""A declaration is written by hand; the largest has some thousand lines."""

DEEPEST = 12
"""Levels of nesting; no declaration has more than five."""


def read_yaml(path: Path) -> object:
    """The value of a YAML file, of dictionaries, lists and plain values.

    :raises UnreadableFile: there is no such file, or this is no YAML.
    :raises UnsafeFile: an alias (which can unfold to anything), a tag of a language, or endless depth.
    """
    return parse_yaml(read_all(path, MOST), path.name)


def parse_yaml(content: bytes, label: str) -> object:
    """The value that ``content`` writes.

    :raises UnreadableFile: this is no YAML.
    :raises UnsafeFile: an alias, a tag of a language, or endless depth.
    """
    try:
        _refuse_dangers(content, label)
        return yaml.load(content, Loader=_Plain)  # noqa: S506 - _Plain is a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise UnreadableFile(
            _(
                "{file} is no YAML that can be read, near line {line}. Look at its indents, colons and quotes."
            ).format(file=label, line=mark.line + 1 if mark else 1)
        ) from error
    except (ValueError, RecursionError, OverflowError) as error:
        # A date such as 2025-02-31 or a number of a million digits is taken for what it looks like.
        raise UnreadableFile(
            _("{file} has a value that cannot be read. Put it between quotation marks.").format(file=label)
        ) from error


def _refuse_dangers(content: bytes, label: str) -> None:
    depth = 0
    for event in yaml.parse(content, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        tag = getattr(event, "tag", None)
        if (
            isinstance(event, yaml.AliasEvent)
            or depth > DEEPEST
            or (tag and not tag.startswith("tag:yaml.org,2002:"))
        ):
            raise UnsafeFile(
                _(
                    "{file}, line {line}: aliases (*), tags (!) and endless nesting are not read here. Write it out."
                ).format(file=label, line=event.start_mark.line + 1)
            )


class _Plain(yaml.SafeLoader):  # type: ignore[misc]
    """YAML's plain values, in which a key stands once and a date stays the text that it was."""


def _mapping(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[object, object]:
    found: dict[object, object] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str | int | float | bool) or key in found:
            raise yaml.constructor.ConstructorError(None, None, "a key stands twice", key_node.start_mark)
        found[key] = loader.construct_object(value_node, deep=True)
    return found


def _text(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return str(loader.construct_scalar(node))


_Plain.add_constructor("tag:yaml.org,2002:map", _mapping)
_Plain.add_constructor("tag:yaml.org,2002:timestamp", _text)
for _tag in ("python", "set", "omap", "pairs", "binary"):
    _Plain.add_constructor(f"tag:yaml.org,2002:{_tag}", yaml.SafeLoader.construct_undefined)
