"""JSON from outside: bounded in size and depth."""

from pathlib import Path
from typing import TypeVar

import msgspec

from populace.exchange.opening import IN_MEMORY, Limits, UnreadableFile, UnsafeFile, read_all
from populace.i18n import gettext as _

T = TypeVar("T")


def read_json(path: Path, kind: type[T], limits: Limits = IN_MEMORY) -> T:
    """The value of a JSON file, plain or packed, as ``kind`` (any type that msgspec decodes).

    :raises UnreadableFile: there is no such file, this is no JSON, or it is not of ``kind``.
    :raises UnsafeFile: it is too large or nested too deeply.
    """
    return decode_json(read_all(path, limits), path.name, kind)


def decode_json(content: bytes, label: str, kind: type[T]) -> T:
    """The value that ``content`` writes, as ``kind``. msgspec counts its recursion, so that depth is bounded.

    :raises UnreadableFile: this is no JSON, or it is not of ``kind``.
    :raises UnsafeFile: it is nested too deeply.
    """
    try:
        return msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=kind)
    except RecursionError as error:
        raise UnsafeFile(
            _("{file} is nested far deeper than any such file, and was not read. Export it again.").format(
                file=label
            )
        ) from error
    except msgspec.ValidationError as error:
        raise UnreadableFile(
            _("{file} is not laid out as expected: {reason}. Export it again.").format(
                file=label, reason=error
            )
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError) as error:
        raise UnreadableFile(
            _("{file} is no JSON that can be read. Export it again, whole.").format(file=label)
        ) from error
