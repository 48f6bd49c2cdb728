"""Write the report: everything into a folder of its own first, then into place at once."""

import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from pathlib import Path

from populace.charts.drawing import Drawing, Words, document, framed
from populace.charts.fonts import has_chinese
from populace.charts.raster import rasteriser
from populace.charts.render import start
from populace.charts.style import FONT
from populace.errors import OutputError
from populace.exchange.write import write_csv, write_parquet, write_workbook
from populace.forecast.ladder import SUBJECTS
from populace.forecast.needs import planning_ratios
from populace.forecast.results import Forecast
from populace.forecast.tables import Tables
from populace.i18n import gettext as _
from populace.i18n import language
from populace.protect.small_counts import ProtectionError
from populace.report import figures
from populace.report.chapters import Chapter, chart_files, full_chapter, short_chapter
from populace.report.figures import Figure
from populace.report.frames import frames, metadata
from populace.report.page import HTML_LANGUAGES, page, render
from populace.report.reading import Reading
from populace.report.scenario_chapter import scenario_chapter
from populace.report.sheets import sheets

Progress = Callable[[str, float], None]

PAGE, WORKBOOK, DATA, CHARTS = "report.html", "report.xlsx", "data", "charts"
GENERATOR = '<meta name="generator" content="Populace">'
"""How a page says that it is a report: only such a folder is written over."""

OURS = (PAGE, WORKBOOK, DATA, CHARTS)
"""What a report consists of; nothing else in the folder it is written to is touched."""


@dataclass(frozen=True)
class ReportFiles:
    """Where everything was written; ``notes`` say what a person should know about it."""

    page: Path
    workbook: Path
    data: tuple[Path, ...]
    charts: tuple[Path, ...]
    notes: tuple[str, ...] = ()


def write_report(
    forecast: Forecast, tables: Tables, out: Path, *, progress: Progress | None = None
) -> ReportFiles:
    """The report of ``forecast`` in the language in use, in the folder ``out``.

    ``tables`` are what the forecast was made from: their sources, notes and ratios are named. ``progress`` is told
    what is being done and how much of all is done, from 0 to 1. The same inputs give the same bytes.

    :raises OutputError: ``out`` is a file, or cannot be written.
    :raises ProtectionError: the forecast was not made from protected tables; then nothing is written.
    """
    tell = progress or _silent
    start()
    if not forecast.protected:
        raise ProtectionError("a report is written from a forecast of protected tables only")
    reading = Reading(forecast, tables, planning_ratios(tables.overrides))
    _refuse_file(out)
    _refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.name}-") as made:
            built = Path(made)
            _build(reading, built, tell)
            _move(built, out)
    except OSError as error:
        raise OutputError(
            _("{folder} cannot be written: {reason}. Choose another folder, or free it.").format(
                folder=out, reason=error.strerror or error
            )
        ) from error
    tell(_("Report written"), 1.0)
    return _files(out)


def _build(reading: Reading, folder: Path, tell: Progress) -> None:
    (folder / CHARTS).mkdir()
    (folder / DATA).mkdir()
    # Charts are drawn by another program, so tables are written while this one waits for it.
    with rasteriser(FONT, language()) as rasterise, ThreadPoolExecutor(max_workers=1) as aside:
        tables = aside.submit(copy_context().run, _write_tables, reading, folder)
        top, below = _chapters(reading, folder / CHARTS, rasterise, tell)
        scenarios = scenario_chapter(reading)
        for figure in scenarios.figures if scenarios is not None else ():
            _write_chart(figure.name, figure.words, figure.drawing, folder / CHARTS, rasterise)
        tell(_("Writing the page"), 0.8)
        (folder / PAGE).write_text(render(page(reading, top, below, scenarios)), encoding="utf-8")
        tell(_("Writing tables and pictures"), 0.9)
        tables.result()


def _write_tables(reading: Reading, folder: Path) -> None:
    tidy = frames(reading)
    for name, frame in tidy.items():
        write_csv(frame, folder / DATA / f"{name}.csv")
        write_parquet(frame, folder / DATA / f"{name}.parquet", metadata(reading))
    write_workbook(folder / WORKBOOK, sheets(reading, tidy))


def _chapters(
    reading: Reading, charts: Path, rasterise: Callable[[Path], None], tell: Progress
) -> tuple[list[Chapter], list[Chapter]]:
    """The chapters of the top places and of those below, each one's charts written as soon as they are drawn.

    A place shows small charts of the places below it, so the tree is drawn from below.
    """
    codes = [code for top in reading.forecast.top for code in reading.all_below(top)]
    drawn: dict[str, Figure] = {}
    chapters: dict[str, Chapter] = {}
    for done, code in enumerate(reversed(codes)):
        tell(_("Drawing charts"), 0.75 * done / len(codes))
        drawn[code] = figures.small_births_figure(reading, code)
        chapters[code] = short_chapter(reading, code, drawn, SUBJECTS)
        _write_charts(chapters[code], charts, rasterise)
    top = []
    for code in reading.forecast.top:
        top.append(full_chapter(reading, code, drawn, SUBJECTS))
        _write_charts(top[-1], charts, rasterise)
    return top, [chapters[code] for code in codes]


def _write_charts(chapter: Chapter, folder: Path, rasterise: Callable[[Path], None]) -> None:
    for name, words, drawing in chart_files(chapter):
        _write_chart(name, words, drawing, folder, rasterise)


def _write_chart(
    name: str, words: Words, drawing: Drawing, folder: Path, rasterise: Callable[[Path], None]
) -> None:
    path = folder / f"{name}.svg"
    path.write_text(document(framed(drawing, words), words, HTML_LANGUAGES[language()]), encoding="utf-8")
    rasterise(path)


def _refuse_foreign(out: Path) -> None:
    """What stands in the folder under a name of ours is replaced, so it must be of an earlier report."""
    page = out / PAGE
    if page.is_file() and GENERATOR in page.read_text(encoding="utf-8", errors="replace")[:2000]:
        return
    foreign = [name for name in OURS if (out / name).exists()]
    if foreign:
        raise OutputError(
            _("{path} is there already and is not of a report. Choose another folder for the report.").format(
                path=out / foreign[0]
            )
        )


def _refuse_file(out: Path) -> None:
    if out.exists() and not out.is_dir():
        raise OutputError(_("{path} is a file. Give a folder to write the report to.").format(path=out))


def _move(built: Path, out: Path) -> None:
    """Put what was built into place; a report that stood there before is replaced as a whole."""
    out.mkdir(exist_ok=True)
    before = built / "before"
    before.mkdir()
    for name in OURS:
        if (out / name).exists():
            (out / name).rename(before / name)
    for name in OURS:
        shutil.move(built / name, out / name)


def _files(out: Path) -> ReportFiles:
    notes: tuple[str, ...] = ()
    if language() == "zh-hans" and not has_chinese():
        notes = (
            _(
                "No font with Chinese characters was found on this machine, so the PNG charts lack them. "
                "Install one (Noto Sans CJK, WenQuanYi Micro Hei) and write the report again."
            ),
        )
    return ReportFiles(
        out / PAGE,
        out / WORKBOOK,
        tuple(sorted((out / DATA).iterdir())),
        tuple(sorted((out / CHARTS).iterdir())),
        notes,
    )


def _silent(_doing: str, _done: float) -> None:
    """Tell nobody."""
