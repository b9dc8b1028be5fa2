"""Presses as Teams would post them, with any data in them: what the page would never send."""

from __future__ import annotations

import itertools
import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

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
            "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": bot["tenant_id"]},
            "channelData": {"tenant": {"id": bot["tenant_id"]}},
            "value": {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"},
        }

    def token(self) -> str:
        """A good token."""
        bot, now = self.about["bot"], int(time.time())
        times = {"iat": now, "nbf": now, "exp": now + 3600}
        claims = {
            "iss": "https://api.botframework.com",
            "aud": bot["app_id"],
            "serviceurl": bot["service_url"],
            **times,
        }
        return str(self.demo.post("/sandbox/teams/sign", claims=claims, key="good")["token"])

    def post(self, activity: dict[str, Any]) -> tuple[int, Any]:
        """(HTTP status, JSON of the answer or None)."""
        headers = {"Authorization": f"Bearer {self.token()}", "Content-Type": "application/json"}
        answer = self.demo.http.post(self.about["bot"]["url"], content=json.dumps(activity), headers=headers)
        return answer.status_code, answer.json() if answer.content else None

    def send(self, person: str, verb: str, data: Any) -> tuple[int, str]:
        """(HTTP status, everything that the answer says)."""
        status, body = self.post(self.press(person, verb, data))
        return status, json.dumps(body, ensure_ascii=False)
