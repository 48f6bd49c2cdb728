"""The page: everything it shows as prepared values, and the templates that set them."""

from dataclasses import dataclass

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from populace.charts.style import FONT
from populace.forecast.ladder import SUBJECTS
from populace.i18n import gettext as _
from populace.i18n import language, ngettext
from populace.report import grids, needs_grids, said
from populace.report.chapters import Chapter
from populace.report.contents import Entry, contents
from populace.report.grid import Grid
from populace.report.reading import Reading
from populace.report.scenario_chapter import ScenarioChapter

HTML_LANGUAGES = {"en": "en", "zh-hans": "zh-Hans"}
"""The ``lang`` attribute for each language, in the case that BCP 47 writes it."""


@dataclass(frozen=True)
class Evidence:
    """What the chapter on certainty shows."""

    uncertainty: tuple[str, ...]
    assumptions: tuple[str, ...]
    accuracy: Grid
    accuracy_below: Grid
    rungs: Grid
    sources: Grid
    notes: tuple[str, ...]
    protection: tuple[str, ...]
    limits: tuple[str, ...]
    works: tuple[said.Work, ...]
    settings: str


@dataclass(frozen=True)
class Page:
    """All of the page, in its order."""

    lang: str
    title: str
    top: tuple[Chapter, ...]
    below: tuple[Chapter, ...]
    contents: tuple[Entry, ...]
    evidence: Evidence
    ratios: Grid
    scenarios: ScenarioChapter | None


def page(
    reading: Reading, top: list[Chapter], below: list[Chapter], scenarios: ScenarioChapter | None
) -> Page:
    """The values of the page from its chapters."""
    return Page(
        lang=HTML_LANGUAGES[language()],
        title=_title(reading),
        top=tuple(top),
        below=tuple(below),
        contents=contents(reading),
        evidence=_evidence(reading),
        ratios=needs_grids.ratios_grid(reading),
        scenarios=scenarios,
    )


def render(shown: Page) -> str:
    """The page as HTML that needs nothing from anywhere else."""
    environment = Environment(
        loader=PackageLoader("populace.report"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    style = environment.get_template("report.css").render(font=Markup(FONT))
    html = environment.get_template("report.html").render(page=shown, style=Markup(style))
    return html + "\n"


def _title(reading: Reading) -> str:
    top = reading.forecast.top
    if len(top) == 1:
        return _("Births in {place} to {horizon}: what is coming, why, and what it needs").format(
            place=reading.name(top[0]), horizon=reading.horizon
        )
    return _("Births in {count} places to {horizon}: what is coming, why, and what it needs").format(
        count=len(top), horizon=reading.horizon
    )


def _evidence(reading: Reading) -> Evidence:
    codes = tuple(reading.forecast.places)
    return Evidence(
        uncertainty=reading.forecast.uncertainty,
        assumptions=reading.forecast.assumptions,
        accuracy=grids.accuracy_grid(reading, reading.forecast.top),
        accuracy_below=grids.accuracy_grid(
            reading, [code for code in codes if code not in reading.forecast.top]
        ),
        rungs=grids.rungs_grid(reading, codes, SUBJECTS),
        sources=grids.sources_grid(reading),
        notes=reading.tables.notes,
        protection=said.protection(),
        limits=said.limits(),
        works=said.works(),
        settings=said.settings(reading),
    )
