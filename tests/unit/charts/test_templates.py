"""The specifications are valid Vega-Lite, and what comes out of them is clean SVG."""

from xml.etree import ElementTree as ET

import altair as alt
import numpy as np
import pytest

from populace.charts.bars import signed_bars
from populace.charts.bars_chart import bars_chart
from populace.charts.drawing import Drawing, Words, document, framed, grid, inline
from populace.charts.fan import births_fan
from populace.charts.fan_chart import fan_chart
from populace.charts.pyramid import pyramid
from populace.charts.pyramid_chart import pyramid_chart
from populace.charts.raster import png
from populace.charts.render import DrawingError, draw
from populace.charts.renderer import template
from populace.charts.sizes import NARROW, PANEL, WIDE
from populace.charts.style import FONT
from populace.charts.svg import parse
from populace.forecast.results import Fan, Series

WORDS = Words("A finding", "births", "Source: x", "A chart")
YEARS = np.arange(2026, 2056)
AHEAD = Fan(YEARS, np.linspace(80, 120, 5)[None, :] * np.ones((30, 1)))


@pytest.mark.parametrize(
    "chart",
    [fan_chart(WIDE), fan_chart(NARROW), fan_chart(PANEL), pyramid_chart(NARROW), bars_chart(5)],
    ids=["fan-wide", "fan-narrow", "fan-panel", "pyramid", "bars"],
)
def test_specification_is_valid(chart: alt.LayerChart) -> None:
    assert chart.to_dict(validate=True)["layer"]


def test_a_template_refuses_data_it_has_no_place_for() -> None:
    with pytest.raises(KeyError, match="no"):
        template("fan", (344, 230, 50), "en").draw({"weather": []}, {})


def test_no_line_bridges_a_missing_year() -> None:
    whole = Series(np.arange(2000, 2010), np.full(10, 90.0))
    gap = Series(np.array([2000, 2001, 2005, 2006, 2009]), np.full(5, 90.0))
    lines = [
        births_fan(past, AHEAD, (), None, NARROW).body.count('stroke="#005a8c"') for past in (whole, gap)
    ]
    assert lines == [1, 3]


def test_charts_of_a_kind_have_the_same_size_whatever_their_figures() -> None:
    small = births_fan(Series(np.array([2025]), np.array([1.0])), AHEAD, (), None, NARROW)
    large = births_fan(Series(np.array([2025]), np.array([18_000_000.0])), AHEAD, (), None, NARROW)
    assert (small.width, small.height) == (large.width, large.height) == (NARROW.width, NARROW.height)


def test_an_empty_place_can_be_drawn() -> None:
    nothing = np.zeros((2, 21))
    assert pyramid(nothing, nothing, (2025, 2055)).body
    assert signed_bars([("a", 0.0, "0")]).body


def test_drawings_beside_each_other_stand_in_rows() -> None:
    panels = [(str(number), Drawing(100, 50, "")) for number in range(5)]
    laid_out = grid(panels, 3, gap=10)
    assert laid_out.width == 320
    assert laid_out.height > 100


def test_words_around_a_chart_are_escaped() -> None:
    words = Words("<a> & b", "<u>", "<s>", "<d>")
    text = document(framed(Drawing(100, 50, ""), words), words, "en")
    assert ET.fromstring(text).findtext("{http://www.w3.org/2000/svg}title") == "<a> & b"
    assert "<u>" not in inline(Drawing(1, 1, ""), "x", words)


def test_a_picture_is_a_png() -> None:
    text = document(framed(Drawing(100, 50, ""), WORDS), WORDS, "en")
    assert png(text, FONT).startswith(b"\x89PNG")


def test_what_is_not_a_drawing_is_refused() -> None:
    with pytest.raises(ValueError, match="SVG"):
        parse("<html></html>")


def test_after_a_chart_that_cannot_be_drawn_others_can() -> None:
    with pytest.raises(DrawingError):
        draw("weather", (), {}, {})
    assert signed_bars([("a", 1.0, "+1")]).body
