"""Five-year cohort-change ratios, as a table: 200 children of 0-4 were 220 of 5-9 five years on."""

import numpy as np

from populace.demography.sex import FEMALE
from populace.forecast.methods.hamilton_perry import HamiltonPerry
from populace.forecast.methods.measured import five_year
from populace.forecast.methods.panel import Panel

THEN = [200, 210, 220, 230, 240, 250, 240, 230, 220, 210, 200, 190, 170, 150, 120, 90, 60, 40]
NOW = [190, 220, 210, 198, 253, 264, 250, 240, 230, 220, 205, 195, 180, 153, 126, 96, 63, 44]


def test_a_group_changes_as_the_same_group_did_before() -> None:
    people = np.zeros((6, 1, 2, 101))
    for year, groups in ((0, THEN), (5, NOW)):
        people[year, 0, :, :90] = np.repeat(groups, 5) / 5
    ahead = HamiltonPerry().outlook(Panel(("a",), 2000 + np.arange(6), people), 5)
    women = five_year(ahead.population[4, 0, FEMALE])
    np.testing.assert_allclose(women[1], 190 * 220 / 200)
    np.testing.assert_allclose(women[2], 220 * 210 / 210)
    np.testing.assert_allclose(women[17], (63 + 44) * 44 / (60 + 40))
    np.testing.assert_allclose(women[0], 190 * women[3:10].sum() / sum(NOW[3:10]))
