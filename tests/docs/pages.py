"""The prose of the project, and what can be read out of it."""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"

_LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(\s*<?([^)>\s]+)>?[^)]*\)")
_IMAGE = re.compile(r"<img[^>]*\ssrc=\"([^\"]+)\"")
_FENCE = re.compile(r"^```(\w[\w-]*)?[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)


def written_pages() -> list[Path]:
    """Every page that a person wrote: the Markdown at the top and under ``docs``, without what is generated."""
    return sorted(
        [*ROOT.glob("*.md"), *(path for path in DOCS.rglob("*.md") if "_generated" not in path.parts)]
    )


def prose() -> str:
    """All of them as one text."""
    return "\n".join(path.read_text(encoding="utf-8") for path in written_pages())


def links(page: Path) -> Iterator[str]:
    """What ``page`` points to inside the project: targets of links and pictures, without their anchors."""
    text = _FENCE.sub("", page.read_text(encoding="utf-8"))
    for target in [*_LINK.findall(text), *_IMAGE.findall(text)]:
        if not re.match(r"[a-z]+:", target) and not target.startswith("#"):
            yield target.split("#")[0]


def blocks(page: Path, *languages: str) -> list[str]:
    """The fenced blocks of ``page`` in one of ``languages``."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [text for language, text in found if language in languages]


def shell_lines(page: Path) -> list[str]:
    """Every command that ``page`` tells the reader to run (lines after ``$``), continued lines joined."""
    text = "\n".join(blocks(page, "console", "sh", "bash", "shell")).replace("\\\n", " ")
    return [line.removeprefix("$ ").strip() for line in text.splitlines() if line.startswith("$ ")]
