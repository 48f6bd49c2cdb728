"""Which returns of a form came, place by place and in every place above."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from jaxtyping import Bool, Int

from populace.catalog.forms import Form
from populace.catalog.periods import Period
from populace.places.history import PlaceHistory
from populace.places.timelines import day_number
from populace.quality.panel import Panel
from populace.quality.reporting.standing import Standing, rate, standing
from populace.quality.tower import Tower, tower


@dataclass(frozen=True)
class Reporting:
    """Of one form: ``standing`` and ``on_time``, ``(place, time)``, of the places that it is expected from or came
    from."""

    form: Form
    periods: tuple[Period, ...]
    places: tuple[str, ...]
    standing: Int[np.ndarray, "place time"]
    on_time: Bool[np.ndarray, "place time"]


COLUMNS = ("expected", "received", "on_time", "missing", "inactive", "never")
"""What is counted for each place; ``expected`` leaves out inactive places and those that never reported."""


def reporting(
    form: Form, reports: pa.Table, periods: tuple[Period, ...], history: PlaceHistory, silent: int
) -> Reporting:
    """``Reporting`` of ``form`` from ``reports`` (``place``, ``period``, ``first_at``) over ``periods`` of its
    length."""
    asked = _expected_from(form, history, periods)
    place, time, day, codes = _arrivals(reports, periods)
    places = tuple(dict.fromkeys((*asked, *(codes[i] for i in np.unique(place)))))
    position = {code: i for i, code in enumerate(places)}
    row = np.array([position.get(code, -1) for code in codes], np.int64)[place]
    received = np.zeros((len(places), len(periods)), bool)
    on_time = np.zeros_like(received)
    due = np.array([day_number(period.last) + form.due_days for period in periods], np.int64)
    received[row, time] = True
    on_time[row, time] = day <= due[time]
    expected = np.zeros_like(received)
    everywhere = not form.places and not form.kinds
    for code, days in asked.items():
        expected[position[code]] = days
    if everywhere:
        expected |= received.any(axis=1, keepdims=True) & _open(history, places, periods)
    return Reporting(form, periods, places, standing(received, expected, silent), on_time)


def counted(of_form: Reporting, history: PlaceHistory) -> Tower:
    """How many returns of each standing there were, in every place and every place above: cells ``(form,
    column)``."""
    states = of_form.standing
    received = states == Standing.RECEIVED
    missing = states == Standing.MISSING
    columns = np.stack(
        [
            received | missing,
            received,
            of_form.on_time,
            missing,
            states == Standing.INACTIVE,
            states == Standing.NEVER,
        ]
    ).astype(float)
    many = len(of_form.places)
    panel = Panel(
        of_form.form.length,
        of_form.periods,
        tuple((of_form.form.code, column) for column in COLUMNS),
        of_form.places,
        np.repeat(np.arange(len(COLUMNS)), many),
        np.tile(np.arange(many), len(COLUMNS)),
        columns.reshape(len(COLUMNS) * many, len(of_form.periods)),
    )
    return tower(panel, history)


def reporting_table(of_form: Reporting, up: Tower) -> pa.Table:
    """Of each place, over all periods: the counts of ``COLUMNS`` and the rates that they make.

    ``completeness`` leaves out inactive places and those that never reported, ``completeness_of_all`` does not.
    """
    places = np.unique(up.panel.place)
    counts = {name: _over_time(up.panel, column, places) for column, name in enumerate(COLUMNS)}
    everything = counts["expected"] + counts["inactive"] + counts["never"]
    return pa.table(
        {
            "form": pa.array([of_form.form.code] * len(places), pa.string()),
            "place": pa.array([up.panel.places[place] for place in places], pa.string()),
            "above": pa.array([_code(up, up.parent[place, -1]) for place in places], pa.string()),
            **{name: pa.array(each.astype(np.int64)) for name, each in counts.items()},
            "completeness": _nullable(rate(counts["received"], counts["expected"])),
            "completeness_of_all": _nullable(rate(counts["received"], everything)),
            "timeliness": _nullable(rate(counts["on_time"], counts["expected"])),
        }
    )


def _expected_from(
    form: Form, history: PlaceHistory, periods: tuple[Period, ...]
) -> dict[str, Bool[np.ndarray, " time"]]:
    """The places that the form is expected from, with the periods in which each was there."""
    kinds: dict[str, str] = {}
    for day in dict.fromkeys((periods[0].last, periods[-1].last)):
        kinds |= {place.code: place.kind for place in history.on(day)}
    codes = [
        code
        for code in history.codes
        if code in form.places or (not form.places and kinds.get(code, "") in form.kinds)
    ]
    there = _open(history, tuple(codes), periods)
    return {code: there[i] for i, code in enumerate(codes)}


def _arrivals(
    reports: pa.Table, periods: tuple[Period, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[str]]:
    """Place (position in the codes that come last), period (position) and day of arrival of each return."""
    place, period = (
        reports[name].cast(pa.string()).combine_chunks().dictionary_encode() for name in ("place", "period")
    )
    position = {each.text: i for i, each in enumerate(periods)}
    time = np.array([position.get(text, -1) for text in period.dictionary.to_pylist()], np.int64)[
        np.asarray(period.indices)
    ]
    moments = reports["first_at"].combine_chunks().cast(pa.int64()).to_numpy(zero_copy_only=False)
    unit = np.datetime64(0, getattr(reports["first_at"].type, "unit", "us"))
    days = (unit + moments).astype("datetime64[D]").astype(np.int64)
    kept = time >= 0
    return np.asarray(place.indices)[kept], time[kept], days[kept], place.dictionary.to_pylist()


def _open(
    history: PlaceHistory, places: tuple[str, ...], periods: tuple[Period, ...]
) -> Bool[np.ndarray, "place time"]:
    """Whether each place was there on the last day of each period; one that the history does not know always
    was."""
    position = history.timelines.position
    at = np.array([position.get(code, -1) for code in places], np.int64)
    out = np.ones((len(places), len(periods)), bool)
    for i, period in enumerate(periods):
        there = history.timelines.open_on(day_number(period.last))
        out[at >= 0, i] = there[at[at >= 0]]
    return out


def _over_time(panel: Panel, column: int, places: Int[np.ndarray, " n"]) -> np.ndarray:
    at = panel.find(np.full(len(places), column), places)
    counts: np.ndarray = np.where(at >= 0, np.nansum(panel.values[at], axis=1), 0.0)
    return counts


def _code(up: Tower, place: int) -> str | None:
    return up.panel.places[place] if place >= 0 else None


def _nullable(values: np.ndarray) -> pa.Array:
    return pa.array(values, pa.float64(), mask=np.isnan(values))
