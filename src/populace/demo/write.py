"""A demo district as a folder: the reports as a real district would hold them, and the truth beside them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd

from populace.catalog.catalogue import Catalogue
from populace.catalog.dump import dump
from populace.catalog.shipped import SHIPPED
from populace.demo.district import District
from populace.demo.files import as_sent, facility_table, place_table, whole
from populace.demo.mistakes import report
from populace.demo.output import make_folder, write_table
from populace.demo.places import towns
from populace.demo.readme import readme
from populace.demo.tables import clinic_code, due_tables
from populace.demo.truth import stated_histories, truth_tables
from populace.errors import OutputError
from populace.i18n import gettext as _

FILES = 22
"""Files that ``write_district`` writes, for whoever shows progress."""


def check_folder(folder: Path, force: bool = False) -> None:
    """Raise ``OutputError`` unless ``folder`` can be written to: new or empty, or any folder with ``force``."""
    if folder.exists() and not folder.is_dir():
        raise OutputError(_("{path} is a file: name a folder.").format(path=folder))
    if folder.is_dir() and any(folder.iterdir()) and not force:
        raise OutputError(
            _("{path} is not empty: name a new folder, or write over the files in it with --force.").format(
                path=folder
            )
        )


def write_district(
    made: District, folder: Path, force: bool = False, tick: Callable[[], None] = lambda: None
) -> None:
    """Write reports, returns, truth and README under ``folder``; the same district gives the same bytes.

    With ``force`` files of the same names are written over, and others are left. ``tick`` is called after each file.
    Raises ``OutputError`` where the folder cannot be used.
    """
    check_folder(folder, force)
    sent, mistakes = report(made, due_tables(made))
    make_folder(folder)
    for name, table in _tables(made, sent, mistakes):
        write_table(table, folder / name)
        tick()
    (folder / "returns" / "forms.yaml").write_text(dump(forms_of_villages()), encoding="utf-8", newline="\n")
    tick()
    (folder / "README.md").write_text(readme(made, mistakes), encoding="utf-8", newline="\n")
    tick()


def forms_of_villages() -> Catalogue:
    """The form of births and deaths as this district uses it: villages and communities fill it in, not towns."""
    births = replace(SHIPPED.forms["births_deaths"], kinds=frozenset({"village", "community"}))
    return Catalogue(forms={births.code: births})


def _tables(
    made: District, sent: dict[str, pd.DataFrame], mistakes: pd.DataFrame
) -> Iterator[tuple[str, pd.DataFrame]]:
    """Each table with its path under the folder."""
    yield "places.csv", place_table(made.tree)
    for file, table in sent.items():
        yield file, as_sent(file, table)
    clinics = {clinic_code(town.place.code): town.place.code for town in towns()}
    yield "returns/clinic_list.csv", facility_table(clinics, made.tree)
    for file, table in truth_tables(made).items():
        yield f"truth/{file}", table
    yield "truth/histories.csv", whole(stated_histories())
    yield "truth/mistakes.csv", mistakes.astype({"year": "Int64"})
