"""The same futures once more under a scenario, and what they differ by.

Every random number of a trajectory is that of the forecast itself: the seed and the place alone decide it. So a
trajectory under the scenario differs from the same one without it by the scenario alone, and the interval of the
difference is far narrower than the fans are.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from jaxtyping import Float

from populace.catalog.planning_ratios import PlanningRatio
from populace.forecast.evidence import Evidence
from populace.forecast.expected import Expected, expected_run
from populace.forecast.fans import fan_of
from populace.forecast.needs import age_ranges, planning_ratios, units_needed
from populace.forecast.plan import Plan
from populace.forecast.results import Difference, Forecast, NextPeak, PlaceUnderScenario, ScenarioResult
from populace.forecast.run import jobs
from populace.forecast.scenarios.apply import concerns, under
from populace.forecast.scenarios.changes import CapacityChange, Scenario
from populace.forecast.simulate import simulate
from populace.forecast.summarise import births_past, coming_peak
from populace.forecast.sums import Sums
from populace.forecast.tables import Tables


def with_scenarios(
    made: Forecast,
    tables: Tables,
    scenarios: Sequence[Scenario],
    progress: Callable[[float], None] = lambda share: None,
) -> Forecast:
    """The same forecast, with what comes of each scenario in the places it names and in those the report is about.

    :raises UserError: a scenario with a change of which no year lies ahead.
    """
    if not scenarios:
        return made
    evidence = Evidence.of(tables)
    found: dict[str, dict[str, PlaceUnderScenario]] = {scenario.code: {} for scenario in scenarios}
    work = jobs(evidence, made.top, made.settings.horizon)
    for at, (plan, wanted) in enumerate(work):
        job = _Job(evidence, plan, expected_run(plan), tuple(wanted), made, planning_ratios(tables.overrides))
        concerned = [scenario for scenario in scenarios if concerns(plan, evidence, scenario)]
        if not concerned:
            continue
        shown = job.shown(concerned)
        before = job.sums(plan, job.expected, shown)
        for done, scenario in enumerate(concerned, start=1):
            changed = under(plan, job.expected, evidence, scenario)
            expected = expected_run(changed)
            after = job.sums(changed, expected, job.shown([scenario]))
            for code, sums in after.items():
                found[scenario.code][code] = job.compared(
                    scenario, code, before[code], sums, changed, expected
                )
            progress((at + done / len(concerned)) / len(work))
    return replace(
        made,
        scenarios=tuple(
            ScenarioResult(scenario, _in_order(made, found[scenario.code])) for scenario in scenarios
        ),
    )


def _in_order(made: Forecast, found: Mapping[str, PlaceUnderScenario]) -> dict[str, PlaceUnderScenario]:
    return {code: found[code] for code in made.places if code in found}


@dataclass(frozen=True)
class _Job:
    """One plan of the forecast with all that its scenarios share."""

    evidence: Evidence
    plan: Plan
    expected: Expected
    wanted: tuple[str, ...]
    made: Forecast
    ratios: Mapping[str, PlanningRatio]

    def shown(self, scenarios: Sequence[Scenario]) -> tuple[str, ...]:
        """The places the report is about, and those named by the scenarios that are part of them."""
        named = (code for scenario in scenarios for code in scenario.places if code in self.made.places)
        below = (code for code in named if set(self.evidence.lineage(code)) & set(self.wanted))
        return tuple(dict.fromkeys((*self.wanted, *below)))

    def sums(self, plan: Plan, expected: Expected, shown: Collection[str]) -> dict[str, Sums]:
        """Every trajectory of the places that are shown."""
        settings = self.made.settings
        return {
            code: sums
            for code, sums in simulate(
                plan, expected, self.evidence.tree, age_ranges(self.ratios), settings.trajectories,
                settings.seed, lambda share: None, self.wanted, self.expected,
            )
            if code in shown
        }  # fmt: skip

    def compared(
        self, scenario: Scenario, code: str, before: Sums, after: Sums, changed: Plan, expected: Expected
    ) -> PlaceUnderScenario:
        """One place in the forecast and under the scenario."""
        years = self.plan.years_ahead
        was, is_now = (self._needs(sums, sums.births) for sums in (before, after))
        # Chance in the births of a year is drawn anew when their number changes: it is no part of the difference.
        moved = [self._needs(sums, sums.expected_births) for sums in (before, after)]
        gone = _gone(scenario, code, self.evidence, changed)
        return PlaceUnderScenario(
            births=Difference(
                fan_of(years, before.births),
                fan_of(years, after.births),
                fan_of(years, after.expected_births - before.expected_births),
            ),
            total=Difference(
                fan_of(years, before.total),
                fan_of(years, after.total),
                fan_of(years, after.total - before.total),
            ),
            needs={
                need: Difference(
                    fan_of(years, was[need]),
                    fan_of(years, is_now[need] + gone[need]),
                    fan_of(years, moved[1][need] + gone[need] - moved[0][need]),
                )
                for need in self.ratios
            },
            next_peak=self._peak(code, changed, expected, after),
        )

    def _needs(
        self, sums: Sums, births: Float[np.ndarray, "trajectory year"]
    ) -> dict[str, Float[np.ndarray, "trajectory year"]]:
        children = dict(zip(age_ranges(self.ratios), sums.children, strict=True))
        return units_needed(births, children, self.ratios)

    def _peak(self, code: str, plan: Plan, expected: Expected, sums: Sums) -> NextPeak | None:
        members = [at for at, unit in enumerate(plan.units) if code in self.evidence.lineage(unit.code)]
        past = births_past(self.evidence, code, [plan.units[at] for at in members])
        return coming_peak(plan, expected, members, past, sums)


def _gone(
    scenario: Scenario, code: str, evidence: Evidence, plan: Plan
) -> dict[str, Float[np.ndarray, " year"]]:
    """Units of each need that close at or below a place, by year."""
    years = plan.years_ahead
    gone: dict[str, Float[np.ndarray, " year"]] = {}
    for change in scenario.changes:
        if isinstance(change, CapacityChange) and code in evidence.lineage(change.place):
            gone[change.need] = gone.get(change.need, np.zeros(len(years))) + change.missing(years)
    return {need: gone.get(need, np.zeros(len(years))) for need in planning_ratios({})}
