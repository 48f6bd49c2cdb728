"""Colours, type and number formats that all charts share."""

from typing import Any

from populace.i18n import language

INK = "#1a1a1a"
QUIET = "#595959"
"""Text of lesser weight: still 7 to 1 against white."""

GRID = "#e3e3e3"

PAST = "#005a8c"
"""What was counted. Dark blue: the darkest of the colours, also in grey."""

AHEAD = "#0072B2"
"""The middle of what is projected: blue of Okabe & Ito (2008), Color Universal Design."""

BAND_80 = "#8fc1e0"
BAND_95 = "#d3e6f2"

ACCENT = "#b34700"
"""Peaks: vermilion of Okabe & Ito, darkened until its text has a contrast of 5 to 1 on white."""

OTHERS = ("#00664b", "#8a3a73", "#6b5b00", "#b34700")
"""Lines beside the middle of what is projected: bluish green, reddish purple, yellow and vermilion of Okabe & Ito, each
darkened until its words have a contrast of 5 to 1 on white."""

WOMEN = "#e0a030"
"""Orange of Okabe & Ito; in grey it is much lighter than ``MEN``."""

MEN = "#4a8fbf"

FONT = (
    "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, "
    "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', 'WenQuanYi Micro Hei', sans-serif"
)
"""Fonts that computers have: nothing is fetched. The last ones hold Chinese."""

FONT_SIZE = 12

COUNT_LABELS = {
    "en": "abs(datum.value) >= 1e6 ? format(abs(datum.value) / 1e6, '~r') + 'M' : format(abs(datum.value), ',')",
    "zh-hans": "abs(datum.value) >= 1e4 ? format(abs(datum.value) / 1e4, '~r') + '万' : format(abs(datum.value), ',')",
}
"""How an axis writes a count, by language, as a Vega expression: short enough to stand beside the plot."""


def count_labels() -> str:
    """The Vega expression by which an axis writes counts in the language in use."""
    return COUNT_LABELS[language()]


def config() -> dict[str, Any]:
    """What every specification takes as its ``config``."""
    return {
        "font": "sans-serif",
        "background": "white",
        "view": {"stroke": None},
        "axis": {
            "labelFontSize": FONT_SIZE,
            "labelColor": QUIET,
            "gridColor": GRID,
            "domainColor": QUIET,
            "tickColor": QUIET,
            "title": None,
        },
        "text": {"fontSize": FONT_SIZE, "color": INK},
    }
