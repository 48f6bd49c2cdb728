"""Drawings: pieces of SVG of a known size, set beside each other, framed with their words, and written."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from populace.charts.style import FONT, INK, QUIET
from populace.charts.words import wrap

MARGIN = 16
TITLE_SIZE, SUBTITLE_SIZE, SOURCE_SIZE, PANEL_SIZE = 17, 13, 11, 13
LINE = 1.3
"""Height of a line of text as a multiple of its size."""


@dataclass(frozen=True)
class Drawing:
    """The inside of an SVG of ``width`` by ``height`` user units (pixels at its natural size)."""

    width: float
    height: float
    body: str


@dataclass(frozen=True)
class Words:
    """What is written around a drawing: the finding, the unit, where the figures are from, and the text for those
    who do not see it.
    """

    title: str
    subtitle: str
    source: str
    description: str


def grid(panels: Sequence[tuple[str, Drawing]], columns: int, gap: int = 16) -> Drawing:
    """Panels with a heading each, in rows of ``columns``, in the order given."""
    width = max(panel.width for _heading, panel in panels)
    headings = [wrap(heading, width, PANEL_SIZE) if heading else [] for heading, _panel in panels]
    head = max(map(len, headings)) * PANEL_SIZE * LINE + 4
    height = head + max(panel.height for _heading, panel in panels)
    parts = []
    for place, (_heading, panel) in enumerate(panels):
        row, column = divmod(place, columns)
        x, y = column * (width + gap), row * (height + gap)
        words = _text(headings[place], PANEL_SIZE, INK, 0, PANEL_SIZE, weight="bold")
        parts.append(f'<g transform="translate({x:g},{y:g})">{words}{_moved(panel, 0, head)}</g>')
    rows = -(-len(panels) // columns)
    across = min(columns, len(panels))
    return Drawing(across * (width + gap) - gap, rows * (height + gap) - gap, "".join(parts))


def framed(drawing: Drawing, words: Words) -> Drawing:
    """The drawing with its title and unit above and its source below, as it stands alone in a file."""
    width = drawing.width + 2 * MARGIN
    room = drawing.width
    y = float(MARGIN)
    parts = []
    for text, size, colour, weight in (
        (words.title, TITLE_SIZE, INK, "bold"),
        (words.subtitle, SUBTITLE_SIZE, QUIET, "normal"),
    ):
        lines = wrap(text, room, size)
        parts.append(_text(lines, size, colour, MARGIN, y + size, weight=weight))
        y += len(lines) * size * LINE + 4
    parts.append(_moved(drawing, MARGIN, y + 6))
    y += drawing.height + 12
    lines = wrap(words.source, room, SOURCE_SIZE)
    parts.append(_text(lines, SOURCE_SIZE, QUIET, MARGIN, y + SOURCE_SIZE))
    y += len(lines) * SOURCE_SIZE * LINE
    return Drawing(width, round(y + MARGIN), "".join(parts))


def document(drawing: Drawing, words: Words, language: str) -> str:
    """A whole SVG file, with a name and a description for those who do not see it."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:g}" height="{drawing.height:g}" '
        f'viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" lang="{language}" '
        f'aria-labelledby="title description" font-family="{FONT}">'
    )
    naming = f'<title id="title">{escape(words.title)}</title><desc id="description">{escape(words.description)}</desc>'
    ground = f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="white"/>'
    return f"{head}{naming}{ground}{drawing.body}</svg>\n"


def inline(drawing: Drawing, name: str, words: Words) -> str:
    """The drawing for a page: as wide as its box, named by ``name`` (unique on the page)."""
    return (
        f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" '
        f'aria-labelledby="{name}-name {name}-desc" style="max-width:{drawing.width * 1.35:.0f}px">'
        f'<title id="{name}-name">{escape(words.title)}</title>'
        f'<desc id="{name}-desc">{escape(words.description)}</desc>'
        f'<g id="{name}-g">{drawing.body}</g></svg>'
    )


def again(drawing: Drawing, of: str, name: str, words: Words) -> str:
    """A drawing that already stands on the page under the name ``of``, shown once more under its own name."""
    return (
        f'<svg viewBox="0 0 {drawing.width:g} {drawing.height:g}" role="img" aria-labelledby="{name}-name">'
        f'<title id="{name}-name">{escape(words.title)}</title><use href="#{of}-g"/></svg>'
    )


def _moved(drawing: Drawing, x: float, y: float) -> str:
    return f'<g transform="translate({x:g},{y:g})">{drawing.body}</g>'


def _text(lines: Sequence[str], size: int, colour: str, x: float, y: float, weight: str = "normal") -> str:
    rows = "".join(
        f'<tspan x="{x:g}" y="{y + number * size * LINE:.1f}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    return f'<text font-size="{size}" font-weight="{weight}" fill="{colour}">{rows}</text>'
