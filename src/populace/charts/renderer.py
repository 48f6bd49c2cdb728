"""The program that draws: ``python -m populace.charts.renderer``.

Reads a request a line (kind, shape, language, data, parameters as JSON) and answers each with a line of SVG as JSON.
Each chart is compiled once for its kind, shape and language.
"""

import json
import sys
from collections.abc import Callable
from functools import cache

import altair as alt

from populace.charts.bars_chart import bars_chart
from populace.charts.columns_chart import columns_chart
from populace.charts.fan_chart import fan_chart
from populace.charts.pyramid_chart import pyramid_chart
from populace.charts.ranges_chart import ranges_chart
from populace.charts.sizes import Size
from populace.charts.template import Template, compile_chart
from populace.i18n import use_language

KINDS: dict[str, Callable[..., alt.LayerChart]] = {
    "fan": lambda *shape: fan_chart(Size(*shape)),
    "pyramid": lambda *shape: pyramid_chart(Size(*shape)),
    "bars": bars_chart,
    "ranges": ranges_chart,
    "columns": lambda *shape: columns_chart(Size(*shape)),
}
"""Every kind of chart by the word that a request uses."""


@cache
def template(kind: str, shape: tuple[int, ...], language: str) -> Template:
    """The compiled chart of a kind in one shape; its axes write numbers in ``language``."""
    with use_language(language):
        return compile_chart(KINDS[kind](*shape))


def main() -> None:
    """Answer requests until there are no more."""
    for line in sys.stdin:
        asked = json.loads(line)
        chart = template(asked["kind"], tuple(asked["shape"]), asked["language"])
        sys.stdout.write(json.dumps(chart.draw(asked["data"], asked["parameters"])) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
