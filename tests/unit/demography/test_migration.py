import numpy as np
import pytest
from numpy.testing import assert_allclose

from populace.demography.ages import Ages
from populace.demography.cohort_component import MigrationTiming, step
from populace.demography.fertility import asfr_from, gamma_schedule
from populace.demography.life_table import life_table
from populace.demography.migration import STANDARD, migration_pattern, residual_migration
from populace.demography.mortality import model_mx
from populace.demography.sex import FEMALE
from populace.demography.survivorship import survivorship
from populace.errors import ModelError


@pytest.mark.parametrize(("timing", "tolerance"), [(MigrationTiming.END, 1e-9), (MigrationTiming.EVEN, 3.0)])
def test_the_residual_is_the_migration_that_was_there(timing: MigrationTiming, tolerance: float) -> None:
    rng = np.random.default_rng(0)
    before = rng.uniform(900, 1100, (2, 101))
    moved = 200 * migration_pattern()
    survive = survivorship(life_table(model_mx([70.0, 66.0]), Ages.single()))
    made = step(before, survive, asfr_from(2.0, gamma_schedule(28, 6)), moved, 1.05, timing)
    found = residual_migration(before, made.population, survive, made.births_by_sex, timing)
    assert_allclose(found, moved, atol=tolerance)


def test_standard_pattern() -> None:
    pattern = migration_pattern(female_share=0.6)
    assert pattern.sum() == pytest.approx(1)
    assert pattern[FEMALE].sum() == pytest.approx(0.6)
    assert 20 <= np.argmax(pattern[FEMALE][15:]) + 15 <= 25
    assert STANDARD.curve(0.0) == pytest.approx(0.02 + 0.06 * np.exp(2.0 - np.exp(8.0)) + 0.003)
    with pytest.raises(ModelError, match="female share"):
        migration_pattern(female_share=1.5)
