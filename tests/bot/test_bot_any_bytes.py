"""Whatever is posted, nothing fails and nothing runs unless Teams signed it for us."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from teams_wire import changed, claims, dialog, press, sign, text

if TYPE_CHECKING:
    from bot_parts import Bot

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
GOOD = [text(), press(), dialog(), dialog("task/submit"), text(None, value={"verb": "x"}), text(type="brandNew")]
#: Fields of an activity, as paths; those that a body lacks are added.
PATHS = (
    *("type", "id", "channelId", "serviceUrl", "from", "from.id", "from.name", "from.aadObjectId", "from.tenantId"),
    *("recipient", "recipient.id", "conversation", "conversation.id", "conversation.tenantId", "channelData"),
    *("conversation.conversationType", "channelData.tenant", "channelData.tenant.id", "entities", "text", "locale"),
    *("timestamp", "replyToId", "name", "value", "attachments", "deliveryMode", "action", "callerId", "membersAdded"),
)
TOKENS = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=200)
FEW = settings(suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=max(120, settings().max_examples))


def as_bytes(value: Any) -> bytes:
    return json.dumps(value).encode()


async def post(bot: Bot, raw: bytes, authorization: str) -> int:
    status, said = await bot.post_raw(raw, {"Authorization": authorization})
    assert status < 500, (status, said)
    assert "Traceback" not in str(said)
    return status


@MANY
@given(raw=st.binary(max_size=400) | JSON.map(as_bytes) | st.sampled_from(GOOD).map(as_bytes), token=TOKENS)
async def test_no_bytes_run_anything_without_a_token_of_teams(bot: Bot, raw: bytes, token: str) -> None:
    assert await post(bot, raw, f"Bearer {token}") in {400, 401}
    assert bot.turns == []


@MANY
@given(
    said=st.dictionaries(st.sampled_from(["iss", "aud", "exp", "nbf", "iat", "serviceurl", "sub", "jti"]), JSON),
    key=st.sampled_from(["good", "unendorsed", "stranger"]),
)
async def test_no_claims_signed_by_anybody_run_anything_or_fail(bot: Bot, said: dict[str, Any], key: str) -> None:
    forged = said if key == "good" else claims() | said
    try:
        token = sign(forged, key=key, kid="good" if key == "stranger" else key)
    except TypeError:  # PyJWT will not sign it
        return
    assert await post(bot, as_bytes(text()), f"Bearer {token}") in {401, 403}
    assert bot.turns == []


@MANY
@given(raw=st.binary(max_size=400) | JSON.map(as_bytes))
async def test_no_bytes_run_anything_even_under_a_good_token(bot: Bot, raw: bytes) -> None:
    assert await post(bot, raw, f"Bearer {sign(claims())}") in {400, 403}
    assert bot.turns == []


@MANY
@given(body=st.sampled_from(GOOD), path=st.sampled_from(PATHS), value=JSON)
async def test_no_single_field_of_a_good_activity_makes_the_bot_fail(
    bot: Bot, body: dict[str, Any], path: str, value: Any
) -> None:
    bot.memory.kept.clear()
    await post(bot, as_bytes(changed(body, path, value)), f"Bearer {sign(claims())}")
    assert all(turn.where.tenant_id and turn.where.service_url for turn in bot.turns)


@FEW
@given(
    body=st.sampled_from(GOOD),
    changes=st.lists(
        st.tuples(st.sampled_from((*PATHS, "value.action", "value.action.data", "value.data")), JSON), max_size=6
    ),
    more=st.dictionaries(st.text(max_size=10), JSON, max_size=4),
)
async def test_no_activity_of_any_shape_is_answered_otherwise_than_designed(
    bot: Bot, body: dict[str, Any], changes: list[tuple[str, Any]], more: dict[str, Any]
) -> None:
    """Signed well, with several things wrong at once, and fields that nobody knows."""
    bot.memory.kept.clear()
    for path, value in changes:
        with contextlib.suppress(TypeError, LookupError):  # an earlier change left nothing to change there
            body = changed(body, path, value)
    raw = as_bytes({**more, **body})
    status, said = await bot.post_raw(raw, {"Authorization": f"Bearer {sign(claims())}"})
    assert status in {200, 400, 403}, (status, said)
    if status != 200:
        assert said is None
    elif isinstance(said, dict) and "statusCode" in said:
        assert said["statusCode"] == 200
