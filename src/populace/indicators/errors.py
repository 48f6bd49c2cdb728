"""What can go wrong with an indicator that whoever asked can do something about."""

from populace.errors import UserError


class IndicatorError(UserError):
    """An indicator that was asked for has no answer that would be right: the text says what to ask instead."""
