"""Definitions into a workspace: catalogue files, and what DHIS2's metadata define."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from populace.catalog.catalogue import Catalogue
from populace.catalog.charter.check import without_refused
from populace.catalog.charter.findings import Finding
from populace.catalog.load import load, load_onto
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.metadata_reading import metadata_of
from populace.exchange.dhis2.report import MetadataReport
from populace.exchange.dhis2.understanding import understood
from populace.exchange.dhis2.wholeness import whole
from populace.exchange.imports.places import PlacesReport, take_history
from populace.exchange.opening import read_all
from populace.store.workspace import Provenance, Workspace

DHIS2_DOCUMENT = "dhis2.json"
"""The metadata as they were taken in, kept beside the definitions made of them: what an export needs again."""

KINDS = ("measures", "dimensions", "forms", "indicators", "rules", "constructs", "constants", "groups")

NOTHING = Catalogue()


@dataclass(frozen=True)
class DefinitionsReport:
    """How many definitions of each kind a file has, how many of them are new or changed, and what the lint says."""

    label: str
    taken: dict[str, int]
    fresh: dict[str, int]
    findings: tuple[Finding, ...]
    metadata: MetadataReport | None = None
    places: PlacesReport | None = None


def take_catalogue(workspace: Workspace, path: Path, of: Provenance, *, commit: bool) -> DefinitionsReport:
    """Take in a catalogue file.

    :raises InputErrors: definitions that cannot be read or do not hold together.
    :raises CharterError: definitions that the charter excludes.
    """
    load_onto([path], workspace.catalogue)
    own = load(path)
    fresh = _beyond(own, workspace.catalogue)
    if commit and fresh != NOTHING:
        workspace.take_definitions(fresh, of)
    return DefinitionsReport(path.name, _counts(own), _counts(fresh), ())


def take_metadata(
    workspace: Workspace, paths: Sequence[Path], of: Provenance, *, commit: bool
) -> DefinitionsReport:
    """Take in DHIS2's metadata: definitions and places. What was taken in before stays where the files lack it.

    Judgements that the charter refuses (colours on births, say) are left out and told; the figures they stood on
    come in.

    :raises UserError: a file cannot be read, or none holds metadata.
    """
    before = workspace.latest(DHIS2_DOCUMENT)
    files = [] if before is None else [(before.name, before.read_bytes())]
    metadata, report = metadata_of([*files, *((path.name, read_all(path)) for path in paths)])
    meant = understood(metadata, report)
    fit, findings = without_refused(meant.catalogue, workspace.catalogue)
    label = ", ".join(path.name for path in paths)
    places = take_history(workspace, meant.history, label, of, commit=commit)
    document = metadata.to_json()
    fresh = _beyond(fit, workspace.catalogue)
    if commit and (fresh != NOTHING or not files or files[0][1] != document):
        workspace.take_definitions(fresh, of, {DHIS2_DOCUMENT: document.decode()})
    return DefinitionsReport(label, _counts(fit), _counts(fresh), findings, meant.report, places)


def metadata_in(workspace: Workspace) -> Metadata | None:
    """The DHIS2 metadata that were taken in, without references that lead nowhere."""
    document = workspace.latest(DHIS2_DOCUMENT)
    return None if document is None else whole(Metadata.from_json(document.read_bytes()))[0]


def _beyond(own: Catalogue, known: Catalogue) -> Catalogue:
    """What ``own`` has that ``known`` does not have, or has otherwise."""
    return Catalogue(
        **{
            part.name: {
                code: given
                for code, given in getattr(own, part.name).items()
                if getattr(known, part.name).get(code) != given
            }
            for part in fields(Catalogue)
        }
    )


def _counts(catalogue: Catalogue) -> dict[str, int]:
    return {kind: len(getattr(catalogue, kind)) for kind in KINDS if getattr(catalogue, kind)}
