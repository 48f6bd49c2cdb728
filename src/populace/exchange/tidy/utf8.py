"""A stream of text as UTF-8, told as it goes: what ``decode.read_text`` does for a whole file, for one of any size.

As long as everything is ASCII nothing has to be decided. The first bytes beyond it decide: UTF-8, or GB 18030 (GBK)
where they are not UTF-8 but that. A file that is one here and the other there is refused.
"""

import codecs
import io
from typing import BinaryIO

from populace.errors import InputErrors, Problem
from populace.exchange.decode import BOM, UTF16_MARKS
from populace.exchange.opening import MIB
from populace.i18n import gettext as _


class Utf8(io.RawIOBase):
    """The bytes of ``inner`` as UTF-8 without a byte order mark. ``notes`` grow with what had to be understood.

    :raises InputErrors: while reading, text that is neither UTF-8 nor GB 18030, or a byte order mark inside it.
    """

    def __init__(self, inner: BinaryIO, label: str, notes: list[str]) -> None:
        super().__init__()
        self._inner, self._label, self._notes = inner, label, notes
        self._decoder: codecs.IncrementalDecoder | None = None
        self._is_gb = False
        self._lines = 0
        self._left = memoryview(b"")
        self._begun = self._ended = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill ``buffer`` with UTF-8."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._left and not self._ended:
            self._left = memoryview(self._next(max(len(view), MIB)))
        count = min(len(view), len(self._left))
        view[:count] = self._left[:count]
        self._left = self._left[count:]
        return count

    def _next(self, size: int) -> bytes:
        chunk = self._inner.read(size)
        self._ended = not chunk
        if not self._begun and chunk:
            chunk = self._begin(chunk)
        if self._decoder is None and chunk.isascii():
            if b"\0" in chunk:
                raise self._neither(chunk)
            self._lines += chunk.count(b"\n")
            return chunk
        text = self._decoded(chunk)
        self._lines += chunk.count(b"\n")
        return text

    def _begin(self, chunk: bytes) -> bytes:
        self._begun = True
        if chunk.startswith(UTF16_MARKS):
            raise self._neither(b"")
        if chunk.startswith(BOM):
            self._notes.append(
                _("{file} begins with a byte order mark, which was left out.").format(file=self._label)
            )
            return chunk[len(BOM) :]
        return chunk

    def _decoded(self, chunk: bytes) -> bytes:
        first = self._decoder is None
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            text = self._decoder.decode(chunk, final=self._ended)
        except UnicodeDecodeError as error:
            if not first:
                raise self._neither(chunk[: error.start]) from error
            text = self._as_gb(chunk, error)
        if "\ufeff" in text:
            raise self._told(
                self._lines + 1 + text[: text.index("\ufeff")].count("\n"),
                _("A byte order mark stands inside the text: two files were joined."),
                _("Remove it, and any header row that came with it, then save as UTF-8."),
            )
        if "\0" in text:
            raise self._neither(b"")
        return text.encode("utf-8")

    def _as_gb(self, chunk: bytes, fault: UnicodeDecodeError) -> str:
        self._decoder = codecs.getincrementaldecoder("gb18030")()
        try:
            text = self._decoder.decode(chunk, final=self._ended)
        except UnicodeDecodeError as error:
            raise self._neither(chunk[: fault.start]) from error
        self._notes.append(_("{file} was read as GB 18030 (GBK) text.").format(file=self._label))
        return text

    def _neither(self, before: bytes) -> InputErrors:
        return self._told(
            self._lines + 1 + before.count(b"\n"),
            _("The text is neither UTF-8 nor GB 18030 (GBK)."),
            _("Save the file as CSV UTF-8."),
        )

    def _told(self, row: int, message: str, remedy: str) -> InputErrors:
        return InputErrors([Problem(self._label, row, message, remedy)])
