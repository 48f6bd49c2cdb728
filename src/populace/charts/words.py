"""Fitting words into charts: how wide a text is, where a line breaks, how labels keep clear of each other."""

import unicodedata
from collections.abc import Sequence

LETTER = 0.55
"""Mean width of a letter of the common sans-serif fonts, in ems; a Chinese character is one em."""


def width_of(text: str, size: float) -> float:
    """About how wide ``text`` is at ``size``, in the same units."""
    return size * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in text)


def wrap(text: str, room: float, size: float) -> list[str]:
    """The text in lines no wider than ``room``: broken at spaces, and between Chinese characters."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if line and width_of(line + piece.rstrip(), size) > room:
            lines.append(line.rstrip())
            line = piece
        else:
            line += piece
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def spread(positions: Sequence[float], gap: float) -> list[float]:
    """The positions moved apart, as little as it takes, until neighbours are ``gap`` apart; their order stays."""
    order = sorted(range(len(positions)), key=lambda at: positions[at])
    blocks: list[list[int]] = []
    for at in order:
        blocks.append([at])
        while len(blocks) > 1 and _start(blocks[-1], positions, gap) < _end(blocks[-2], positions, gap) + gap:
            last = blocks.pop()
            blocks[-1] += last
    moved = list(positions)
    for block in blocks:
        first = _start(block, positions, gap)
        for step, at in enumerate(block):
            moved[at] = first + step * gap
    return moved


def _start(block: Sequence[int], positions: Sequence[float], gap: float) -> float:
    middle = sum(positions[at] for at in block) / len(block)
    return middle - gap * (len(block) - 1) / 2


def _end(block: Sequence[int], positions: Sequence[float], gap: float) -> float:
    return _start(block, positions, gap) + gap * (len(block) - 1)


def _pieces(text: str) -> list[str]:
    """Words with the space after them; each wide character apart, with the punctuation that must stay with it."""
    pieces: list[str] = []
    word = ""
    for letter in text:
        if word and _opens(word[-1]):
            word += letter
        elif unicodedata.east_asian_width(letter) in "WF":
            if unicodedata.category(letter).startswith("P") and not _opens(letter) and (word or pieces):
                word = (word or pieces.pop()) + letter
            else:
                pieces += [word] if word else []
                word = letter
        elif letter == " ":
            pieces.append(word + letter)
            word = ""
        elif word and unicodedata.east_asian_width(word[-1]) in "WF":
            pieces.append(word)
            word = letter
        else:
            word += letter
    return [*pieces, word] if word else pieces


def _opens(letter: str) -> bool:
    """Whether it is a bracket or a quotation mark that must not end a line."""
    return unicodedata.category(letter) in ("Ps", "Pi")
