"""Bytes of a text file to UTF-8, when that is certain.

Chinese offices still save CSV as GBK, which GB 18030 contains. A file that is not UTF-8 and decodes as GB 18030 without
a fault is read so, and this is noted. Anything else is refused: a wrong guess would turn names into other names.
"""

import codecs
from pathlib import Path

from populace.exchange.findings import Findings
from populace.exchange.opening import UnreadableFile, read_all
from populace.i18n import gettext as _

BOM = codecs.BOM_UTF8
UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_text(path: Path, findings: Findings) -> bytes | None:
    """The file as UTF-8 without a byte order mark, or ``None`` after saying why it cannot be had."""
    raw = _bytes(path, findings)
    if raw is None:
        return None
    if raw.startswith(BOM):
        findings.note(_("{file} begins with a byte order mark, which was left out.").format(file=path.name))
        raw = raw[len(BOM) :]
    if BOM in raw:
        findings.problem(
            "bom",
            path.name,
            raw[: raw.index(BOM)].count(b"\n") + 1,
            _("A byte order mark stands inside the text: two files were joined."),
            _("Remove it, and any header row that came with it, then save as UTF-8."),
        )
        return None
    return _utf8(raw, path.name, findings)


def _bytes(path: Path, findings: Findings) -> bytes | None:
    try:
        return read_all(path)
    except UnreadableFile:
        findings.problem(
            "unreadable", path.name, None, _("The file cannot be read."), _("Save it again, or remove it.")
        )
        return None


def _utf8(raw: bytes, name: str, findings: Findings) -> bytes | None:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        row = raw[: error.start].count(b"\n") + 1
    else:
        return raw
    try:
        if raw.startswith(UTF16_MARKS) or b"\0" in raw:
            raise UnicodeError
        text = raw.decode("gb18030")
    except UnicodeError:
        findings.problem(
            "encoding",
            name,
            row,
            _("The text is neither UTF-8 nor GB 18030 (GBK)."),
            _("Save the file as CSV UTF-8."),
        )
        return None
    findings.note(_("{file} was read as GB 18030 (GBK) text.").format(file=name))
    return text.encode("utf-8")
