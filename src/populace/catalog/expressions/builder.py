"""Parts of an expression, put together while it is read: nothing that does not fit comes into being."""

from collections.abc import Sequence
from dataclasses import dataclass

from populace.catalog.expressions.cursor import Cursor
from populace.catalog.expressions.functions import FUNCTIONS, Kind
from populace.catalog.expressions.kinds import TALLEST, Misfit, count_fits, fits, kind_of, over_samples
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.nodes import Binary, Node
from populace.catalog.expressions.tokens import Token
from populace.i18n import gettext as _
from populace.i18n import ngettext

LONG_SUM = 16
"""Terms from which a sum is built as a balanced tree, so that a long one is not a tall one."""


@dataclass(frozen=True)
class Part:
    """A part that has been read: its node and kind, where it begins, how tall it is, whether it asks for samples."""

    node: Node
    kind: Kind
    start: int
    height: int = 1
    sampled: bool = False


class Builder(Cursor):
    """What is read is put together here, with its mistakes shown where they stand."""

    def made(self, node: Node, parts: Sequence[Part], start: int) -> Part:
        """``node`` over ``parts``, if they fit and it does not grow too tall."""
        kind = kind_of(node, [part.kind for part in parts])
        if isinstance(kind, Misfit):
            raise self._misfit(parts[kind.part], kind.wanted)
        tall = 1 + max((part.height for part in parts), default=0)
        if tall > TALLEST:
            raise self.too_deep(start)
        return Part(node, kind, start, tall, over_samples(node) or any(part.sampled for part in parts))

    def of_kind(self, part: Part, wanted: Kind) -> Part:
        """``part``, if it is of the kind ``wanted``.

        :raises ExpressionError: it is not.
        """
        if not fits(part.kind, wanted):
            raise self._misfit(part, wanted)
        return part

    def _misfit(self, part: Part, wanted: Kind) -> ExpressionError:
        if wanted is Kind.TRUTH:
            return self.mistake(
                _("A condition, true or false, is needed here, and this is a number."),
                _("Compare it, such as with > 0."),
                part.start,
            )
        return self.mistake(
            _("A number is needed here, and this is true or false."),
            _("Turn it into a number with if(condition, 1, 0)."),
            part.start,
        )

    def check_count(self, word: Token, count: int) -> None:
        """Whether the function ``word`` takes ``count`` arguments.

        :raises ExpressionError: it does not.
        """
        function = FUNCTIONS[word.text]
        if not count_fits(function, count):
            raise self.mistake(
                ngettext(
                    "{name} does not take {count} argument.", "{name} does not take {count} arguments.", count
                ).format(name=word.text, count=count),
                _("Write {written}.").format(written=function.written),
                word.start,
            )

    def too_deep(self, start: int) -> ExpressionError:
        """What begins at ``start`` has too much within it."""
        return self.mistake(
            _("The expression stands too deep within itself here."),
            _("Split it into several indicators."),
            start,
        )

    def balanced(self, terms: Sequence[Part]) -> Part:
        """The sum of ``terms`` as a tree that is as low as can be."""
        level = list(terms)
        while len(level) > 1:
            level = [
                self.added("+", *level[i : i + 2]) if i + 1 < len(level) else level[i]
                for i in range(0, len(level), 2)
            ]
        return level[0]

    def added(self, operator: str, left: Part, right: Part) -> Part:
        """``left operator right``."""
        return self.made(Binary(operator, left.node, right.node), (left, right), left.start)
