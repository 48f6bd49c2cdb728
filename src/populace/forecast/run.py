"""The forecast of a set of tables: from observations to what is said of every place."""

from collections.abc import Callable, Iterable

from populace.errors import MissingData, UserError
from populace.forecast.evidence import Evidence
from populace.forecast.expected import expected_run
from populace.forecast.needs import age_ranges, planning_ratios
from populace.forecast.plan import Plan, plan_of
from populace.forecast.results import Forecast, PlaceForecast, Settings
from populace.forecast.simulate import simulate
from populace.forecast.summarise import summarise
from populace.forecast.tables import Tables
from populace.i18n import gettext as _
from populace.i18n import ngettext

MAX_TRAJECTORIES = 100_000
"""More than these sharpen no quantile that is shown."""


def forecast(
    tables: Tables, settings: Settings, progress: Callable[[float], None] = lambda share: None
) -> Forecast:
    """Forecast the places asked for (all roots, where none are named) and every place below them.

    ``progress`` is told the share of the work that is done.

    :raises UserError: settings outside their range, or a place that is not in the tables.
    :raises MissingData: nothing serves a place on some subject.
    """
    check(settings, tables)
    evidence = Evidence.of(tables)
    asked = tops(evidence, settings.places)
    if not asked:
        raise MissingData(
            _("The tables name no place. Give a table “population” with place, date, sex, age and value.")
        )
    ratios = planning_ratios(tables.overrides)
    ranges = age_ranges(ratios)
    places: dict[str, PlaceForecast] = {}
    work = jobs(evidence, asked, settings.horizon)
    for at, (plan, wanted) in enumerate(work):
        expected = expected_run(plan)

        def told(share: float, before: int = at) -> None:
            progress((before + share) / len(work))

        for code, sums in simulate(
            plan, expected, evidence.tree, ranges, settings.trajectories, settings.seed, told, wanted
        ):
            places[code] = summarise(plan, expected, evidence, code, sums, ratios)
    plans = [plan for plan, _wanted in work]
    order = [code for top in asked for code in evidence.tree.depth_first([top]) if code in places]
    return Forecast(
        tree=evidence.tree,
        top=tuple(asked),
        places={code: places[code] for code in order},
        base_year=max(plan.base_year for plan in plans),
        settings=settings,
        assumptions=_assumptions(plans, evidence, settings.places),
        uncertainty=what_is_in_the_fans(),
        protected=tables.protected,
    )


def what_is_in_the_fans() -> tuple[str, ...]:
    """What the intervals hold, and what they do not."""
    return (
        _("In the fan: total fertility, from the bounds of the source or from changes in the past."),
        _("In the fan: each place's fertility relative to the whole (Sevcikova, Raftery & Gerland 2018)."),
        _("In the fan: what places under one parent share of it (Fosdick & Raftery 2014)."),
        _("In the fan: life expectancy, shared by all places."),
        _("In the fan: each place's net migration, where its past says how much it varies."),
        _("In the fan: the ages at which women have children, shared by all places."),
        _("In the fan: the chance of small numbers in births and deaths, person by person and year by year."),
        _("Not in the fan: errors of the counts that the forecast starts from."),
        _("Not in the fan: chance in the moves of single people, and moves that places share."),
        _("Not in the fan: new laws, wars, epidemics, housing estates, and other breaks with the past."),
    )


def check(settings: Settings, tables: Tables) -> None:
    """Refuse settings that cannot be run.

    :raises UserError: settings outside their range, or a place that is not in the tables.
    """
    if not 1 <= settings.trajectories <= MAX_TRAJECTORIES:
        raise UserError(
            _("{count} trajectories cannot be run. Ask for 1 to {most}.").format(
                count=settings.trajectories, most=MAX_TRAJECTORIES
            )
        )
    if settings.horizon < 1:
        raise UserError(_("The horizon is {horizon}. Give a number of years ahead, or a calendar year.").format(
            horizon=settings.horizon
        ))  # fmt: skip
    for code in settings.places:
        if code not in tables.places:
            known = ", ".join(place.code for place in tables.places.places[:8])
            raise UserError(
                _("There is no place “{code}” in the tables. Places there are: {known}, …").format(
                    code=code, known=known
                )
            )


def tops(evidence: Evidence, asked: Iterable[str]) -> list[str]:
    """The places the report is about, none of them below another: those asked for, or every root that can be."""
    if not (chosen := list(dict.fromkeys(asked))):
        roots = list(evidence.tree.roots)
        return [code for code in roots if evidence.units_below(code)] or roots
    return [code for code in chosen if not set(evidence.tree.ancestors(code)) & set(chosen)]


def jobs(evidence: Evidence, asked: Iterable[str], horizon: int) -> list[tuple[Plan, list[str]]]:
    """The plans to run, each with the places that are wanted of it.

    A place that is part of a whole is forecast as part of it, so that it gets the same figures in every report.
    """
    wanted: dict[str, list[str]] = {}
    for top in asked:
        root = evidence.lineage(top)[-1]
        is_part = any(top in evidence.lineage(unit) for unit in evidence.units_below(root))
        wanted.setdefault(root if is_part else top, []).append(top)
    return [(plan_of(evidence, whole, horizon), parts) for whole, parts in wanted.items()]


def _assumptions(plans: list[Plan], evidence: Evidence, asked: tuple[str, ...]) -> tuple[str, ...]:
    """What was assumed for every top place, each said once."""
    said: list[str] = []
    named = len(plans) > 1
    for plan in plans:
        place = evidence.name(plan.top)
        said.extend(
            _("{place}: {sentence}").format(place=place, sentence=sentence) if named else sentence
            for sentence in plan.says
        )
    if unsaid := len(evidence.tree.roots) - len(plans) if not asked else 0:
        said.append(
            ngettext(
                "{count} place without a population by sex and age is left out.",
                "{count} places without a population by sex and age are left out.",
                unsaid,
            ).format(count=unsaid)
        )
    if not any(unit.drift.shift.any() for plan in plans for unit in plan.units):
        said.append(_("The pattern of fertility by age of mother stays as it is."))
    said.append(
        _(
            "Tempo effects (births put off or brought forward) are not told apart: that needs births by birth order."
        )
    )
    if any(unit.migration.rung.code != "migration-6" for plan in plans for unit in plan.units):
        said.append(
            _(
                "Net migration goes on as in the years it was measured over: leavers as a share, arrivals as a number."
            )
        )
    said.append(_("Boys per girl at birth: as given, else 1.05."))
    return tuple(dict.fromkeys(said))
