"""From one Vega-Lite specification to many drawings: compiled once, filled with data each time.

Validating and compiling a specification costs several times what drawing it does, and is the same for all places.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from populace.charts.drawing import Drawing
from populace.charts.style import config

Row = Mapping[str, Any]

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


@dataclass(frozen=True)
class Template:
    """A compiled chart whose named data and parameters are still to be filled in."""

    vega: Mapping[str, Any]

    def draw(self, data: Mapping[str, Sequence[Row]], parameters: Mapping[str, Any]) -> Drawing:
        """The chart with ``data`` by data set and ``parameters`` by name.

        :raises KeyError: a data set or parameter the chart does not have.
        """
        filled = dict(self.vega)
        filled["data"] = _fill(self.vega["data"], "values", {name: list(rows) for name, rows in data.items()})
        filled["signals"] = _fill(self.vega["signals"], "value", parameters)
        return parse(vl_convert.vega_to_svg(filled))


@dataclass(frozen=True)
class Padding:
    """Pixels around the plot, for axes and labels."""

    left: int
    right: int
    top: int
    bottom: int


def layered(
    layers: Sequence[alt.Chart], parameters: Mapping[str, Any], size: tuple[int, int], padding: Padding
) -> alt.LayerChart:
    """Layers as one chart of a fixed outer ``size`` (width, height), so that charts of a kind line up."""
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .add_params(*(alt.param(name=name, value=value) for name, value in parameters.items()))
        .properties(
            width=size[0] - padding.left - padding.right,
            height=size[1] - padding.top - padding.bottom,
            padding=vars(padding),
            autosize=alt.AutoSizeParams(type="none"),
        )
        .configure(**config())
    )
    return chart


def compile_chart(chart: alt.LayerChart) -> Template:
    """The chart as a template; its data are ``NamedData``, its size is fixed."""
    return Template(vl_convert.vegalite_to_vega(chart.to_dict(validate=False)))


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


def _fill(parts: Sequence[Row], key: str, values: Mapping[str, Any]) -> list[Row]:
    unknown = set(values) - {part["name"] for part in parts}
    if unknown:
        raise KeyError(f"the chart has no {sorted(unknown)}")
    return [{**part, key: values[part["name"]]} if part["name"] in values else part for part in parts]
