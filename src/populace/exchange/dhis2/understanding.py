"""DHIS2's metadata as a catalogue and a history of places: what the rest of the house works with."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from populace.catalog.catalogue import Catalogue
from populace.exchange.dhis2.binder import MetadataBinder
from populace.exchange.dhis2.cells import Cells
from populace.exchange.dhis2.definitions import constructs_of, groups_of, indicators_of, rules_of
from populace.exchange.dhis2.forms import forms_of
from populace.exchange.dhis2.measures import dimensions_of, measure_of
from populace.exchange.dhis2.metadata import Metadata
from populace.exchange.dhis2.metadata_reading import read_metadata
from populace.exchange.dhis2.organisation import history_of
from populace.exchange.dhis2.report import MetadataReport
from populace.exchange.dhis2.sorts import TAKEN
from populace.exchange.dhis2.wholeness import whole
from populace.places.history import PlaceHistory


@dataclass(frozen=True)
class Understood:
    """What metadata mean: definitions by uid, and the places with their lives. ``metadata`` are whole."""

    metadata: Metadata
    catalogue: Catalogue
    history: PlaceHistory
    report: MetadataReport


def import_metadata(paths: Sequence[Path]) -> Understood:
    """Read metadata files and say what they mean.

    :raises UserError: a file cannot be read, or none holds DHIS2's metadata.
    """
    metadata, report = read_metadata(paths)
    return understood(metadata, report)


def understood(given: Metadata, report: MetadataReport | None = None) -> Understood:
    """What metadata mean; ``report`` says what became of the objects in the files, and is added to."""
    metadata, loose = whole(given)
    cells = Cells(metadata)
    forms, form_faults = forms_of(metadata, cells)
    known = Catalogue(
        measures={each.id: measure_of(each, metadata, cells) for each in metadata.data_elements},
        dimensions=dimensions_of(metadata, cells),
        forms=forms,
        constructs=constructs_of(metadata),
        constants={each.id: each.value for each in metadata.constants},
        groups=groups_of(metadata),
    )
    binder = MetadataBinder(metadata, cells)
    indicators, indicator_faults = indicators_of(metadata, binder, known)
    rules, rule_faults = rules_of(metadata, binder, known)
    history, place_faults, notes = history_of(metadata)
    return Understood(
        metadata,
        known.with_(Catalogue(indicators=indicators, rules=rules)),
        history,
        _counted(report or MetadataReport(), metadata).with_(
            [*loose, *place_faults, *form_faults, *indicator_faults, *rule_faults], notes
        ),
    )


def _counted(report: MetadataReport, metadata: Metadata) -> MetadataReport:
    taken = {key: len(getattr(metadata, name)) for key, name in TAKEN.items() if getattr(metadata, name)}
    return replace(report, taken=taken)
