"""The official accounts of the population into a workspace: which census, register or projection a year is divided by.

A YAML file with one list, each entry a declaration with its date::

    official_accounts:
      - {year: 2025, account: census, declared: 2026-02-28, source: Order 12 of the statistics office}
"""

import json
from pathlib import Path

from populace.catalog.catalogue import Catalogue
from populace.catalog.files.yaml_text import UnreadableYaml, read_yaml
from populace.errors import InputErrors, Problem, UserError
from populace.exchange.opening import read_all
from populace.i18n import gettext as _
from populace.indicators.official import OfficialChoices, from_document, to_document
from populace.store.workspace import Provenance, Workspace

KEY = "official_accounts"
DOCUMENT = "official.json"


def declares_accounts(path: Path) -> bool:
    """Whether a YAML file declares official accounts rather than definitions."""
    return any(line.startswith(f"{KEY}:".encode()) for line in read_all(path).splitlines())


def take_official(workspace: Workspace, path: Path, of: Provenance, *, commit: bool) -> int:
    """Add the declarations of a file to those of ``workspace``; the number that is new.

    :raises UserError: a file that is none, or declarations that cannot all hold.
    """
    try:
        document = read_yaml(read_all(path).decode("utf-8-sig")).value
    except UnicodeDecodeError as error:
        raise UserError(_("{file} is not in UTF-8. Save it as UTF-8.").format(file=path.name)) from error
    except UnreadableYaml as error:
        raise InputErrors([Problem(path.name, error.line, error.message, error.remedy)]) from error
    entries = document.get(KEY) if isinstance(document, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise UserError(
            _("{file}: write {key} and below it one entry for each year.").format(file=path.name, key=KEY)
        )
    known = official_in(workspace)
    new = [choice for choice in from_document(entries).choices if choice not in known.choices]
    together = known.with_(*new)
    if commit and new:
        text = json.dumps(to_document(together), ensure_ascii=False, indent=1)
        workspace.take_definitions(Catalogue(), of, {DOCUMENT: text})
    return len(new)


def official_in(workspace: Workspace) -> OfficialChoices:
    """The declarations that were taken in."""
    document = workspace.latest(DOCUMENT)
    return OfficialChoices() if document is None else from_document(json.loads(document.read_text("utf-8")))
