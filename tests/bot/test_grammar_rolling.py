"""The rollout's commands as people type them."""

from __future__ import annotations

from datetime import date

import pytest

from bot import grammar_intents as meant
from bot.grammar import parse

TODAY = date(2026, 11, 28)
GROUPS = {"Owners": (), "Receptionists": ("Front desk",)}
UNDERSTOOD: dict[str, meant.Intent] = {
    "preview go-live": meant.Preview(wave="go-live"),
    "Preveiw Go Live!": meant.Preview(wave="Go Live"),
    "please preview the project-team wave": meant.Preview(wave="project-team"),
    "preview": meant.Preview(),
    "open go-live": meant.Open(wave="go-live"),
    "open go-live on 7 Dec 07:00": meant.Open(wave="go-live", on=date(2026, 12, 7), at="07:00"),
    "open go-live at 7:30 on 7 December 2026 please": meant.Open(wave="go-live", on=date(2026, 12, 7), at="7:30"),
    "open go-live on 03/04": meant.Open(wave="go-live", unclear=(date(2027, 4, 3), date(2027, 3, 4))),
    "open go-live on 31 Feb": meant.Open(wave="go-live", bad_date=True),
    "open go-live at 07:00": meant.Open(wave="go-live", at="07:00", bad_date=True),
    "open go-live at noon": meant.Open(wave="go-live", bad_date=True),
    "open the go-live wave on that day please": meant.Open(wave="go-live", bad_date=True),
    "open go-live for us": meant.Open(wave="go-live"),
    "open go-live until 7 Dec": meant.Open(wave="go-live", bad_date=True),
    "preview go-live on 7 Dec": meant.Preview(wave="go-live", on=date(2026, 12, 7)),
    "preview go-live 7 Dec 07:00": meant.Preview(wave="go-live", on=date(2026, 12, 7), at="07:00"),
    "preview go-live on 03/04": meant.Preview(wave="go-live", unclear=(date(2027, 4, 3), date(2027, 3, 4))),
    "preview go-live until friday": meant.Preview(wave="go-live", bad_date=True),
    "take back go-live": meant.TakeBack(wave="go-live"),
    "take back go-live on 7 Dec 18:00": meant.TakeBack(wave="go-live", on=date(2026, 12, 7), at="18:00"),
    "take back the go-live wave tomorrow, please": meant.TakeBack(wave="go-live", on=date(2026, 11, 29)),
    "take back go-live on 03/04": meant.TakeBack(wave="go-live", unclear=(date(2027, 4, 3), date(2027, 3, 4))),
    "take back go-live on 31 Feb": meant.TakeBack(wave="go-live", bad_date=True),
    "rollout": meant.Rollout(),
    "roll out": meant.Rollout(),
    "checklist please": meant.Rollout(),
    "groups": meant.Groups(),
    "test access": meant.TestAccess(),
    "can i have test access": meant.TestAccess(),
    "test acces please": meant.TestAccess(),
    "test access to Receptionists": meant.TestAccess(groups=("Receptionists",)),
    "please test access for the front desk and owners": meant.TestAccess(groups=("Receptionists", "Owners")),
    "test access, Receptionists": meant.TestAccess(groups=("Receptionists",)),
    "test access to the Pilots": meant.TestAccess(unknown_groups=("Pilots",)),
    "pause provisioning because of a fault in AskCody": meant.Pause(reason="of a fault in AskCody"),
    "pause provisioning until 2 Dec because we move": meant.Pause(reason="we move", until=date(2026, 12, 2)),
    "resume provisioning": meant.Resume(),
    "start provisioning": meant.Start(),
}
NOT_OURS = {
    "my groups": meant.Access,
    "dont pause provisioning": meant.Unknown,
    "invite ana@fabrikam.example because the rollout begins": meant.Invite,
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_a_command_of_the_rollout_is_understood(typed: str) -> None:
    assert parse(typed, today=TODAY, groups=GROUPS) == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", NOT_OURS)
def test_what_is_no_command_of_the_rollout_is_left_to_others(typed: str) -> None:
    assert isinstance(parse(typed, today=TODAY, groups=GROUPS), NOT_OURS[typed])
