"""The functions of the language: one table from which the parser, the checks and the documentation are made."""

from dataclasses import dataclass
from enum import Enum

from populace.i18n import N_


class Kind(Enum):
    """What a part of an expression is."""

    NUMBER = "number"
    TRUTH = "truth"
    ANY = "any"
    """Either; of a result: nothing but missing (``null``), which may stand for either."""


class Family(Enum):
    """What a function needs besides its arguments."""

    PLAIN = "plain"
    """Nothing."""
    MISSING = "missing"
    """To see which figures are missing, whatever the strategy."""
    SAMPLES = "samples"
    """The figures of several periods."""
    BEFORE_ROLL_UP = "before roll-up"
    """To run where figures are reported, before they are added up."""


@dataclass(frozen=True)
class Function:
    """One function: its arguments are of the kinds ``takes``, the last of which repeats where ``repeats``.

    The last ``optional`` arguments may be left out. A result of kind ``ANY`` is of the one kind that the arguments of
    kind ``ANY`` share.
    """

    name: str
    takes: tuple[Kind, ...]
    gives: Kind
    written: str
    meaning: str
    optional: int = 0
    repeats: bool = False
    family: Family = Family.PLAIN

    @property
    def fewest(self) -> int:
        """The least number of arguments."""
        return len(self.takes) - self.optional

    @property
    def most(self) -> int | None:
        """The greatest number of arguments; ``None``: any."""
        return None if self.repeats else len(self.takes)

    def kind_of(self, argument: int) -> Kind:
        """The kind of its ``argument``-th argument, from 0."""
        return self.takes[min(argument, len(self.takes) - 1)]


_NUMBER, _TRUTH, _ANY = Kind.NUMBER, Kind.TRUTH, Kind.ANY


def _of_samples(name: str, meaning: str) -> Function:
    return Function(name, (_NUMBER,), _NUMBER, f"{name}(x)", meaning, family=Family.SAMPLES)


FUNCTIONS: dict[str, Function] = {
    each.name: each
    for each in (
        Function(
            "if",
            (_TRUTH, _ANY, _ANY),
            _ANY,
            "if(condition, a, b)",
            N_("a where the condition is true, b where it is false, missing where it is missing."),
        ),
        Function(
            "isNull",
            (_ANY,),
            _TRUTH,
            "isNull(x)",
            N_("Whether x is missing."),
            family=Family.MISSING,
        ),
        Function(
            "isNotNull",
            (_ANY,),
            _TRUTH,
            "isNotNull(x)",
            N_("Whether x is there."),
            family=Family.MISSING,
        ),
        Function(
            "firstNonNull",
            (_ANY,),
            _ANY,
            "firstNonNull(a, b, …)",
            N_("The first that is not missing."),
            repeats=True,
            family=Family.MISSING,
        ),
        Function(
            "greatest",
            (_NUMBER,),
            _NUMBER,
            "greatest(a, b, …)",
            N_("The greatest of those that are not missing."),
            repeats=True,
        ),
        Function(
            "least",
            (_NUMBER,),
            _NUMBER,
            "least(a, b, …)",
            N_("The least of those that are not missing."),
            repeats=True,
        ),
        Function(
            "is",
            (_NUMBER, _NUMBER, _NUMBER),
            _TRUTH,
            "is(x in a, b, …)",
            N_("Whether x equals one of a, b, …; missing where it equals none and any of them is missing."),
            optional=1,
            repeats=True,
        ),
        Function(
            "removeZeros",
            (_NUMBER,),
            _NUMBER,
            "removeZeros(x)",
            N_("x, but missing where it is 0."),
        ),
        Function(
            "log",
            (_NUMBER, _NUMBER),
            _NUMBER,
            "log(x, base)",
            N_(
                "The logarithm of x to the base, without one the natural logarithm; missing where there is none."
            ),
            optional=1,
        ),
        Function(
            "log10",
            (_NUMBER,),
            _NUMBER,
            "log10(x)",
            N_("The logarithm of x to the base 10; missing where there is none."),
        ),
        Function(
            "normDistCum",
            (_NUMBER, _NUMBER, _NUMBER),
            _NUMBER,
            "normDistCum(x, mean, deviation)",
            N_(
                "The chance that a normal variable is at most x; mean 0 and standard deviation 1 unless given."
            ),
            optional=2,
        ),
        Function(
            "normDistDen",
            (_NUMBER, _NUMBER, _NUMBER),
            _NUMBER,
            "normDistDen(x, mean, deviation)",
            N_("The density of a normal variable at x; mean 0 and standard deviation 1 unless given."),
            optional=2,
        ),
        Function(
            "subExpression",
            (_NUMBER,),
            _NUMBER,
            "subExpression(x)",
            N_("x at each place that reports, before the places are added up."),
            family=Family.BEFORE_ROLL_UP,
        ),
        _of_samples("avg", N_("The mean of x over the sampled periods in which it is there.")),
        _of_samples("count", N_("In how many of the sampled periods x is there.")),
        _of_samples("max", N_("The greatest x over the sampled periods.")),
        _of_samples("median", N_("The median of x over the sampled periods.")),
        _of_samples("min", N_("The least x over the sampled periods.")),
        Function(
            "percentileCont",
            (_NUMBER, _NUMBER),
            _NUMBER,
            "percentileCont(p, x)",
            N_("The value below which the share p of the sampled x lies, between two of them by proportion."),
            family=Family.SAMPLES,
        ),
        _of_samples("stddev", N_("The same as stddevSamp.")),
        _of_samples("stddevPop", N_("The standard deviation of x over the sampled periods, divided by n.")),
        _of_samples(
            "stddevSamp", N_("The standard deviation of x over the sampled periods, divided by n − 1.")
        ),
        _of_samples("sum", N_("The sum of x over the sampled periods in which it is there.")),
        _of_samples("variance", N_("The variance of x over the sampled periods, divided by n − 1.")),
    )
}
"""Functions by name."""

REFUSED: dict[str, str] = {
    "contains": N_("it compares texts, and every figure here is a number."),
    "containsItems": N_("it compares texts, and every figure here is a number."),
}
"""Functions of DHIS2 that are not taken, with the reason."""
