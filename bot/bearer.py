"""The token of an incoming activity: pure checks, no network.

Rules: "Authenticate requests from the Bot Connector service to your bot",
https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import jwt

from bot.refusal import NotAdmitted

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

#: Who makes tokens in the public cloud.
ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
#: Seconds that clocks may differ, by the page above.
LEEWAY = 300
MAX_TOKEN = 8192
#: PyJWT raises its own errors for anything that a token can hold; a gate does not live by that alone.
UNREADABLE = (jwt.PyJWTError, ValueError, TypeError, ArithmeticError, RecursionError)
REQUIRED = ("iss", "aud", "exp", "nbf", "serviceurl")
#: Verified tokens that are remembered; Teams uses one for many activities.
MOST_KNOWN = 256


@dataclass(frozen=True, kw_only=True)
class SigningKey:
    """A public key of the Bot Framework and the channels whose activities it may sign."""

    kid: str
    public: RSAPublicKey
    endorsements: frozenset[str]


def read_bearer(headers: list[str]) -> str:
    """The token, nothing verified yet. Raise :class:`NotAdmitted` (401) unless there is exactly one."""
    if len(headers) != 1:
        raise NotAdmitted(401, "no bearer token" if not headers else "more than one authorization header")
    scheme, _, token = headers[0].partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token or len(token) > MAX_TOKEN:
        raise NotAdmitted(401, "no bearer token")
    return token


def key_id(token: str) -> str:
    """The id of the key that a token names, nothing verified yet. Raise :class:`NotAdmitted` (401) unless it is an RS256 token."""
    try:
        header = jwt.get_unverified_header(token)
    except UNREADABLE:
        raise NotAdmitted(401, "garbled token") from None
    if header.get("alg") != "RS256":
        raise NotAdmitted(401, "algorithm is not RS256")
    kid = header.get("kid")
    if not isinstance(kid, str) or not kid:
        raise NotAdmitted(401, "token names no key")
    return kid


#: What PyJWT found, in our words. The first that fits counts.
FINDINGS: tuple[tuple[type[Exception], str], ...] = (
    (jwt.ExpiredSignatureError, "token expired"),
    (jwt.ImmatureSignatureError, "token not valid yet"),
    (jwt.InvalidAudienceError, "token for another audience"),
    (jwt.InvalidIssuerError, "token of another issuer"),
    (jwt.MissingRequiredClaimError, "token lacks a claim"),
    (jwt.InvalidSignatureError, "signature does not fit"),
)


def verify(token: str, key: SigningKey, *, app_id: str, issuer: str = ISSUER) -> dict[str, Any]:
    """The claims of ``token``. Raise :class:`NotAdmitted`: 401 if it is not a valid token for us, 403 if its key may not speak for Teams.

    ``aud`` must be our app id and nothing besides; ``exp`` and ``nbf`` must be there; ``serviceurl`` must be a string.
    """
    try:
        claims = jwt.decode(
            token,
            key.public,
            algorithms=["RS256"],
            audience=app_id,
            issuer=issuer,
            leeway=LEEWAY,
            options={"require": list(REQUIRED), "strict_aud": True},
        )
    except UNREADABLE as error:
        found = (words for kind, words in FINDINGS if isinstance(error, kind))
        raise NotAdmitted(401, next(found, "invalid token")) from None
    if not isinstance(claims["serviceurl"], str):
        raise NotAdmitted(401, "token lacks a claim")
    if CHANNEL not in key.endorsements:
        raise NotAdmitted(403, "key not endorsed for msteams")
    return dict(claims)


class Verified:
    """Tokens that were verified before, by their hash: the claims are the same until they expire or their key is withdrawn."""

    def __init__(self) -> None:
        self._known: dict[bytes, tuple[SigningKey, dict[str, Any]]] = {}

    def recall(self, token: str) -> tuple[SigningKey, dict[str, Any]] | None:
        """Key and claims of a token that is still good; its caller sees to it that the key still is. None when it must be verified."""
        found = self._known.get(_hash(token))
        return found if found is not None and time.time() < int(found[1]["exp"]) else None

    def keep(self, token: str, key: SigningKey, claims: dict[str, Any]) -> None:
        """Remember what :func:`verify` found; the oldest makes room."""
        if len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[_hash(token)] = key, claims


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
