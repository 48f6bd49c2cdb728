"""The hardened door: every file from outside is opened here, plain, gzipped or as the one file of a zip archive.

What a file is is told from its first bytes, not from its name. Unpacking is counted as it goes, so that an archive that
unpacks to far more than it is (a "zip bomb") is refused before it fills memory or disk. Names inside an archive are
never used to write anything, and an archive inside an archive is refused.
"""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from populace.errors import UserError
from populace.i18n import format_count
from populace.i18n import gettext as _

MIB = 1 << 20


class UnsafeFile(UserError):
    """A file that is built to harm whoever opens it, or that cannot be told from one."""


class UnreadableFile(UserError):
    """A file that is not what it says it is, or that is broken."""


@dataclass(frozen=True)
class Limits:
    """How much a file may unpack to.

    ``unpacked`` bytes in all: 200 million rows of the long layout are some 10 GiB. ``ratio``: deflate reaches 1,032 at
    most (zlib, "Maximum Compression Factor"); Apache POI refuses from 100 (``ZipSecureFile``), returns of many equal
    rows reach some 60, so 200 leaves room. It counts above ``grace`` bytes alone, as anything smaller can do no harm.
    ``members``: a workbook has some hundred parts.
    """

    unpacked: int = 16 * 1024 * MIB
    ratio: int = 200
    grace: int = 32 * MIB
    members: int = 10_000


LIMITS = Limits()

IN_MEMORY = Limits(unpacked=1024 * MIB)
"""For what has to stand in memory as a whole (JSON, a workbook)."""


class Container(Enum):
    """In what a file is packed, by its first bytes."""

    PLAIN = ""
    GZIP = "gzip"
    ZIP = "zip"
    OTHER = "other"
    """A kind of archive that is not opened here."""


_MARKS = (
    (b"\x1f\x8b", Container.GZIP),
    (b"PK\x03\x04", Container.ZIP),
    (b"PK\x05\x06", Container.ZIP),
    (b"BZh", Container.OTHER),
    (b"\xfd7zXZ\x00", Container.OTHER),
    (b"7z\xbc\xaf\x27\x1c", Container.OTHER),
    (b"Rar!", Container.OTHER),
    (b"\x28\xb5\x2f\xfd", Container.OTHER),
)
_HEAD = 8


def container_of(head: bytes) -> Container:
    """The container that begins with ``head``."""
    return next((container for mark, container in _MARKS if head.startswith(mark)), Container.PLAIN)


@contextmanager
def opened(path: Path, limits: Limits = LIMITS) -> Iterator[BinaryIO]:
    """The unpacked bytes of a file, as a stream that holds to ``limits``.

    :raises UnreadableFile: there is no such file, or it is broken.
    :raises UnsafeFile: it unpacks to too much, or to another archive.
    """
    with ExitStack() as stack:
        with read_faults_told(path.name):
            packed = stack.enter_context(path.open("rb"))
            container = container_of(packed.read(_HEAD))
            packed.seek(0)
            stream = stack.enter_context(unpacked(packed, container, path.name, limits))
        yield stream


def read_all(path: Path, limits: Limits = IN_MEMORY) -> bytes:
    """The unpacked bytes of a file that has to stand in memory as a whole.

    :raises UnreadableFile: there is no such file, or it is broken.
    :raises UnsafeFile: it unpacks to too much, or to another archive.
    """
    with opened(path, limits) as stream:
        return stream.read()


@contextmanager
def unpacked(packed: BinaryIO, container: Container, label: str, limits: Limits) -> Iterator[BinaryIO]:
    """The bytes inside ``packed``, counted."""
    match container:
        case Container.PLAIN:
            yield _counted(packed, _size(packed), label, limits, ratio=False)
        case Container.GZIP:
            with gzip.GzipFile(fileobj=packed) as inner:
                yield _single(_counted(inner, _size(packed), label, limits), label)
        case Container.ZIP:
            with zipfile.ZipFile(packed) as archive:
                member = _only_member(archive, label, limits)
                with archive.open(member) as inner:
                    yield _single(_counted(inner, member.compress_size, label, limits), label)
        case Container.OTHER:
            raise UnreadableFile(
                _(
                    "{file}: this kind of archive is not opened here. Unpack it, or pack it as .gz or .zip."
                ).format(file=label)
            )


class Counted(io.RawIOBase):
    """A stream that refuses to give more than it may; ``packed`` are the bytes that it was packed in."""

    def __init__(
        self, inner: BinaryIO, packed: int, label: str, limits: Limits, *, ratio: bool = True
    ) -> None:
        super().__init__()
        self._inner, self._label, self._given = inner, label, 0
        self._most = limits.unpacked
        if ratio:
            self._most = min(self._most, max(limits.grace, limits.ratio * packed))

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer``; raises ``UnsafeFile`` beyond what is allowed."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        with read_faults_told(self._label):
            chunk = self._inner.read(len(view))
        self._given += len(chunk)
        if self._given > self._most:
            raise too_much(self._label, self._most)
        view[: len(chunk)] = chunk
        return len(chunk)


def too_much(label: str, most: int) -> UnsafeFile:
    """What is said of a file that unpacks to more than ``most`` bytes."""
    return UnsafeFile(
        _(
            "{file} unpacks to more than {count} MiB, far more than such a file holds, and was not read. Split it."
        ).format(file=label, count=format_count(most // MIB))
    )


def _counted(
    inner: object, packed: int, label: str, limits: Limits, *, ratio: bool = True
) -> io.BufferedReader:
    return io.BufferedReader(Counted(inner, packed, label, limits, ratio=ratio), MIB)  # type: ignore[arg-type]


def _single(stream: io.BufferedReader, label: str) -> io.BufferedReader:
    """Refuse an archive inside an archive."""
    if container_of(stream.peek(_HEAD)[:_HEAD]) is not Container.PLAIN:
        raise UnsafeFile(
            _(
                "{file} holds another archive, which is not opened. Unpack it and give the file inside."
            ).format(file=label)
        )
    return stream


def _only_member(archive: zipfile.ZipFile, label: str, limits: Limits) -> zipfile.ZipInfo:
    members = [
        each
        for each in archive.infolist()[: limits.members]
        if not each.is_dir() and not each.filename.startswith("__MACOSX/")
    ]
    if len(members) != 1:
        raise UnreadableFile(
            _("{file} holds {count} files. Give an archive of one file, or the files themselves.").format(
                file=label, count=format_count(len(members))
            )
        )
    if members[0].flag_bits & 1:
        raise UnreadableFile(
            _("{file} is locked with a password. Save it again without one.").format(file=label)
        )
    return members[0]


def _size(packed: BinaryIO) -> int:
    here = packed.tell()
    size = packed.seek(0, io.SEEK_END)
    packed.seek(here)
    return size


@contextmanager
def read_faults_told(label: str) -> Iterator[None]:
    """Turn what goes wrong with the bytes of a file into what a person is told.

    :raises UnreadableFile: there is no such file, or it is broken.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise UnreadableFile(_("There is no file {file}.").format(file=label)) from error
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableFile(
            _("{file} cannot be read. Save it again, or give another file.").format(file=label)
        ) from error
