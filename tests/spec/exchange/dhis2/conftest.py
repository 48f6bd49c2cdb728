"""The small installation, and files in its words."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from populace.exchange.dhis2.reading import SAID_NOTHING, Said
from populace.exchange.dhis2.understanding import Understood
from tests.spec.exchange.dhis2.offices import Outcome, office, understand, understood_values

Read = Callable[..., Outcome]


@pytest.fixture(scope="session")
def clinics() -> Understood:
    """The small installation."""
    return understand(office())


@pytest.fixture
def read(tmp_path: Path, clinics: Understood) -> Read:
    """Write content to a file and read it as data values."""

    def understood(content: str | bytes | dict[str, Any], said: Said = SAID_NOTHING) -> Outcome:
        if isinstance(content, dict):
            content = json.dumps(content)
        path = tmp_path / "values"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return understood_values(path, clinics, said)

    return understood
