"""What goes into a chart, and reading what comes out: SVG as the renderer writes it, made small."""

import re
from collections.abc import Mapping
from typing import Any

from populace.charts.drawing import Drawing

Row = Mapping[str, Any]
"""A row of a data set of a chart."""

_ROOT = re.compile(
    r'^<svg[^>]*? width="(?P<width>[\d.]+)" height="(?P<height>[\d.]+)"[^>]*>(?P<body>.*)</svg>\s*$', re.S
)
_NOISE = re.compile(
    r' (?:aria-[a-z]+|role|class|pointer-events|font-family|stroke-miterlimit)="[^"]*"'
    r'| opacity="1"| stroke-width="1"(?=[ />])| fill-opacity="1"'
)
_EMPTY = re.compile(
    r'<path(?: d="(?:M0,0h0v0h0Z)?")?(?: display="none")?(?: d="")?/>|<path d=""[^>]*/>|<g></g>'
)
_LONG_NUMBER = re.compile(r"(\d+\.\d{2})\d+")


def parse(svg: str) -> Drawing:
    """A drawing from what the renderer wrote, without the attributes that no reader needs.

    :raises ValueError: the text is not an SVG document as the renderer writes it.
    """
    root = _ROOT.match(svg)
    if root is None:
        raise ValueError("not an SVG document with a width and a height")
    body = _NOISE.sub("", root["body"])
    before = None
    while before != body:
        before, body = body, _EMPTY.sub("", body)
    return Drawing(float(root["width"]), float(root["height"]), _LONG_NUMBER.sub(r"\1", body))
