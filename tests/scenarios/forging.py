"""Presses as Teams would post them, with any data in them: what the page would never send."""

from __future__ import annotations

import base64
import itertools
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import jwt

if TYPE_CHECKING:
    from tenant import Demo


@dataclass
class Forger:
    """Posts presses by anybody, signed as Teams signs them."""

    demo: Demo
    about: dict[str, Any] = field(init=False)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.about = self.demo.http.get("/sandbox/about").json()

    def press(self, person: str, verb: str, data: Any) -> dict[str, Any]:
        """The activity of a press in the person's own chat."""
        bot = self.about["bot"]
        who = next(one for one in self.about["people"] if one["key"] == person)
        return {
            "type": "invoke",
            "name": "adaptiveCard/action",
            "id": f"f:forged-{next(self._numbers)}",
            "channelId": "msteams",
            "serviceUrl": bot["service_url"],
            "from": {"id": f"29:{person}", "aadObjectId": who["aadObjectId"]},
            "recipient": {"id": f"28:{bot['app_id']}"},
            "conversation": {
                "id": f"a:{who['aadObjectId']}",
                "conversationType": "personal",
                "tenantId": bot["tenant_id"],
            },
            "channelData": {"tenant": {"id": bot["tenant_id"]}},
            "value": {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"},
        }

    def token(self, **changes: Any) -> str:
        """A token as the Bot Framework makes it, with other claims on top."""
        return str(self.demo.post("/sandbox/teams/sign", claims={**self.claims(), **changes}, key="good")["token"])

    def claims(self) -> dict[str, Any]:
        """What a good token says."""
        bot, now = self.about["bot"], int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + 3600}
        return {
            "iss": "https://api.botframework.com",
            "aud": bot["app_id"],
            "serviceurl": bot["service_url"],
            **times,
        }

    def strange_tokens(self) -> dict[str, str]:
        """Tokens that somebody without the Bot Framework's key could think of."""
        good, bot = self.token(), self.about["bot"]
        published = self.demo.http.get("/sandbox/botframework/v1/.well-known/keys").json()["keys"][0]
        head, body, signature = good.split(".")
        emulator = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"
        named = {"kid": published["kid"]}
        modulus = base64.urlsafe_b64decode(published["n"] + "==")
        return {
            "unsigned": jwt.encode(self.claims(), "", algorithm="none", headers=named),
            "signed with the public key": jwt.encode(self.claims(), modulus, algorithm="HS256", headers=named),
            "another body": f"{head}.{body[:-4]}AAAA.{signature}",
            "no signature": f"{head}.{body}.",
            "emulator": self.token(iss=emulator, appid=bot["app_id"], ver="1.0"),
            "several audiences": self.token(aud=[bot["app_id"], "other"]),
            "a service elsewhere": self.token(serviceurl="https://evil.example/"),
            "lives for ever": self.token(exp="never"),
            "yesterday's": self.token(exp=int(time.time()) - 86_400),
        }

    def raw(self, body: bytes, token: str) -> int:
        """The status for a body as it is."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self.demo.http.post(self.about["bot"]["url"], content=body, headers=headers).status_code

    def post(self, activity: dict[str, Any]) -> tuple[int, Any]:
        """(HTTP status, JSON of the answer or None)."""
        headers = {"Authorization": f"Bearer {self.token()}", "Content-Type": "application/json"}
        answer = self.demo.http.post(self.about["bot"]["url"], content=json.dumps(activity), headers=headers)
        return answer.status_code, answer.json() if answer.content else None

    def send(self, person: str, verb: str, data: Any) -> tuple[int, str]:
        """(HTTP status, everything that the answer says)."""
        status, body = self.post(self.press(person, verb, data))
        return status, json.dumps(body, ensure_ascii=False)
