"""One base for every error of ours. A person reads the words of ``key`` from the catalogues; an operator gets the ids."""

from __future__ import annotations


class UsherError(Exception):
    """Something went wrong in a way that Usher knows."""


class Declined(UsherError):
    """A person asked for what the rules do not allow. Nothing was changed.

    ``key`` names the sentence in the catalogues that says what happened, what did not and what to do; ``values`` fill it.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values
