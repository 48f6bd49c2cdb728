"""The chapters of a place: what stands in each, prepared for the templates."""

from dataclasses import dataclass

from populace.charts.drawing import Drawing, Words, grid
from populace.i18n import gettext as _
from populace.report import figures, grids, needs_grids
from populace.report.answer import answer
from populace.report.figures import Figure
from populace.report.grid import Grid
from populace.report.months import months_figure, months_said
from populace.report.reading import Reading


@dataclass(frozen=True)
class RungLine:
    """A subject with the rung used for it."""

    subject: str
    code: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A place that the report is about, or one below it: ``anchor`` is its address on the page."""

    anchor: str
    name: str
    sentences: tuple[str, ...]
    births: Figure
    population: Figure
    causes: tuple[Figure, ...]
    drivers: Figure | None
    needs: Figure | None
    needs_table: Grid
    peaks: Grid
    peak_years: Figure | None
    highest: Grid
    places: Figure | None
    rungs: tuple[RungLine, ...]
    notes: tuple[str, ...]
    above: tuple[tuple[str, str], ...]
    months: Figure | None = None
    months_said: tuple[str, ...] = ()

    def figures(self) -> list[Figure]:
        """Every figure in the order of the chapter."""
        all_of_them = (
            self.births,
            self.peak_years,
            self.months,
            *self.causes,
            self.drivers,
            self.needs,
            self.population,
            self.places,
        )
        return [figure for figure in all_of_them if figure is not None]


def full_chapter(reading: Reading, code: str, drawn: dict[str, Figure], subjects: dict[str, str]) -> Chapter:
    """The chapter of a top place; ``drawn`` holds the fans of the places below."""
    return _chapter(
        reading,
        code,
        subjects,
        births=figures.births_figure(reading, code),
        peak_years=figures.peak_years_figure(reading, code),
        causes=figures.causes_figures(reading, code),
        drivers=figures.drivers_figure(reading, code),
        needs=figures.needs_figure(reading, code),
        places=figures.places_figure(reading, code, drawn),
        months=months_figure(reading, code),
    )


def short_chapter(reading: Reading, code: str, drawn: dict[str, Figure], subjects: dict[str, str]) -> Chapter:
    """The page of a place below: answer, fan, pyramid, needs, rungs, and the places below it in turn."""
    return _chapter(
        reading,
        code,
        subjects,
        births=drawn[code],
        peak_years=None,
        causes=(),
        drivers=None,
        needs=None,
        places=figures.places_figure(reading, code, drawn),
    )


def _chapter(
    reading: Reading,
    code: str,
    subjects: dict[str, str],
    *,
    births: Figure,
    peak_years: Figure | None,
    causes: tuple[Figure, ...],
    drivers: Figure | None,
    needs: Figure | None,
    places: Figure | None,
    months: Figure | None = None,
) -> Chapter:
    place = reading.place(code)
    ahead = place.months
    return Chapter(
        anchor=f"place-{reading.slugs[code]}",
        name=reading.name(code),
        sentences=answer(place, reading.forecast.base_year),
        births=births,
        population=figures.pyramid_figure(reading, code),
        causes=causes,
        drivers=drivers,
        needs=needs,
        needs_table=needs_grids.needs_grid(reading, place),
        peaks=grids.peaks_grid(place),
        peak_years=peak_years,
        highest=needs_grids.highest_grid(reading, place),
        places=places,
        rungs=tuple(
            RungLine(subjects.get(subject, subject), rung.code, rung.text)
            for subject, rung in place.rungs.items()
        ),
        notes=place.notes,
        above=tuple(
            (reading.name(each), f"place-{reading.slugs[each]}")
            for each in reversed(list(reading.forecast.tree.ancestors(code)))
            if each in reading.forecast.places
        ),
        months=months,
        months_said=months_said(ahead) if ahead is not None else (),
    )


def chart_files(chapter: Chapter) -> list[tuple[str, Words, Drawing]]:
    """What becomes a file: of a top place every figure, of a place below its fan and pyramid in one, and its places."""
    if chapter.drivers is not None:
        return [(figure.name, figure.words, figure.drawing) for figure in chapter.figures()]
    births, people = chapter.births, chapter.population
    both = grid([(births.words.title, births.drawing), (people.words.title, people.drawing)], 2, gap=24)
    words = Words(
        chapter.name,
        _("Births a year with bands that hold 80% and 95% of the trajectories; persons by age group and sex"),
        births.words.source,
        f"{births.words.description} {people.words.description}",
    )
    below = chapter.places
    return [(births.name, words, both), *([(below.name, below.words, below.drawing)] if below else [])]
