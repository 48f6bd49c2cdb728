"""From one Vega-Lite specification to many drawings: compiled once, filled with data each time.

Validating and compiling a specification costs several times what drawing it does, and is the same for all places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from populace.charts.style import config
from populace.charts.svg import Row


@dataclass(frozen=True)
class Template:
    """A compiled chart whose named data and parameters are still to be filled in."""

    vega: Mapping[str, Any]

    def draw(self, data: Mapping[str, Sequence[Row]], parameters: Mapping[str, Any]) -> str:
        """The chart as SVG with ``data`` by data set and ``parameters`` by name.

        :raises KeyError: a data set or parameter the chart does not have.
        """
        filled = dict(self.vega)
        filled["data"] = _fill(self.vega["data"], "values", {name: list(rows) for name, rows in data.items()})
        filled["signals"] = _fill(self.vega["signals"], "value", parameters)
        return str(vl_convert.vega_to_svg(filled))


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


def _fill(parts: Sequence[Row], key: str, values: Mapping[str, Any]) -> list[Row]:
    unknown = set(values) - {part["name"] for part in parts}
    if unknown:
        raise KeyError(f"the chart has no {sorted(unknown)}")
    return [{**part, key: values[part["name"]]} if part["name"] in values else part for part in parts]
