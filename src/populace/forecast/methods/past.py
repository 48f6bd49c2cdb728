"""How much past a method needs, said to the person whose past is too short."""

from populace.errors import MissingData
from populace.forecast.methods.panel import Panel
from populace.i18n import ngettext


def need_steps(panel: Panel, steps: int, code: str) -> None:
    """``MissingData`` unless the panel has ``steps`` years and the count before them."""
    if len(panel.years) <= steps:
        raise MissingData(
            ngettext(
                "The method “{method}” needs {count} year of counts in a row; these have {years}.",
                "The method “{method}” needs {count} years of counts in a row; these have {years}.",
                steps + 1,
            ).format(method=code, count=steps + 1, years=len(panel.years))
        )
