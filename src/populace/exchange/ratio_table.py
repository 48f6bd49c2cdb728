"""The table of planning ratios: values that a planner sets in the place of the stated ones."""

from populace.catalog.planning_ratios import PLANNING_RATIOS
from populace.exchange.findings import Findings
from populace.exchange.layout import RatioLayout
from populace.exchange.numbers import Fault, read_figure
from populace.exchange.raw import RawTable, quoted
from populace.forecast.tables import Override
from populace.i18n import gettext as _
from populace.i18n import join_words


def read_ratios(table: RawTable, layout: RatioLayout, findings: Findings) -> dict[str, Override]:
    """The ratios of a table by their codes."""
    overrides: dict[str, Override] = {}
    for position in range(len(table)):
        row = int(table.rows[position])
        code, number, source = (
            "" if column is None else table.columns[column].texts[table.columns[column].codes[position]]
            for column in (layout.code, layout.value, layout.source)
        )
        code = code.casefold()
        value, fault = read_figure(number)
        if code not in PLANNING_RATIOS:
            findings.problem(
                "ratio",
                table.label,
                row,
                _("The planning ratio {code} is not known.").format(code=quoted(code)),
                _("Use one of: {codes}.").format(codes=join_words(list(PLANNING_RATIOS))),
            )
        elif fault is not Fault.NONE or value <= 0:
            findings.problem(
                "ratio value",
                table.label,
                row,
                _("The ratio {code} has no value above zero.").format(code=code),
                _("Write a positive number, or take the row out to keep the stated value."),
            )
        elif code in overrides:
            findings.problem(
                "ratio twice",
                table.label,
                row,
                _("The ratio {code} stands twice.").format(code=code),
                _("Keep one of the two."),
            )
        else:
            overrides[code] = Override(value, source or table.label)
    return overrides
