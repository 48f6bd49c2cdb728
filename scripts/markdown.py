"""Pages and tables in Markdown."""

from collections.abc import Iterable


def page(title: str, intro: str, sections: Iterable[str]) -> str:
    """A page with its heading, an introduction and sections."""
    return "\n\n".join([f"# {title}", intro, *sections]) + "\n"


def table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A table; cells may hold bars and line ends."""
    return "\n".join(map(_row, [header, tuple("---" for _ in header), *rows]))


def code(text: str) -> str:
    """``text`` as it is written, or nothing."""
    return f"`{text}`" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Several, each as it is written."""
    return ", ".join(map(code, texts))


def _row(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
