"""Whether this machine has a font for Chinese: pictures are drawn here, pages on the reader's machine."""

from functools import cache

from populace.charts.raster import PLAIN_FONT, png

_PAGE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">'
    '<text x="5" y="30" font-size="24" font-family="sans-serif">{letter}</text></svg>'
)


@cache
def has_chinese() -> bool:
    """Whether two different Chinese characters come out differently, and not as nothing."""
    first, second, none = (png(_PAGE.format(letter=letter), PLAIN_FONT) for letter in ("生", "人", ""))
    return first != second and none not in (first, second)
