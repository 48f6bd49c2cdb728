"""One demo district, made once for all tests that look into it."""

import pytest

from populace.demo.district import District, make_district


@pytest.fixture(scope="session")
def made() -> District:
    return make_district()
