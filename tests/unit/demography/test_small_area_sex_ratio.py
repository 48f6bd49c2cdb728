import numpy as np
import pytest
from scipy.stats import binomtest

from populace.demography.sex_ratio_references import REFERENCES, Reference, reference_ratio
from populace.demography.small_area_sex_ratio import (
    LARGEST_PRECISION,
    MIN_BIRTHS,
    Finding,
    chance_of,
    estimated_precision,
    q_values,
    small_area_sex_ratios,
)
from populace.errors import ModelError

AT_1_06 = Reference("a region", 1.06, 1.06, 1.06, "a test")
EASTERN_ASIA = reference_ratio("Eastern Asia")
FOUND = {Finding.ABOVE, Finding.BELOW}


def over_years(pooled, years=5):
    """Births of each place spread evenly over ``years``, as ``(place, year)``."""
    return np.repeat(np.asarray(pooled, float)[:, None] / years, years, axis=1)


def of_pooled(boys, girls, reference=AT_1_06, **given):
    return small_area_sex_ratios(over_years(boys), over_years(girls), reference, **given)


def test_girls_missing_are_those_that_the_boys_born_lead_to_expect():
    found = of_pooled([5500], [4700])
    assert found.missing[0] == pytest.approx(488.68, abs=0.005)
    assert found.missing_lower[0] < 488.68 < found.missing_upper[0]


def test_bounds_of_girls_missing_are_the_exact_bounds_of_the_share_of_boys():
    found = of_pooled([5500], [4700])
    exact = binomtest(5500, 10200).proportion_ci(0.95, method="exact")
    for share, missing in ((exact.low, found.missing_lower), (exact.high, found.missing_upper)):
        assert missing[0] == pytest.approx(10200 * (share / 1.06 - (1 - share)), rel=1e-9)


def test_a_reference_that_is_uncertain_widens_the_bounds_of_girls_missing():
    sure = of_pooled([5500], [4700], Reference("r", 1.063, 1.063, 1.063, "a test"))
    unsure = of_pooled([5500], [4700], EASTERN_ASIA)
    assert unsure.missing_lower[0] < sure.missing_lower[0]
    assert unsure.missing_upper[0] > sure.missing_upper[0]


def test_a_thousand_births_have_a_band_from_0_94_to_1_20():
    found = of_pooled([515], [485])
    assert (found.lower[0], found.upper[0]) == pytest.approx((0.936, 1.204), abs=0.003)


@pytest.mark.parametrize("births", [10, 1000, MIN_BIRTHS - 1])
def test_nothing_is_found_below_5000_births_however_far_the_ratio_is(births):
    found = of_pooled([births - 1], [1])
    assert found.findings == (Finding.TOO_FEW_BIRTHS,)
    assert np.isnan([found.q_value[0], found.missing[0], found.missing_lower[0]]).all()


def test_places_keep_their_order_and_are_said_to_be_above_below_or_within():
    boys, girls = [11600, 10300, 9700, 60, 0], [10000, 9700, 10300, 40, 0]
    found = of_pooled(boys, girls, EASTERN_ASIA)
    assert found.findings == (
        Finding.ABOVE,
        Finding.WITHIN,
        Finding.BELOW,
        Finding.TOO_FEW_BIRTHS,
        Finding.TOO_FEW_BIRTHS,
    )
    assert np.isnan(found.ratio[-1])
    assert found.shrunken[-1] == pytest.approx(sum(boys) / sum(girls))


def test_the_last_five_years_are_pooled():
    boys = [[10_000, 100, 100, 100, 100, 100]]
    assert small_area_sex_ratios(boys, boys, AT_1_06).births[0] == 1000


def test_a_ratio_within_the_bounds_of_the_reference_is_never_found():
    shares = np.linspace(EASTERN_ASIA.lower, EASTERN_ASIA.upper, 7)
    births = np.full(7, 5e7)
    boys = births * shares / (1 + shares)
    assert chance_of(boys, births - boys, EASTERN_ASIA) == pytest.approx(np.ones(7), abs=1e-6)


def test_chance_is_twice_the_exact_binomial_tail():
    share = 1.06 / 2.06
    above = binomtest(5500, 10200, share, alternative="greater").pvalue
    below = binomtest(5000, 10200, share, alternative="less").pvalue
    got = chance_of(np.array([5500.0, 5000.0]), np.array([4700.0, 5200.0]), AT_1_06)
    assert got == pytest.approx([2 * above, 2 * below], rel=1e-9)


def test_q_values_of_benjamini_and_hochberg():
    # Their own example (1995, table 1): at 5 % the four smallest of 15 are found.
    chance = [
        *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298),
        *(0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
    ]
    found = q_values(np.array([np.nan, *chance[::-1]]))
    assert np.isnan(found[0])
    assert (found[1:] <= 0.05).sum() == 4
    assert found[-1] == pytest.approx(0.0001 * 15)


def test_of_many_places_at_the_reference_hardly_ever_one_is_found():
    rng = np.random.default_rng(20)
    wrong = 0
    for _round in range(200):
        births = rng.integers(MIN_BIRTHS, 40_000, 60)
        boys = rng.binomial(births, 1.06 / 2.06)
        wrong += bool(FOUND & set(of_pooled(boys, births - boys).findings))
    assert wrong / 200 <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 200)


def test_the_share_of_false_findings_stays_at_the_rate_and_true_ones_are_found():
    rng = np.random.default_rng(21)
    false, true = [], []
    ratio = np.where(np.arange(80) < 20, 1.16, 1.06)
    for _round in range(100):
        births = rng.integers(MIN_BIRTHS, 40_000, 80)
        boys = rng.binomial(births, ratio / (1 + ratio))
        findings = of_pooled(boys, births - boys).findings
        found = np.array([one in FOUND for one in findings])
        false.append(found[20:].sum() / max(found.sum(), 1))
        true.append(found[:20].mean())
    assert np.mean(false) <= 0.05
    assert np.mean(true) > 0.8


def test_the_precision_is_found_from_how_much_places_differ():
    rng = np.random.default_rng(22)
    share, precision = 1.06 / 2.06, 2000
    births = rng.integers(2000, 20_000, 2000)
    boys = rng.binomial(births, rng.beta(share * precision, (1 - share) * precision, 2000))
    found = estimated_precision(boys.astype(float), (births - boys).astype(float), np.full(2000, share))
    assert found == pytest.approx(precision, rel=0.1)


def test_places_that_differ_by_chance_alone_or_are_few_take_the_largest_precision():
    rng = np.random.default_rng(23)
    births = np.full(3, 1000)
    boys = rng.binomial(births, 0.6).astype(float)
    assert estimated_precision(boys, births - boys, np.full(3, 0.5)) == LARGEST_PRECISION


def test_a_place_is_drawn_towards_its_parent_the_more_the_fewer_its_births():
    found = of_pooled([60, 6000, 600_000], [40, 4000, 400_000], parent_ratio=1.06, precision=5000)
    assert (np.diff(found.shrunken) > 0).all()
    assert 1.06 < found.shrunken[0] < 1.08
    assert found.shrunken[2] == pytest.approx(1.5, abs=0.01)
    assert (found.shrunken_lower < found.shrunken).all()
    assert (found.shrunken < found.shrunken_upper).all()


def test_results_are_frozen():
    with pytest.raises(AttributeError):
        of_pooled([5500], [4700]).years = 3


@pytest.mark.parametrize(
    ("boys", "girls", "given", "said"),
    [
        ([[5, 5]], [[5, 5]], {}, "needs 3 years"),
        ([5, 5, 5], [5, 5, 5], {}, "by place and year"),
        ([[5, 5, -1]], [[5, 5, 5]], {}, "negative"),
        ([[5, 5, 5]], [[5, 5, 5]], {"rate": 1.0}, "between 0 and 1"),
        ([[5, 5, 5]], [[5, 5, 5]], {"precision": 0.0}, "above zero"),
        ([[5, 5, 5]], [[5, 5, 5]], {"parent_ratio": 0.0}, "above zero"),
    ],
)
def test_what_cannot_be_is_refused(boys, girls, given, said):
    with pytest.raises(ModelError, match=said):
        small_area_sex_ratios(boys, girls, AT_1_06, **given)


def test_references_have_bounds_and_a_source():
    for name, reference in REFERENCES.items():
        assert reference.region == name
        assert reference.lower < reference.ratio < reference.upper
        assert "19" in reference.source or "20" in reference.source
    with pytest.raises(ModelError, match="Eastern Asia"):
        reference_ratio("Atlantis")
    with pytest.raises(ModelError, match="lower"):
        Reference("r", 1.0, 1.1, 1.2, "a test")


def test_references_are_the_published_ones():
    published = {
        "sub-Saharan Africa": 1.031,
        "South-Eastern Asia": 1.063,
        "Eastern Asia": 1.063,
        "Oceania": 1.067,
    }
    assert {region: REFERENCES[region].ratio for region in published} == published
