"""The section on scenarios: for each place its chart, for each scenario what it assumes and what comes of it."""

from dataclasses import dataclass

from populace.i18n import gettext as _
from populace.i18n import language
from populace.report.figures import Figure, scenarios_figure
from populace.report.grid import Grid
from populace.report.reading import Reading
from populace.report.scenario_grids import differences_grid, peak_sentence
from populace.report.scenario_words import assumed


@dataclass(frozen=True)
class Outcome:
    """What comes of a scenario in one place."""

    place: str
    differences: Grid
    peak: str


@dataclass(frozen=True)
class ScenarioPart:
    """A scenario: its changes with their sources, and its outcomes by place."""

    name: str
    changes: tuple[tuple[str, str], ...]
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class ScenarioChapter:
    """All scenarios: charts by place, then each scenario by itself; ``says`` what a scenario is."""

    says: tuple[str, ...]
    figures: tuple[Figure, ...]
    parts: tuple[ScenarioPart, ...]


def scenario_chapter(reading: Reading) -> ScenarioChapter | None:
    """The chapter, or ``None`` where no scenario was run."""
    results = reading.forecast.scenarios
    if not results:
        return None
    shown = {code for result in results for code in result.places}
    drawn = (scenarios_figure(reading, code) for code in reading.forecast.places if code in shown)
    parts = tuple(
        ScenarioPart(
            result.scenario.name(language()),
            tuple(
                (said, change.source)
                for said, change in zip(
                    assumed(reading, result.scenario), result.scenario.changes, strict=True
                )
            ),
            tuple(
                Outcome(
                    reading.name(code),
                    differences_grid(reading, place),
                    peak_sentence(reading.place(code).next_peak, place.next_peak),
                )
                for code, place in result.places.items()
            ),
        )
        for result in results
    )
    return ScenarioChapter(what_a_scenario_is(), tuple(figure for figure in drawn if figure), parts)


def what_a_scenario_is() -> tuple[str, ...]:
    """How to read a scenario, and what it is not."""
    return (
        _(
            "A scenario is what a planner assumes, beside the forecast: what would follow if it came true. "
            "A path of fertility is an assumption, never a goal, and nobody is to bring it about."
        ),
        _(
            "Forecast and scenario run through the same futures, so a difference is the scenario's doing alone. "
            "People who arrive come from outside the places of the report. A closed school changes no child: the "
            "places it had are added to the need."
        ),
    )
