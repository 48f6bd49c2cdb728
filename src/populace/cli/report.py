"""``populace report``: from a folder of tables to a birth-peak report."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import click

from populace.charts.render import start as start_drawing
from populace.cli.ahead import FOLDER, HORIZON, PLACES, SEED, TRAJECTORIES, listed
from populace.cli.progress import Bar, progress_bar
from populace.errors import UserError
from populace.exchange.folder import read_folder
from populace.exchange.scenario_file import SCENARIO_FILE, read_scenarios
from populace.forecast.accuracy import with_accuracy
from populace.forecast.results import Forecast, Settings
from populace.forecast.run import forecast
from populace.forecast.scenarios.changes import Scenario
from populace.forecast.scenarios.run import with_scenarios
from populace.forecast.tables import Override, Tables
from populace.i18n import LANGUAGES, join_words, language, ngettext, use_language
from populace.i18n import gettext as _
from populace.report.protected import protected
from populace.report.write import ReportFiles, write_report

SHOWN_NOTES = 8
"""Notes on the reading that are shown on the command line."""


@click.command(
    help=_(
        "Read the tables in FOLDER (CSV or Excel: population, births, deaths or life expectancy, migration, places) "
        "and write a birth-peak report into OUT: a page, a workbook, tidy tables and charts."
    )
)
@FOLDER
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help=_("The folder to write the report into.")
)
@PLACES
@HORIZON
@TRAJECTORIES
@SEED
@click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default=None,
    help=_("The language of the report; that of the environment, if not given."),
)
@click.option(
    "--reference",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("A folder of national tables (the UN's, say) that serve where FOLDER has none."),
)
@click.option(
    "--reference-place",
    metavar="CODE",
    help=_("The place of the reference tables that stands for the top of FOLDER's places."),
)
@click.option(
    "--ratio",
    "ratios",
    multiple=True,
    metavar="CODE=VALUE",
    help=_("Replace a planning ratio, such as midwives=150; may be given again."),
)
@click.option(
    "--scenario",
    "chosen",
    multiple=True,
    metavar="CODE",
    help=_(
        "A scenario of FOLDER/scenarios.yaml to show beside the forecast; may be given again. All, if not given."
    ),
)
def report(
    folder: Path,
    out: Path,
    places: str,
    horizon: int,
    trajectories: int,
    seed: int,
    lang: str | None,
    reference: Path | None,
    reference_place: str | None,
    ratios: tuple[str, ...],
    chosen: tuple[str, ...],
) -> None:
    """Read, forecast, write, and say where it is."""
    _check(folder, out, reference, reference_place)
    start_drawing()  # it takes a second or two to get ready, which the reading and the forecast need anyway
    asked = listed(places)
    with use_language(lang or language()):
        with progress_bar() as bar:
            tables = read_folder(
                folder,
                places=asked or None,
                reference=reference,
                reference_place=reference_place,
                progress=lambda label, done: bar.tell(_("Reading {name}").format(name=label), 0.15 * done),
            )
            tables = protected(replace(tables, overrides={**tables.overrides, **_overrides(ratios)}))
            scenarios = _chosen(read_scenarios(folder, tables.places), chosen)
            made = _forecast(tables, Settings(asked, horizon, trajectories, seed), scenarios, bar)
            files = write_report(
                made, tables, out, progress=lambda label, done: bar.tell(label, 0.6 + 0.4 * done)
            )
        _tell_notes(tables.notes)
        _say(files)


def _check(folder: Path, out: Path, reference: Path | None, reference_place: str | None) -> None:
    if not str(out).strip() or out.resolve() == folder.resolve():
        raise UserError(
            _("The report cannot be written into the folder of the tables. Give another one to --out.")
        )
    if reference_place and reference is None:
        raise UserError(
            _("--reference-place names a place of the tables in --reference. Give that folder too.")
        )


def _chosen(scenarios: tuple[Scenario, ...], codes: tuple[str, ...]) -> tuple[Scenario, ...]:
    """The scenarios asked for, in the order of the file; all of them, where none is asked for."""
    known = [scenario.code for scenario in scenarios]
    for code in codes:
        if code not in known:
            said = _("There is no scenario “{code}” in {file}. Scenarios there are: {known}.")
            raise UserError(said.format(code=code, file=SCENARIO_FILE, known=join_words(known) or "–"))
    return tuple(scenario for scenario in scenarios if not codes or scenario.code in codes)


def _forecast(tables: Tables, settings: Settings, scenarios: tuple[Scenario, ...], bar: Bar) -> Forecast:
    ahead, under, past = _("Forecasting"), _("Running the scenarios"), _("Trying the method on the past")
    made = forecast(tables, settings, lambda done: bar.tell(ahead, 0.15 + 0.3 * done))
    made = with_scenarios(made, tables, scenarios, lambda done: bar.tell(under, 0.45 + 0.05 * done))
    return with_accuracy(made, tables, lambda done: bar.tell(past, 0.5 + 0.1 * done))


def _overrides(ratios: tuple[str, ...]) -> Mapping[str, Override]:
    """``CODE=VALUE`` pairs of the command line; which codes there are is known where they are used."""
    found = {}
    for pair in ratios:
        code, _equals, value = pair.partition("=")
        try:
            found[code.strip()] = Override(float(value), _("set on the command line"))
        except ValueError as error:
            raise UserError(_("“{pair}” is not CODE=VALUE, as in midwives=150.").format(pair=pair)) from error
    return found


def _tell_notes(notes: tuple[str, ...]) -> None:
    """What had to be understood while reading: the report has it all, the first lines are worth seeing at once."""
    for note in notes[:SHOWN_NOTES]:
        click.echo(_("Note: {note}").format(note=note), err=True)
    if len(notes) > SHOWN_NOTES:
        rest = len(notes) - SHOWN_NOTES
        said = ngettext("Note: {count} more is in the report.", "Note: {count} more are in the report.", rest)
        click.echo(said.format(count=rest), err=True)


def _say(files: ReportFiles) -> None:
    for note in files.notes:
        click.echo(note, err=True)
    click.echo(_("The report: {path}").format(path=files.page))
    click.echo(
        _("The same figures: {workbook}, {data}").format(workbook=files.workbook, data=files.data[0].parent)
    )
    click.echo(_("The charts: {folder}").format(folder=files.charts[0].parent))
