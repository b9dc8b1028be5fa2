"""Why something did not pass the gate."""

from __future__ import annotations

from provisioning.domain.errors import UsherError


class NotAdmitted(UsherError):
    """An activity that the gate turned away before anything of ours ran.

    400: it is not a well-formed activity. 401: nobody we trust signed it. 403: signed, and not for us. 413: too big.
    503: whether we trust the signer cannot be judged now, see :mod:`bot.keys`.
    ``reason`` is one of our own words for the log: it holds nothing that was sent. ``activity_id`` is known once the
    signature was verified.
    """

    def __init__(self, status: int, reason: str, *, activity_id: str | None = None) -> None:
        super().__init__(reason)
        self.status, self.reason, self.activity_id = status, reason, activity_id
