"""The words of an expression."""

import re
from dataclasses import dataclass
from enum import Enum

from populace.catalog.expressions.mistakes import ExpressionError
from populace.i18n import gettext as _

LONGEST = 100_000
"""Characters that an expression may have: about 3,500 items, more than any indicator in use."""


class Sort(Enum):
    """What a word is."""

    NUMBER = "number"
    TEXT = "text"
    ITEM = "item"
    """``#{…}``, ``C{…}``: ``text`` with its braces."""
    BRACKET = "bracket"
    """``[days]``."""
    NAME = "name"
    SIGN = "sign"
    """An operator, a parenthesis, a comma or a dot."""
    END = "end"


@dataclass(frozen=True)
class Token:
    """A word, and where it begins in the text, from 0."""

    sort: Sort
    text: str
    start: int


WORDS = re.compile(
    r"""(?P<skip>\s+|//[^\r\n]*|/\*(?:[^*]|\*(?!/))*\*/)
      | (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<item>(?:\#|[A-Z]+|\$)\{[^{}]*\})
      | (?P<bracket>\[[A-Za-z]*\])
      | (?P<name>[A-Za-z_][A-Za-z_0-9]*)
      | (?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<sign><=|>=|==|!=|&&|\|\||/(?!\*)|[-+*%^<>!(),.])
    """,
    re.VERBOSE | re.DOTALL,
)

_UNFINISHED = (
    ("/*", "*/"),
    ("'", "'"),
    ('"', '"'),
    ("#{", "}"),
    ("[", "]"),
)
"""What has no end, and what would end it."""


def tokens_of(text: str) -> list[Token]:
    """The words of ``text`` and, after them, its end.

    :raises ExpressionError: a text that is too long, or a character that begins no word.
    """
    if len(text) > LONGEST:
        raise ExpressionError(
            _("The expression has {count} characters; {most} are the most.").format(
                count=len(text), most=LONGEST
            ),
            _("Split it into several indicators."),
            text=text,
            position=LONGEST,
        )
    found = []
    at = 0
    while at < len(text):
        match = WORDS.match(text, at)
        if match is None:
            raise _unread(text, at)
        if match.lastgroup != "skip":
            found.append(Token(Sort(match.lastgroup), match.group(), at))
        at = match.end()
    found.append(Token(Sort.END, "", len(text)))
    return found


def _unread(text: str, at: int) -> ExpressionError:
    for opens, closes in _UNFINISHED:
        if text.startswith(opens, at):
            return ExpressionError(
                _("What “{opens}” begins has no end.").format(opens=opens),
                _("Close it with “{closes}”.").format(closes=closes),
                text=text,
                position=at + 1,
            )
    remedies = {"=": "==", "&": "&&", "|": "||", "#": "#{"}
    if text[at] in remedies:
        remedy = _("Write “{right}”.").format(right=remedies[text[at]])
    else:
        remedy = _("Take it out.")
    return ExpressionError(
        _("“{character}” means nothing here.").format(
            character=text[at] if text[at].isprintable() else repr(text[at])[1:-1]
        ),
        remedy,
        text=text,
        position=at + 1,
    )
