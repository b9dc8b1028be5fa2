"""What people really type: every phrasing does what was meant, or asks; none does the wrong thing."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.grammar import (
    Approvals,
    Away,
    Back,
    Cancel,
    Change,
    End,
    Extend,
    Help,
    Intent,
    Invite,
    Review,
    Setup,
    Unknown,
    Why,
    parse,
)
from bot.grammar_intents import Pause, Resume
from provisioning.domain.dates import Span
from usher.settings import load_rules

TODAY = date(2026, 11, 24)  # a Tuesday
GROUPS = {name: (*group.aliases, group.article) for name, group in load_rules().groups.items()}
WHO, BO = "consultant@fabrikam.example", "bo@fabrikam.example"
FEB, FRIDAY = date(2027, 2, 26), date(2026, 11, 27)
RECEPTION = ("Receptionists",)


def read(text: str) -> Intent:
    return parse(text, today=TODAY, groups=GROUPS)


def invite(
    *addresses: str,
    groups: tuple[str, ...] = (),
    until: date | None = None,
    reason: str = "",
    unclear: tuple[date, date] | None = None,
    unknown: tuple[str, ...] = (),
    wrong: tuple[str, ...] = (),
    lasts: Span | None = None,
    later: bool = False,
) -> Invite:
    return Invite(
        addresses=addresses or (WHO,),
        groups=groups,
        until=until,
        lasts=lasts,
        reason=reason,
        unclear=unclear,
        later=later,
        unknown_groups=unknown,
        not_addresses=wrong,
    )


ADDRESSES = {
    f"{WHO}, {BO}; c@x.example and d@x.example": invite(WHO, BO, "c@x.example", "d@x.example"),
    f"invite {WHO}\n{BO}": invite(WHO, BO),
    f"{WHO}/{BO}": invite(WHO, BO),
    "invite Ana+Test@Fabrikam.example": invite("ana+test@fabrikam.example"),
    f"invite mailto:{WHO}?subject=Hello": invite(),
    f"invite [{WHO}](mailto:{WHO}), [{BO}](mailto:{BO})": invite(WHO, BO),
    f'<a href="mailto:{WHO}">{WHO}</a>': invite(),
    f"Jane Doe <{WHO}>; Bo Roe <{BO}>": invite(WHO, BO),
    f"invite {WHO.upper()}, {WHO}.": invite(),
    f"invite {WHO}, straße@fabrikam.example": invite(wrong=("straße@fabrikam.example",)),
    f"invite {WHO} and ana@fabrikam": invite(wrong=("ana@fabrikam",)),
    f"hello, {WHO} needs access please": invite(),
    f"let {WHO} in": invite(),
    f"I want to invite {WHO}": invite(),
    f"the team is back, invite {WHO}": invite(),
    f"help: invite {WHO}": invite(),
    f"invite {WHO} to review the drawings": invite(),
    f"yes, invite {WHO}": invite(),
}
DATES = {
    f"can {WHO} get in till friday?": invite(until=FRIDAY),
    f"{WHO} needs access until friday": invite(until=FRIDAY),
    f"invite {WHO} unitl 26 febuary": invite(until=FEB),
    f"invite {WHO} until friday, the 26th of February 2027": invite(until=FEB),
    f"invite {WHO} until thursday next week": invite(until=date(2026, 12, 3)),
    f"invite {WHO} until thursday in two weeks": invite(until=date(2026, 12, 10)),
    f"invite {WHO} until the 26/2": invite(until=FEB),
    f"invite {WHO} until Feb. 26th, 2027": invite(until=FEB),
    f"invite {WHO} until 26feb": invite(until=FEB),
    f"invite {WHO} until 26 feb 27": invite(until=FEB),
    f"invite {WHO} until 26 Feb 14:00": invite(until=FEB),
    f"invite {WHO} until 26.2.": invite(until=FEB),
    f"invite {WHO} until 02/26": invite(until=FEB),
    f"invite {WHO} from 1 Dec until 26 Feb": invite(until=FEB, later=True),
    f"invite {WHO} from 1 Dec to 26 Feb": invite(until=FEB, later=True),
    f"invite {WHO}, 26 Feb": invite(until=FEB),
    f"until 26 Feb: invite {WHO}": invite(until=FEB),
    f"invite {WHO} until the 26th": invite(until=date(2026, 11, 26)),
    f"invite {WHO} until 31 Jan": invite(until=date(2027, 1, 31)),
    f"invite {WHO} until 29 Feb": invite(until=date(2028, 2, 29)),
    f"invite {WHO} until 24 Nov": invite(until=TODAY),
    f"invite {WHO} until 23 Nov": invite(until=date(2027, 11, 23)),
    f"invite {WHO} until 1 May 2026": invite(until=date(2026, 5, 1)),
    f"invite {WHO} until next monday": invite(until=date(2026, 11, 30)),
    f"invite {WHO} until the day after tomorrow": invite(until=date(2026, 11, 26)),
    f"invite {WHO} until the end of the year": invite(until=date(2026, 12, 31)),
    f"invite {WHO} until end of next month": invite(until=date(2026, 12, 31)),
    f"invite {WHO} until 3 weeks from now": invite(until=date(2026, 12, 15)),
    f"invite {WHO} for a year and 2 weeks": invite(until=date(2027, 12, 8), lasts=Span(12, 14)),
}
#: A date that is not understood is left to the form.
NO_DATE = [
    "until 31 Nov",
    "until 29 Feb 2027",
    "until march 32",
    "until 26 febbbruary",
    "until 26th of febbbruary",
    "until 26 Feb 14",
    "until Saturday 26 Feb",
    "until 26",
    "until 2027",
    "until further notice",
    "until the end of the project",
    "until 13/13",
    "until 0000-01-01",
    "until 5 may 0000",
    "until december 9999",
    "for 3-4 months",
    "for a year and a half",
    "for 9999 years",
    "for friday",
    "on friday",
    "on 26 Feb",
    "starting 26 Feb",
    "floors 3-5",
    "may 5 people come",
    "by friday",
]
UNCLEAR = {
    "until 03/04": (date(2027, 4, 3), date(2027, 3, 4)),
    "until 3-4": (date(2027, 4, 3), date(2027, 3, 4)),
    "until 03/04/2027": (date(2027, 4, 3), date(2027, 3, 4)),
    "until 12/11": (date(2027, 11, 12), date(2026, 12, 11)),
    "until march": (date(2027, 3, 1), date(2027, 3, 31)),
    "until next month": (date(2026, 12, 1), date(2026, 12, 31)),
    "until end of the week": (FRIDAY, date(2026, 11, 29)),
    "until tuesday": (TODAY, date(2026, 12, 1)),
    "until next friday": (FRIDAY, date(2026, 12, 4)),
    "until 26 Feb or 3 March": (FEB, date(2027, 3, 3)),
    "for 3 months, until 26 Feb": (date(2027, 2, 24), FEB),
}
GROUPED = {
    f"invite {WHO} as receptionist": invite(groups=RECEPTION),
    f"invite {WHO} (as Receptionists)": invite(groups=RECEPTION),
    f"invite {WHO}, Receptionists, until 26 Feb": invite(groups=RECEPTION, until=FEB),
    f"invite {WHO} Receptionists until friday": invite(groups=RECEPTION, until=FRIDAY),
    f"invite {WHO} to Receptionists": invite(groups=RECEPTION),
    f"invite {WHO} groups: Front desk & Project team": invite(groups=("Receptionists", "AskCody Project Team")),
    f"invite {WHO} as secretary": invite(groups=("Secretaries",)),
    f"invite {WHO} as service team": invite(groups=("Service teams",)),
    f"invite {WHO} as Servise teams administrators": invite(groups=("Service teams Administrators",)),
    f"invite {WHO} as Service teams and Service teams Administrators": invite(
        groups=("Service teams", "Service teams Administrators")
    ),
    f"invite {WHO} as Add-in Users": invite(groups=("Add-in Users",)),
    f"invite {WHO} as add in user": invite(groups=("Add-in Users",)),
    f"invite {WHO} as soon as possible": invite(),
    f"invite {WHO} as well": invite(),
    f"invite {WHO} as Wizards and Receptionists": invite(groups=RECEPTION, unknown=("Wizards",)),
    f"invite {WHO} as Receptionists and Fasility mangrs": invite(groups=RECEPTION, unknown=("Fasility mangrs",)),
    f"invite {WHO} as Receptionists or Service teams": invite(unknown=("Receptionists or Service teams",)),
    # two typos in the last word: never the shorter name
    f"invite {WHO} as Service teams Adminstratrs": invite(unknown=("Service teams Adminstratrs",)),
    f"invite {WHO} as Service teams admins": invite(unknown=("Service teams admins",)),
    f"invite the front desk consultant {WHO}": invite(),
    f"invite {WHO} as Receptionists: sensors": invite(groups=RECEPTION),
}
REASONED = {
    f"invite {WHO} because Sensor project, floors 3-5.": invite(reason="Sensor project, floors 3-5."),
    f"invite {WHO} becuase {BO} asked": invite(reason=f"{BO} asked"),
    f"invite {WHO} because the fair runs until 26 Feb": invite(reason="the fair runs until 26 Feb"),
    f"invite {WHO} because Dr. Smith asked. Until 26 Feb. Ask {BO}": invite(reason="Dr. Smith asked.", until=FEB),
    f"invite {WHO} because of the move\nas Receptionists": invite(reason="of the move", groups=RECEPTION),
    f"Because of the audit, invite {WHO} until friday": invite(reason="of the audit", until=FRIDAY),
    f"invite {WHO} because they end next week": invite(reason="they end next week"),
    f"invite {WHO}: sensors": invite(),
}
OTHERS: dict[str, Intent] = {
    "make Lena receptionist until Friday": Change(adds=True, who="Lena", groups=RECEPTION, until=FRIDAY),
    "make Lena Larsen Facility Manager, please": Change(adds=True, who="Lena Larsen", groups=("Facility Managers",)),
    "make Lena": Change(adds=True, who="Lena"),
    "I want to add Lena to Receptionists": Change(adds=True, who="Lena", groups=RECEPTION),
    "I'd like to make Lena a receptionist": Change(adds=True, who="Lena", groups=RECEPTION),
    "Hi there!": Help(),
    "good morning": Help(),
    "hi, what is waiting for me?": Approvals(),
    f"End {WHO}'s access now": End(who=WHO),
    f"{WHO} end": End(who=WHO),
    f"end {WHO} on friday": End(who=WHO, until=FRIDAY),
    f"end {WHO} friday": End(who=WHO, until=FRIDAY),
    f"end {WHO} at the end of march": End(who=WHO, until=date(2027, 3, 31)),
    f"please end access for {WHO} by 26 Feb": End(who=WHO, until=FEB),
    f"end {WHO} 03/04": End(who=WHO, unclear=(date(2027, 4, 3), date(2027, 3, 4))),
    f"end {WHO} because {BO} left": End(who=WHO),
    "end priya": End(who="priya"),
    "END PRIYA!": End(who="PRIYA"),
    "end Priya Nair until friday": End(who="Priya Nair", until=FRIDAY),
    "end priya friday": End(who="priya", until=FRIDAY),
    "end priya this friday": End(who="priya", until=FRIDAY),
    "end priya tomorrow, please": End(who="priya", until=date(2026, 11, 25)),
    "end priya 2027-02-26": End(who="priya", until=FEB),
    "end priya on 03/04": End(who="priya", unclear=(date(2027, 4, 3), date(2027, 3, 4))),
    "end priya until 31 Feb": End(who="priya", bad_date=True),
    "end priya's access": End(who="priya"),
    "end Priya Nair's access now, please": End(who="Priya Nair"),
    "please end the access of Priya Patel on 26 Feb": End(who="Priya Patel", until=FEB),
    "can you end priya by friday?": End(who="priya", until=FRIDAY),
    "end everything for Anders Ø. Hansen today": End(who="Anders Ø. Hansen", until=TODAY),
    "end Priya May": End(who="Priya May"),
    "end Will Smith": End(who="Will Smith"),
    "end priya because she left on friday": End(who="priya"),
    "end priya, she left": End(who="priya"),
    "end me": End(who="me"),
    "end my access on 26 Feb": End(who="me", until=FEB),
    "cancel request #12": Cancel(number=12),
    "cancel 12": Cancel(number=12),
    "cancel the invite R-12": Cancel(number=12),
    "cancle R-12": Cancel(number=12),
    "R-12: why?": Why(number=12),
    "why isn't R-12 approved?": Why(number=12),
    "approvals please": Approvals(),
    "can you help me?": Help(),
    "set-up": Setup(),
    "review": Review(),
    "Reveiw my externals, please": Review(),
    "could I review the externals": Review(),
    "back": Back(),
    "I'm back": Back(),
    "back again, thanks": Back(),
    "back from holiday": Back(),
    "back to work": Back(),
    "away": Away(),
    "i am away tomorrow": Away(until=date(2026, 11, 25)),
    "away until 14 Dec and ask Olivia Owens to decide": Away(until=date(2026, 12, 14), who="Olivia Owens"),
    "away until next friday ask adam": Away(who="adam", unclear=(FRIDAY, date(2026, 12, 4))),
    "away until 31 Feb": Away(bad_date=True),
    "i am away until friday": Away(until=date(2026, 11, 27)),
    "I will be away till 14 Dec, please ask Adam Ahlgren": Away(until=date(2026, 12, 14), who="Adam Ahlgren"),
    "away for 2 weeks ask adam@contoso.example": Away(until=date(2026, 12, 8), who="adam@contoso.example"),
    "could you please add priya to Receptionists": Change(adds=True, who="priya", groups=("Receptionists",)),
    "make Priya Patel a receptionist": Change(adds=True, who="Priya Patel", groups=("Receptionists",)),
    "add me to PAs and Receptionists": Change(adds=True, who="me", groups=("Secretaries", "Receptionists")),
    "add myself to owners": Change(adds=True, who="me", groups=("Owners",)),
    "please remove Anders Ø. Hansen from receptionist": Change(
        adds=False, who="Anders Ø. Hansen", groups=("Receptionists",)
    ),
    "take priya out of Receptionists": Change(adds=False, who="priya", groups=("Receptionists",)),
    "put lene in Secretaries because she sits there": Change(
        adds=True, who="lene", groups=("Secretaries",), reason="she sits there"
    ),
    "add priya to the nonsense club": Change(adds=True, who="priya", unknown_groups=("the nonsense club",)),
    "add": Change(adds=True),
    "add priya, please, to Receptionists": Change(adds=True, who="priya", groups=RECEPTION),
    "add priya to Receptionists, to Secretaries": Change(adds=True, who="priya", groups=(*RECEPTION, "Secretaries")),
    "don't add priya to Owners": Unknown(suggestions=("invite", "my requests", "help")),
    "never remove priya from Owners": Unknown(suggestions=("invite", "my requests", "help")),
    f"{WHO} extend until friday": Extend(who=WHO, until=date(2026, 11, 27)),
    f"please extend {WHO}": Extend(who=WHO),
    f"extend {WHO}'s access until 26 Feb": Extend(who=WHO, until=FEB),
    f"can {WHO} be extended until 26 Feb?": Extend(who=WHO, until=FEB),
    "extend priya until 26 Feb": Extend(who="priya", until=FEB),
    "extend the access of Priya Patel until 26 Feb": Extend(who="Priya Patel", until=FEB),
    "extend priya's access": Extend(who="priya"),
    "exten priya by 26 Feb": Extend(who="priya", until=FEB),
    "prolong Anders Ø. Hansen to 26 Feb": Extend(who="Anders Ø. Hansen", until=FEB),
    "extend my access until 26 Feb": Extend(who="me", until=FEB),
    "extend me until 26 Feb": Extend(who="me", until=FEB),
    f"extend {WHO} by 30 days": Extend(who=WHO, longer=Span(days=30)),
    "extend priya for 30 days": Extend(who="priya", longer=Span(days=30)),
    "extend priya by another two weeks, please": Extend(who="priya", longer=Span(days=14)),
    "extend priya 30 more days": Extend(who="priya", longer=Span(days=30)),
    "extend priya's access by one more month": Extend(who="priya", longer=Span(months=1)),
    "extend my access by a year and 2 weeks": Extend(who="me", longer=Span(months=12, days=14)),
    f"extend {WHO} for 30 days until 26 Feb": Extend(who=WHO, unclear=(date(2026, 12, 24), FEB)),
    f"extend {WHO} in 3 weeks": Extend(who=WHO, until=date(2026, 12, 15)),
    f"extend {WHO} by 9999 years": Extend(who=WHO, longer=Span(months=119_988)),
    "extend": Extend(),
    "extend until 26 Feb": Extend(until=FEB),
    "extend Will May's access now": Extend(who="Will May"),
    f"extend {WHO} until 03/04": Extend(who=WHO, unclear=(date(2027, 4, 3), date(2027, 3, 4))),
    f"extend {WHO} until 31 Feb": Extend(who=WHO, bad_date=True),
    f"extend {WHO} and {BO} until 26 Feb": Unknown(suggestions=(f"extend {WHO}", f"extend {BO}", "help")),
    f"don't extend {WHO}": Unknown(suggestions=(f"end {WHO}", f"invite {WHO}", "my requests")),
    f"to what extent does {WHO} have access": Unknown(suggestions=(f"end {WHO}", f"invite {WHO}", "my access")),
    f"extend an invitation to {WHO}": Unknown(suggestions=(f"end {WHO}", f"invite {WHO}", "my requests")),
}


def change(*people: str, groups: tuple[str, ...] = RECEPTION, adds: bool = True, **more: Any) -> Change:
    return Change(adds=adds, people=people, groups=groups, **more)


PAS = ("Secretaries",)
SEVERAL: dict[str, Intent] = {
    "add priya, erin and zoe to Receptionists": change("priya", "erin", "zoe"),
    "add priya, erin, and zoe to Receptionists, please": change("priya", "erin", "zoe"),
    "add priya\nerin\nzoe\nto Receptionists": change("priya", "erin", "zoe"),
    "add priya & erin to front desk because they sit there": change("priya", "erin", reason="they sit there"),
    "remove priya and erin from Secretaries": change("priya", "erin", groups=PAS, adds=False),
    "take priya and erin out of Receptionists": change("priya", "erin", adds=False),
    "make priya and erin a receptionist": change("priya", "erin"),
    "add both priya and me to PAs until 26 Feb": change("priya", "me", groups=PAS, until=FEB),
    "add priya and erin to PAs until 03/04": change(
        "priya", "erin", groups=PAS, unclear=(date(2027, 4, 3), date(2027, 3, 4))
    ),
    "add priya and erin to Receptionists and Secretaries": change("priya", "erin", groups=(*RECEPTION, *PAS)),
    "add priya and erin to Secretaries, PAs, meeting coordinators": change("priya", "erin", groups=PAS),
    "add Priya Patel <priya@contoso.example>; Erin <erin@contoso.example> to PAs": change(
        "priya@contoso.example", "erin@contoso.example", groups=PAS
    ),
    "add Will, May Smith and Anders Ø. Hansen to PAs": change("Will", "May Smith", "Anders Ø. Hansen", groups=PAS),
    f"add {WHO} {BO} to PAs": change(WHO, BO, groups=PAS),
    "add Patel, Priya to Receptionists": change("Patel", "Priya"),  # each is found and named before anything is asked
    "add priya and erin to the nonsense club": change(
        "priya", "erin", groups=(), unknown_groups=("the nonsense club",)
    ),
}
#: Two things at once, or words that may be no person: three buttons.
MANY_THINGS = (
    "add priya to Receptionists and erin to Secretaries",
    "add priya to Receptionists, erin to Secretaries",
    "add priya to Receptionists, erin, to Secretaries",
    "add priya to Receptionists, remove erin from Secretaries",
    "add priya to Receptionists and remove erin from Secretaries",
    "add priya and remove erin from Secretaries",
    "add priya or erin to Receptionists",
    "add priya, she needs it, to Receptionists",
    "add priya and the others to Receptionists",
    "add priya and 3 more to Receptionists",
    "add everyone but priya and erin to PAs",
    "add priya and erin",
    "make priya and erin receptionists",
    "add priya and erin to Receptionists and wizards",
    "add priya until friday and erin to PAs",
    "add priya until friday and erin until monday to PAs",
    "remove priya and erin from PAs until friday",
    "don't add priya and erin to PAs",
)
#: An end of nobody, or of several people at once: asked back whose, and nobody is passed over.
WHOSE = (
    "end",
    "end access",
    "end everything",
    "end priya and erin",
    "end priya, erin",
    "end priya until 26 Feb and erin until 1 May",
    "end priya@contoso",
)
#: What was typed → the suggestion that comes first.
ASKED_BACK = {
    f"don't invite {WHO}": f"end {WHO}",
    f"invite {WHO} like {BO}": f"invite {WHO}, {BO}",
    f"give {WHO} the same access as {BO}": f"invite {WHO}, {BO}",
    f"un-invite {WHO}": f"end {WHO}",
    f"delete {WHO}": f"end {WHO}",
    f"Delete Jane Doe <{WHO}>": f"end {WHO}",
    f"revoke the invite for {WHO}": f"end {WHO}",
    f"{WHO} needs to leave": f"end {WHO}",
    f"ends {WHO}": f"end {WHO}",
    f"is {WHO} still in?": f"end {WHO}",
    f"was {WHO} invited?": f"end {WHO}",
    f"I invited {WHO} yesterday": f"end {WHO}",
    f"don't end {WHO}": f"end {WHO}",
    f"ende {WHO}": f"invite {WHO}",
    f"{WHO} blah": f"invite {WHO}",
    f"invite {WHO} and end {BO}": f"invite {WHO}",
    f"end {WHO} and {BO}": f"end {WHO}",
    f"cancel R-12 and invite {WHO}": "cancel R-12",
    "cancel R-12 and R-13": "cancel R-12",
    "don't cancel R-12": "cancel R-12",
    "R-12": "why R-12",
    "approve R-12": "approvals",
    f"approve {WHO}": "approvals",
    "yes": "approvals",
    "end R-12": "why R-12",
    "end 12": "invite",
    "why": "invite",
    "aproval setpu": "setup",
    "I need access to AskCody": "add me",
    "meet at https://teams.example/l/19:abc@thread.example/x": "invite",
}


#: Signs in front of an address may be part of it: without them it is somebody else's.
ANOTHERS = ("_{}", "__{}", "*{}", "'{}", "ops={}", "x/{}", "/{}", "a=b/{}", f"{BO}/x/{{}}")


@pytest.mark.parametrize("written", ANOTHERS)
@pytest.mark.parametrize("asked", ["invite {}", "end {}", "extend {} until 26 Feb", "remove {} from Secretaries"])
def test_an_address_with_a_sign_in_front_is_never_that_of_somebody_else(asked: str, written: str) -> None:
    found = read(asked.format(written.format(WHO)))
    assert WHO not in {getattr(found, "who", ""), *getattr(found, "addresses", ()), *getattr(found, "people", ())}
    assert f"end {WHO}" not in getattr(found, "suggestions", ())
    if isinstance(found, Invite):
        (told,) = found.not_addresses
        assert told.endswith(WHO)
        assert told != WHO


@pytest.mark.parametrize(
    "written", ["_{}_", "**{}**:", "'{}'", "‘{}’,", "`{}`", "mail={}", "e-mail:{}", "{}'s", "{}/{}"]
)
def test_what_stands_on_both_sides_of_an_address_or_names_it_is_no_part_of_it(written: str) -> None:
    found = read(f"invite {written.format(WHO, WHO)}")
    assert isinstance(found, Invite)
    assert (found.addresses, found.not_addresses) == ((WHO,), ())


#: What shall begin, or be taken away, on a later day: Usher cannot wait for it, and must say so. Nothing of it is dropped.
LATER: dict[str, Intent] = {
    f"invite {WHO} tomorrow": invite(later=True),
    f"invite {WHO} on Monday as receptionist": invite(groups=RECEPTION, later=True),
    f"invite {WHO} as receptionist as of 1 December": invite(groups=RECEPTION, later=True),
    f"invite {WHO} starting next week": invite(later=True),
    f"invite {WHO} in 3 weeks": invite(later=True),
    f"invite {WHO} for December": invite(later=True),
    f"invite {WHO} 1 Dec - 26 Feb": invite(until=FEB, later=True),
    f"invite {WHO} 1.12. – 26.2.": invite(until=FEB, later=True),
    f"invite {WHO} from 1 to 26 February 2027": invite(until=FEB, later=True),
    f"invite {WHO} 1-26 February 2027": invite(until=FEB, later=True),
    f"invite {WHO} 1. – 26. February 2027": invite(until=FEB, later=True),
    f"invite {WHO} between 1 Dec and 26 Feb": invite(until=FEB, later=True),
    f"invite {WHO} starting Monday for two weeks": invite(until=date(2026, 12, 8), lasts=Span(0, 14), later=True),
    f"{WHO} starts on 1 December": invite(later=True),
    f"invite {WHO}, {BO} from 1 Dec": invite(WHO, BO, later=True),
    "add Lena to Receptionists from Monday": Change(adds=True, who="Lena", groups=RECEPTION, later=True),
    "add Lena tomorrow to Receptionists": Change(adds=True, who="Lena", groups=RECEPTION, later=True),
    "make Lena a receptionist from 1 Dec until 26 Feb": Change(
        adds=True, who="Lena", groups=RECEPTION, until=FEB, later=True
    ),
    "remove Lena from Receptionists on Friday": Change(adds=False, who="Lena", groups=RECEPTION, later=True),
    "remove Lena from Receptionists from Friday": Change(adds=False, who="Lena", groups=RECEPTION, later=True),
    "away 1 Dec - 26 Feb": Away(until=FEB, later=True),
    "away from Friday until 26 Feb ask Bo": Away(until=FEB, who="Bo", later=True),
    "away from Friday": Away(later=True),
    "away on Friday": Away(until=FRIDAY),
    "pause provisioning from Friday": Pause(later=True),
    "pause provisioning from Friday until 26 Feb": Pause(until=FEB, later=True),
    "pause until Friday": Pause(until=FRIDAY),
    "resume provisioning on Friday": Resume(later=True),
    "resume tomorrow": Resume(later=True),
    "resume now": Resume(),
    # what is no later day
    f"invite {WHO} today": invite(),
    f"invite {WHO} from today until Friday": invite(until=FRIDAY),
    f"invite {WHO} today - 27 Nov": invite(until=FRIDAY),
    f"invite {WHO} - 3 people wait": invite(),
    f"invite {WHO} because the fair is on 1 Dec": invite(reason="the fair is on 1 Dec"),
    "add Tuesday Weld to Receptionists": Change(adds=True, who="Tuesday Weld", groups=RECEPTION),
    "I want to add Sunday and Priya to Receptionists": Change(adds=True, people=("Sunday", "Priya"), groups=RECEPTION),
    "add Friday to Receptionists": Change(adds=True, who="Friday", groups=RECEPTION),
    "add Friday to Receptionists on Friday": Change(adds=True, who="Friday", groups=RECEPTION, later=True),
    "add April to Receptionists": Change(adds=True, who="April", groups=RECEPTION),
    "remove Lena from Receptionists today": Change(adds=False, who="Lena", groups=RECEPTION),
}

MEANT: dict[str, Intent] = {**ADDRESSES, **DATES, **GROUPED, **REASONED, **OTHERS, **SEVERAL, **LATER}


@pytest.mark.parametrize("text", MEANT)
def test_a_phrasing_does_what_was_meant(text: str) -> None:
    assert read(text) == MEANT[text]


@pytest.mark.parametrize("text", MANY_THINGS)
def test_two_things_at_once_or_no_clear_list_of_people_are_asked_back(text: str) -> None:
    assert read(text) == Unknown(suggestions=("invite", "my requests", "help"))


@pytest.mark.parametrize("text", ["back up the database", "back out of this", "please back the plan"])
def test_nobody_is_back_who_backs_something(text: str) -> None:
    assert isinstance(read(text), Unknown)


@pytest.mark.parametrize("text", WHOSE)
def test_an_end_of_nobody_or_of_several_people_is_asked_back_whose(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert found.ends


@pytest.mark.parametrize("said", NO_DATE)
def test_a_date_that_is_none_or_no_end_is_left_to_the_form(said: str) -> None:
    found = read(f"invite {WHO} {said}")
    assert isinstance(found, Invite)
    assert (found.addresses, found.until, found.unclear, found.groups) == ((WHO,), None, None, ())


#: Stretches of time that Usher has no day for: taken for nothing, they would give access without an end.
NO_SPAN = (
    "for 2 hours",
    "for 24h",
    "for 90 minutes",
    "for a few days",
    "for a couple of weeks",
    "for 3 working days",
    "for half a year",
    "for one quarter",
    "for the weekend",
    "for the summer",
    "for the time being",
)


@pytest.mark.parametrize("said", NO_SPAN)
@pytest.mark.parametrize("asked", [f"invite {WHO} {{}}", "add Lena to Receptionists {}", "away {}", "pause {}"])
def test_a_stretch_of_time_that_is_no_day_is_told_and_not_taken_for_no_end(asked: str, said: str) -> None:
    found = read(asked.format(said))
    assert isinstance(found, Invite | Change | Away | Pause)
    assert (found.until, found.bad_date) == (None, True)


@pytest.mark.parametrize(
    "text",
    [
        "lade {} für 2 Stunden als Receptionists ein",
        "lade {} für ein paar Tage als Receptionists ein",
        "inviter {} til Receptionists i 2 timer",
        "inviter {} til Receptionists i et par dage",
    ],
)
def test_such_a_stretch_is_told_in_german_and_danish_too(text: str) -> None:
    assert read(text.format(WHO)) == Invite(addresses=(WHO,), groups=("Receptionists",), bad_date=True)


@pytest.mark.parametrize("day", ["31 Feb", "31.02.", "2027-13-01", "45/13"])
def test_a_day_that_no_calendar_has_is_told_wherever_it_stands(day: str) -> None:
    change = Change(adds=True, who="Lena", groups=("Receptionists",), bad_date=True)
    assert read(f"add Lena to Receptionists on {day}") == change
    assert read(f"add Lena on {day} to Receptionists") == change
    assert read(f"remove Lena from Receptionists on {day}") == replace(change, adds=False)
    assert read(f"invite {WHO} as Receptionists from {day}") == Invite(
        addresses=(WHO,), groups=("Receptionists",), bad_date=True
    )


@pytest.mark.parametrize(
    "name",
    [
        "Building 1 - 2nd floor",
        "Rooms 31/2",
        "Room 31.2 east",
        "Rooms 1-2 east",
        "Temporary staff",
        "Night team",
        "Week 7 crew",
        "Max 3 desks",
    ],
)
def test_a_group_that_is_called_like_a_day_or_a_while_is_a_group(name: str) -> None:
    found = parse(f"add Lena to {name} until 26 Feb", today=TODAY, groups={**GROUPS, name: ()})
    assert found == Change(adds=True, who="Lena", groups=(name,), until=FEB)
    assert parse(f"add Lena to {name}", today=TODAY, groups={**GROUPS, name: ()}) == Change(
        adds=True, who="Lena", groups=(name,)
    )


@pytest.mark.parametrize(
    "said",
    ["to week 7", "in week 7", "for week 7", "during week 7", "as long as the project runs", "to the summer fair"],
)
@pytest.mark.parametrize("asked", [f"invite {WHO} as Receptionists {{}}", "add Lena to Receptionists {}"])
def test_an_end_in_words_that_are_no_day_is_told_and_not_taken_for_no_end(asked: str, said: str) -> None:
    found = read(asked.format(said))
    assert isinstance(found, Invite | Change)
    assert (found.groups, found.until, found.bad_date) == (RECEPTION, None, True)


def test_a_week_by_its_number_is_told_as_well_where_somebody_is_away_or_access_ends() -> None:
    assert read("away in week 7") == Away(bad_date=True)
    assert read(f"end {WHO} in week 7") == End(who=WHO, bad_date=True)


@pytest.mark.parametrize(
    "said", [", max 3 months", "for at most 3 months", "up to a maximum of 3 months", "max. 3 months"]
)
def test_what_lasts_so_long_at_most_lasts_so_long(said: str) -> None:
    found = read(f"add Max to Receptionists {said}")
    assert isinstance(found, Change)
    assert (found.who, found.until or found.bad_date) == ("Max", True if "of" in said else date(2027, 2, 24))


@pytest.mark.parametrize("said", ["to help Olivia", "to Wizards"])
def test_what_speaks_of_no_time_is_told_as_no_date(said: str) -> None:
    found = read(f"add Lena to Receptionists {said}")
    assert isinstance(found, Change)
    assert (found.bad_date, found.unknown_groups) == (False, (said.removeprefix("to "),))


@pytest.mark.parametrize("said", ["temporarily", "vorübergehend", "midlertidigt"])
def test_what_shall_be_for_a_while_is_asked_until_when(said: str) -> None:
    found = [read(f"invite {WHO} {said}"), read(f"add Lena to Receptionists {said}")]
    assert [one.bad_date for one in found if isinstance(one, Invite | Change)] == [True, True]


@pytest.mark.parametrize("said", ["for the summer party", "for 2 weeks", "for 3 months", "for the move"])
def test_what_is_no_stretch_of_time_or_a_known_one_is_not_told_as_a_date_that_is_none(said: str) -> None:
    found = read(f"invite {WHO} {said}")
    assert isinstance(found, Invite)
    assert not found.bad_date


@pytest.mark.parametrize("said", ["until 31 Nov", "until 31 feb", "until 29 Feb 2027", "until 13/13"])
def test_a_day_that_no_calendar_has_is_told_and_nothing_is_told_of_a_date_that_is_one(said: str) -> None:
    for command in ("invite", "end"):
        told, fine = read(f"{command} {WHO} {said}"), read(f"{command} {WHO} until 26 Feb")
        assert isinstance(told, Invite | End)
        assert isinstance(fine, Invite | End)
        assert (told.bad_date, told.until, fine.bad_date) == (True, None, False)


@pytest.mark.parametrize("said", ["on 31 Feb", "by 30.2.", "31.2.2027", ", 31 Feb", "on 2027-02-30", "in February 31"])
def test_a_day_that_no_calendar_has_is_told_where_access_ends_without_until_as_well(said: str) -> None:
    told = read(f"end {WHO} {said}")
    assert isinstance(told, End)
    assert (told.bad_date, told.until) == (True, None)


@pytest.mark.parametrize("said", ["", "now", "on 5", "on 5 reasons", ", 1 person left", "in building 31"])
def test_what_is_no_date_at_all_is_no_bad_one(said: str) -> None:
    assert read(f"end {WHO} {said}") == End(who=WHO)


@pytest.mark.parametrize("said", UNCLEAR)
def test_a_date_that_can_be_read_in_two_ways_is_two_dates(said: str) -> None:
    assert read(f"invite {WHO} {said}") == invite(unclear=UNCLEAR[said])


@pytest.mark.parametrize("text", ASKED_BACK)
def test_what_may_be_meant_otherwise_is_asked_back_with_commands_that_are_understood(text: str) -> None:
    found = read(text)
    assert isinstance(found, Unknown)
    assert found.suggestions[0] == ASKED_BACK[text]
    assert len(set(found.suggestions)) == 3
    assert not any(isinstance(read(suggestion), Unknown) for suggestion in found.suggestions)


def test_a_date_without_a_year_lies_ahead_whatever_the_day() -> None:
    for today in (date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 31)):
        for said in ("26 Feb", "31 Jan", "31 Dec", "29 Feb", "1 Jan"):
            found = parse(f"{WHO} until {said}", today=today, groups={})
            assert isinstance(found, Invite)
            assert found.until is not None
            assert found.until >= today


def test_a_month_from_its_last_day_ends_on_the_last_of_the_next() -> None:
    found = parse(f"{WHO} for 1 month", today=date(2027, 1, 31), groups={})
    assert found == invite(until=date(2027, 2, 28), lasts=Span(months=1))


def test_a_span_beside_a_date_is_no_span() -> None:
    """Whoever says the last day means that day, however many weeks it is away."""
    said = [f"{WHO} for 2 weeks, until 8 Dec", f"{WHO} until 8 Dec for two weeks"]
    assert {read(text) for text in said} == {invite(until=date(2026, 12, 8))}
    assert read(f"{WHO} for 2 weeks until 9 Dec") == invite(unclear=(date(2026, 12, 8), date(2026, 12, 9)))


def test_the_date_of_today_changes_what_is_read() -> None:
    tomorrow = [parse(f"{WHO} until tomorrow", today=day, groups={}) for day in (TODAY, FEB)]
    assert tomorrow == [invite(until=date(2026, 11, 25)), invite(until=date(2027, 2, 27))]


@pytest.mark.parametrize(
    "part",
    [
        "a@b.example ",
        "as ",
        "as Receptionistx and ",
        "until ",
        "until 26 feb ",
        "until 31 nov ",
        "1/1 ",
        "for 1 day ",
        "because ",
        "end ",
        "invite the weather station ",
        "[",
        "a",
        "1",
        "1.",
        "@",
        "a@",
        "R-1 ",
        "<a@",
        "who has ",
        "add a, ",
        "add a to as and ",
    ],
)
def test_reading_grows_with_the_message_and_not_with_its_square(part: str) -> None:
    """A ratio in one run, since machines differ: eight times the text may take at most some thirty times as long."""

    def least(length: int) -> float:
        took = []
        for _ in range(5):
            started = time.thread_time()
            read((part * length)[:length])
            took.append(time.thread_time() - started)
        return min(took)

    assert least(4000) < 30 * least(500) + 0.02


SAID = st.sampled_from([*MEANT, *MANY_THINGS, *ASKED_BACK, *NO_DATE, *UNCLEAR])
WORDS = st.lists(SAID.flatmap(lambda said: st.sampled_from(said.split())), max_size=25).map(" ".join)


@settings(max_examples=max(120, settings().max_examples), deadline=None)
@given(st.one_of(st.text(max_size=300), WORDS, st.lists(SAID, max_size=4).map("\n".join)))
@example("as")
@example("until")
@example("because")
@example("invite as and or")
@example("as Receptionists or")
@example("as Receptionists and")
@example("until 26 Feb or")
@example("away from ² until 26 Feb")
@example(f"invite from {'1' * 5000} to 26 Feb")
@example("pause 31-1 Feb")
def test_nothing_that_is_typed_raises_or_names_a_date_or_group_from_nowhere(text: str) -> None:
    found = read(text)
    if isinstance(found, Invite):
        assert set(found.groups) <= set(GROUPS)
        assert all(address in text.lower() for address in found.addresses)
        assert found.until is None or found.unclear is None
    if isinstance(found, Change):
        assert all(one == "me" or one.lower() in text.lower() for one in (found.who, *found.people))
        assert len(found.people) != 1
    if isinstance(found, Unknown):
        assert len(found.suggestions) == 3
