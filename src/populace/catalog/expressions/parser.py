"""From text to the typed tree: a parser by precedence, in which each word is looked at once.

Tightest first: ``^`` (from the right); the signs ``- + !``; ``* / %``; ``+ -``; ``< > <= >=``; ``== !=``; ``&&``;
``||``. ``and``, ``or`` and ``not`` are other words for ``&&``, ``||`` and ``!``; comments are ``/* … */`` and ``// …``.
"""

import re
from dataclasses import replace

from populace.catalog.expressions.builder import LONG_SUM, Builder, Part
from populace.catalog.expressions.check import check
from populace.catalog.expressions.functions import FUNCTIONS, Kind
from populace.catalog.expressions.items import BRACKETS, Binder, item_of
from populace.catalog.expressions.kinds import (
    OPERATORS,
    SIGN_BINDS,
    SIGNS,
    TALLEST,
    over_samples,
)
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.modifiers import modified
from populace.catalog.expressions.nodes import (
    Binary,
    Call,
    Node,
    Null,
    Number,
    PlaceIs,
    Relation,
    Truth,
    Unary,
)
from populace.catalog.expressions.tokens import Sort, Token
from populace.catalog.expressions.walk import height
from populace.errors import ModelError
from populace.i18n import gettext as _

MOST_MODIFIERS = 4
"""Modifiers that may follow one part; each goes through all of it."""

_WORDS = {"and": "&&", "or": "||", "not": "!"}


def parse(text: str, *, binder: Binder | None = None, wanted: Kind = Kind.ANY) -> Node:
    """The tree of ``text``, of the kind ``wanted``.

    Items of DHIS2 (``#{element.combination}``) are turned into nodes by ``binder``; without one they are refused.

    :raises ExpressionError: a text that is no expression, with the place of the mistake.
    """
    reader = _Reader(text, binder)
    part = reader.part(0)
    reader.expect_end()
    return reader.of_kind(part, wanted).node


class _Reader(Builder):
    """The words of one text, read from the left."""

    def __init__(self, text: str, binder: Binder | None) -> None:
        super().__init__(text)
        self.binder = binder
        self.depth = 0

    # ------------------------------------------------------------ by precedence

    def part(self, binds: int) -> Part:
        """What follows, as far as its operators bind at least as tightly as ``binds``."""
        self.depth += 1
        if self.depth > TALLEST:
            raise self.too_deep(self.word.start)
        left = self._first()
        while (operator := self._operator()) and OPERATORS[operator][0] >= binds:
            left = self._sum(left) if operator in "+-" else self._binary(left, operator)
        self.depth -= 1
        return left

    def _binary(self, left: Part, operator: str) -> Part:
        self.at += 1
        own = OPERATORS[operator][0]
        right = self.part(own if operator == "^" else own + 1)
        return self.made(Binary(operator, left.node, right.node), (left, right), left.start)

    def _sum(self, first: Part) -> Part:
        """All the terms that follow ``first`` with ``+`` or ``-``."""
        added: list[Part] = [first]
        taken: list[Part] = []
        terms = [("+", first)]
        while (operator := self._operator()) in ("+", "-"):
            self.at += 1
            term = self.part(OPERATORS["+"][0] + 1)
            (added if operator == "+" else taken).append(term)
            terms.append((operator, term))
        if len(terms) > LONG_SUM:
            whole = self.balanced(added)
            return self.added("-", whole, self.balanced(taken)) if taken else whole
        whole = first
        for operator, term in terms[1:]:
            whole = self.added(operator, whole, term)
        return whole

    def _operator(self) -> str:
        """The operator with two sides that comes next, or nothing."""
        word = self.word
        if word.sort is Sort.NAME:
            found = _WORDS.get(word.text, "")
            return found if found in OPERATORS else ""
        return word.text if word.sort is Sort.SIGN and word.text in OPERATORS else ""

    # ------------------------------------------------------------ single parts

    def _first(self) -> Part:
        """A sign and what it is of, or one part with its modifiers."""
        word = self.word
        sign = _WORDS.get(word.text, "") if word.sort is Sort.NAME else word.text
        if word.sort in (Sort.NAME, Sort.SIGN) and sign in SIGNS:
            self.at += 1
            of = self.part(SIGN_BINDS)
            return self.made(Unary(sign, of.node), (of,), word.start)
        part = self._single()
        for _each in range(MOST_MODIFIERS):
            if not self.next_is("."):
                break
            part = self._modifier(part)
        return part

    def _single(self) -> Part:
        word = self.take()
        if word.sort is Sort.NUMBER:
            return self._number(word)
        if word.sort is Sort.ITEM:
            return self._item(word)
        if word.sort is Sort.NAME:
            return self._named(word)
        if word.sort is Sort.BRACKET and word.text in BRACKETS:
            return self.made(BRACKETS[word.text], (), word.start)
        if word.sort is Sort.SIGN and word.text == "(":
            inside = self.part(0)
            self.expect(")")
            return inside
        raise self.unexpected(word)

    def _number(self, word: Token) -> Part:
        try:
            return self.made(Number(float(word.text)), (), word.start)
        except ModelError:
            raise self.mistake(
                _("{number} is too large a number.").format(number=word.text),
                _("Numbers go up to 1.7e308."),
                word.start,
            ) from None

    def _item(self, word: Token) -> Part:
        try:
            node = item_of(word.text, self.binder)
            # What a binder makes of an item may be a tree of its own.
            return Part(node, check(node), word.start, height(node))
        except ExpressionError as error:
            raise self.mistake(error.problem, error.remedy, word.start) from None

    def _named(self, word: Token) -> Part:
        if word.text in _LITERALS:
            return self.made(_LITERALS[word.text], (), word.start)
        if word.text == "orgUnit" and self.next_is("."):
            return self._place(word)
        if word.text not in FUNCTIONS:
            raise self.unknown_name(word)
        self.expect("(")
        arguments = self._arguments(word.text)
        self.check_count(word, len(arguments))
        if over_samples(Call(word.text, ())) and any(each.sampled for each in arguments):
            raise self.mistake(
                _("{name} stands within another function over sampled periods.").format(name=word.text),
                _("Take one of the two out."),
                word.start,
            )
        return self.made(
            Call(word.text, tuple(each.node for each in arguments)), tuple(arguments), word.start
        )

    def _arguments(self, name: str) -> list[Part]:
        """What stands between parentheses, of which the first is open; ``is`` has ``in`` after its first."""
        found: list[Part] = []
        if self.next_is(")"):
            self.at += 1
            return found
        while True:
            found.append(self.part(0))
            if name == "is" and len(found) == 1:
                self.expect("in")
            elif self.next_is(","):
                self.at += 1
            else:
                self.expect(")")
                return found

    def _place(self, word: Token) -> Part:
        """``orgUnit.group(code, …)``."""
        self.at += 1
        relation = self.take()
        if relation.text not in {each.value for each in Relation}:
            raise self.mistake(
                _("A place cannot be asked for “{name}”.").format(name=relation.text),
                _("Write orgUnit.ancestor(…), orgUnit.group(…) or orgUnit.dataSet(…)."),
                relation.start,
            )
        self.expect("(")
        start = self.word.start
        codes = [self._code()]
        while self.next_is(","):
            self.at += 1
            codes.append(self._code())
        self.expect(")")
        try:
            return self.made(PlaceIs(Relation(relation.text), tuple(codes)), (), word.start)
        except ModelError:
            raise self.mistake(
                _("{name} needs codes between its parentheses.").format(name=f"orgUnit.{relation.text}"),
                _("Write the codes, with commas between them."),
                start,
            ) from None

    def _code(self) -> str:
        """A code up to the next comma or parenthesis, as it stands or quoted."""
        quoted = self.word.sort is Sort.TEXT
        raw = self.raw_until(",", ")")
        return re.sub(r"\\(.)", r"\1", raw[1:-1], flags=re.DOTALL) if quoted else raw

    def _modifier(self, part: Part) -> Part:
        """``.periodOffset(n)`` and its like, after ``part``."""
        self.at += 1
        name = self.take()
        self.expect("(")
        inside = self.raw_until(")")
        self.at += 1
        try:
            return replace(part, node=modified(part.node, name.text, inside))
        except ExpressionError as error:
            raise self.mistake(error.problem, error.remedy, name.start) from None


_LITERALS: dict[str, Node] = {"true": Truth(True), "false": Truth(False), "null": Null()}
