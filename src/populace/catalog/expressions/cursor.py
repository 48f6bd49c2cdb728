"""The words of one expression, looked at one after the other."""

from difflib import get_close_matches

from populace.catalog.expressions.functions import FUNCTIONS, REFUSED
from populace.catalog.expressions.mistakes import ExpressionError
from populace.catalog.expressions.tokens import Sort, Token, tokens_of
from populace.i18n import gettext as _


class Cursor:
    """Where the reading of ``text`` stands, and how a mistake there is told."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = tokens_of(text)
        self.at = 0

    @property
    def word(self) -> Token:
        """The word that comes next."""
        return self.words[self.at]

    def take(self) -> Token:
        """The next word, which is now behind; the end stays ahead for ever."""
        word = self.word
        if word.sort is not Sort.END:
            self.at += 1
        return word

    def next_is(self, text: str) -> bool:
        """Whether ``text`` comes next, as a sign or a name."""
        return self.word.sort in (Sort.SIGN, Sort.NAME) and self.word.text == text

    def expect(self, text: str) -> None:
        """Take ``text``.

        :raises ExpressionError: something else comes.
        """
        if not self.next_is(text):
            raise self.mistake(
                _("“{expected}” is missing before {found}.").format(
                    expected=text, found=self._shown(self.word)
                ),
                _("Add “{expected}”.").format(expected=text),
                self.word.start,
            )
        self.at += 1

    def expect_end(self) -> None:
        """Nothing may follow.

        :raises ExpressionError: something does.
        """
        if self.word.sort is not Sort.END:
            raise self.unexpected(self.word)

    def raw_until(self, *ends: str) -> str:
        """The text up to one of ``ends``, which stays ahead, without the spaces around it.

        :raises ExpressionError: none of them comes.
        """
        start = self.word.start
        while not any(self.next_is(end) for end in ends):
            if self.word.sort is Sort.END:
                raise self.unexpected(self.word)
            self.at += 1
        return self.text[start : self.word.start].strip()

    # ------------------------------------------------------------ mistakes

    def mistake(self, problem: str, remedy: str, start: int) -> ExpressionError:
        """A mistake at ``start``, from 0."""
        return ExpressionError(problem, remedy, text=self.text, position=start + 1)

    def unexpected(self, word: Token) -> ExpressionError:
        """``word`` cannot stand where it does."""
        if word.sort is Sort.END:
            return self.mistake(
                _("The expression ends too early.") if self.text.strip() else _("The expression is empty."),
                _("Add the number, item or parenthesis that is missing."),
                word.start,
            )
        if word.sort is Sort.TEXT:
            return self.mistake(
                _("A text cannot stand here: every figure is a number."),
                _("Compare with a number, or take it out."),
                word.start,
            )
        return self.mistake(
            _("{found} cannot stand here.").format(found=self._shown(word)),
            _("An operator, a parenthesis or a comma may be missing before it."),
            word.start,
        )

    def unknown_name(self, word: Token) -> ExpressionError:
        """``word`` is no function that is taken."""
        if word.text in REFUSED:
            return self.mistake(
                _("The function {name} is not taken: {reason}").format(
                    name=word.text, reason=_(REFUSED[word.text])
                ),
                _("Break the measure down by category, and name the category in its item."),
                word.start,
            )
        close = get_close_matches(word.text.lower(), _LOWER, n=1)
        return self.mistake(
            _("There is no function “{name}”.").format(name=word.text),
            _("Write {name}.").format(name=_LOWER[close[0]])
            if close
            else _("A figure is written #{measure}; look the functions up in the manual."),
            word.start,
        )

    def _shown(self, word: Token) -> str:
        return _("the end") if word.sort is Sort.END else f"“{word.text[:40]}”"


_LOWER = {name.lower(): name for name in FUNCTIONS}
"""Functions by their names in lower case: others write them in capitals."""
