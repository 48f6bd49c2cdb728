"""What can go wrong with a store that the person who asked can do something about."""

from populace.errors import UserError


class StoreError(UserError):
    """The folder of a store cannot be used as it was asked for."""


class DuplicateKeys(UserError):
    """A batch has the same figure twice, so that nobody can say which one is meant."""


class UnanswerableQuestion(UserError):
    """What was asked of the store has no answer that would be right: the text says what to ask instead."""
