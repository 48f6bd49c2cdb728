"""Flags where too few returns came, or came in time, and on places that are silent.

The effect is the number of returns; its shares are of all returns expected in the place above and in all, silent places
included.
"""

from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from jaxtyping import Bool

from populace.quality.checks import Limits
from populace.quality.flags import Flag
from populace.quality.reporting.returns import Reporting
from populace.quality.reporting.standing import Standing


def reporting_flags(of_form: Reporting, table: pa.Table, limits: Limits, check: str) -> list[Flag]:
    """Flags of ``check`` (completeness or timeliness) on the places of ``table``, ``reporting_table`` of the form."""
    rows = table.to_pylist()
    asked = _Asked.of(rows)
    above_any = {row["above"] for row in rows if row["above"]}
    window = (of_form.periods[0].text, of_form.periods[-1].text)
    flags = []
    for row in rows:
        if row["place"] in above_any:
            line = limits.of(check, "least")
            if row[check] is not None and row[check] < line:
                lacking = float(row["expected"] - row[_CAME[check]])
                flag = asked.flag(check, row["place"], lacking, window, of_form.form.code)
                flags.append(_with_rate(flag, row[check], line))
    return flags


_CAME = {"completeness": "received", "timeliness": "on_time"}


def silent_flags(of_form: Reporting, table: pa.Table) -> list[Flag]:
    """Flags on places that fell silent, began late or never reported."""
    return _silent(of_form, _Asked.of(table.to_pylist()))


@dataclass(frozen=True)
class _Asked:
    """Returns asked of each place with all below it, what is above each, and all returns together."""

    returns: dict[str, int]
    above: dict[str, str]
    everything: int

    @classmethod
    def of(cls, rows: list[dict[str, object]]) -> "_Asked":
        returns = {
            str(row["place"]): sum(int(str(row[name])) for name in ("expected", "inactive", "never"))
            for row in rows
        }
        above = {str(row["place"]): str(row["above"] or "") for row in rows}
        return cls(returns, above, sum(many for code, many in returns.items() if not above[code]) or 1)

    def flag(self, check: str, place: str, lacking: float, window: tuple[str, str], form: str) -> Flag:
        above = self.above.get(place, "")
        return Flag(
            check,
            place,
            window[1],
            value=0.0,
            expected=lacking,
            effect=lacking,
            effect_share=lacking / (self.returns.get(above) or self.returns[place]),
            nation_share=lacking / self.everything,
            above=above,
            since=window[0],
            rule=form,
        )


def _with_rate(flag: Flag, rate: float, line: float) -> Flag:
    return replace(flag, value=rate, expected=1.0, low=line)


def _silent(of_form: Reporting, asked: _Asked) -> list[Flag]:
    flags = []
    texts = [period.text for period in of_form.periods]
    for state, check in ((Standing.INACTIVE, "inactive"), (Standing.NEVER, "never_reported")):
        at = of_form.standing == state
        for place in np.flatnonzero(at.any(axis=1)):
            for start, end in _stretches(at[place]):
                window = (texts[start], texts[end])
                flags.append(
                    asked.flag(
                        check, of_form.places[place], float(end - start + 1), window, of_form.form.code
                    )
                )
    return flags


def _stretches(at: Bool[np.ndarray, " time"]) -> list[tuple[int, int]]:
    """First and last position of each stretch of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], at, [False]]).astype(np.int8)))
    return [(int(start), int(end) - 1) for start, end in zip(edges[::2], edges[1::2], strict=True)]
