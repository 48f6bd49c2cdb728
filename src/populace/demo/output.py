"""Each file of a demo folder by the writer that its suffix asks for."""

from pathlib import Path

import pandas as pd

from populace.errors import OutputError
from populace.exchange.write import Sheet, write_csv, write_parquet, write_workbook
from populace.i18n import gettext as _

CONTENT = {"content": "synthetic: a demo district of Populace, no real place"}
"""What a Parquet file says about itself."""


def write_table(table: pd.DataFrame, path: Path) -> None:
    """Write ``table`` as the CSV, Excel or Parquet file that the suffix of ``path`` asks for.

    Raises ``OutputError`` where it cannot be written.
    """
    make_folder(path.parent)
    if path.suffix == ".xlsx":
        write_workbook(path, [Sheet("population", table)])
    elif path.suffix == ".parquet":
        write_parquet(table, path, CONTENT)
    else:
        write_csv(table, path)


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it; raises ``OutputError`` where that is not allowed."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            _("{path} cannot be made: {reason}. Name another folder.").format(
                path=folder, reason=error.strerror or error
            )
        ) from error
