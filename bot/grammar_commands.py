"""Which command a message is, once dates, groups and the reason are taken out of it. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from bot.grammar_words import ADDRESS, BREAK, NO_ADDRESS, is_any, near, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

INVITE, END, CANCEL, WHY = "invite", "end", "cancel", "why"
MY_REQUESTS, APPROVALS, HELP, SETUP = "my requests", "approvals", "help", "setup"
MY_ACCESS, POST_HERE, LANGUAGE = "my access", "post here", "language"
#: Questions that :mod:`bot.grammar_looking` reads where a message begins with them; further on they only tell that nobody is invited.
ASKED = ("who has", "access of")
#: Commands that show something, by what may be typed for them.
SHOWING = {
    "my requests": MY_REQUESTS,
    "my request": MY_REQUESTS,
    "requests": MY_REQUESTS,
    "my approvals": APPROVALS,
    "approvals": APPROVALS,
    "pending": APPROVALS,
    "what is waiting for me": APPROVALS,
    "whats waiting for me": APPROVALS,
    "what waits for me": APPROVALS,
    "setup": SETUP,
    "set up": SETUP,
    "help": HELP,
    "hello": HELP,
    POST_HERE: POST_HERE,
    "language": LANGUAGE,
    "my language": LANGUAGE,
    "change language": LANGUAGE,
}
#: A message of nothing else asks what can be typed.
GREETING = word_set(
    "hi hey hello good morning afternoon evening day there usher hallo moin servus hej goddag godmorgen grüezi"
)
#: Commands of two words, wherever these stand; those that are told by their verb, if nothing else is; and those of a common word,
#: which counts where a message begins.
PHRASES = ("test access", "take back")
VERBS_OF_ALL = {"pause": "pause provisioning", "resume": "resume provisioning"}
#: What is paused and resumed is all of it, whatever it is called; nothing of one person's.
OF_ALL = word_set("provisioning sync synchronisation synchronization job cycle everything it all entra askcody set")
OF_SOMEBODY = word_set(
    "he she they him her them me us my our someone somebody person people user users consultant consultants external externals "
    "guest guests visitor visitors contractor partner colleague access account email mail address"
)
OPENING = ("away", "back", "review")
#: Behind ``back`` where something is backed, and nobody is back: ``back up the database``, ``back out of the deal``.
BACKED = word_set(
    "up ups down out off the a an my our your their his her its this that these those it them him me us you"
)

#: What a channel's owner says there: whether it is told what is asked for from now on.
IN_CHANNELS = {
    POST_HERE: True,
    "post": True,
    "stop": False,
    "stop here": False,
    "stop posting": False,
    "do not post": False,
}

#: Verbs that change somebody's groups where a message begins with them: whether they give, and before which words groups stand.
CHANGING = {
    "add": (True, ("to", "into", "in")),
    "put": (True, ("in", "into", "to")),
    "make": (True, ("a", "an", "to")),
    "remove": (False, ("from", "off", "of")),
    "take": (False, ("from", "off", "of")),
}
MYSELF = frozenset({"me", "myself"})
#: What is made and is no group, as others say it: ``make access for``, ``make a pause``, ``make it longer``.
MADE = frozenset({"access", "pause", "longer"})

#: Passed over where a message begins.
POLITE = word_set(
    "please pls plz can could would will may you u hi hello hey dear usher i id we want wanna to like need lets me us kindly "
    "just now also and so ok okay the a show list see give tell know"
)
ASKING = word_set("when who whom what where which did does do has have had is are was were")
NEGATING = word_set(
    "not dont never no nobody none cannot cant shouldnt wont mustnt isnt arent doesnt didnt un stop without"
)
#: Whoever says one of these and ``access`` may mean their own.
OWN = word_set("i we me us ich wir mir jeg vi mig")
#: With one of these an address is not to be let in.
PARTING = word_set(
    "delete remove revoke withdraw terminate offboard kick ban fire block disable deactivate suspend lock erase drop close "
    "expire dismiss exclude uninvite disinvite leave leaves leaving left gone go goes going bye out off rid end ended ends ending expires expiring "
    "approve approved reject rejected deny denied accept decline declined help password reset login problem issue error "
    "change invited cancel why extend add move stay stays keep keeps"
)
#: With one of these one of several addresses is only an example for another.
COMPARING = word_set("like same similar identical instead")
#: With one of these an address is to be let in.
LETTING_IN = word_set(
    "let get gets give grant need needs want wants join joins allow admit onboard welcome bring invitation enter come comes "
    "visit visits start starts"
)
#: These say neither.
FILLING = POLITE | word_set(
    "thanks thank might should he she they it him her them my our an of for from at in on with by or be get let lets this that "
    "these those here too both all new asap soon someone somebody person people user users address email mail consultant "
    "consultants external externals guest guests visitor visitors contractor partner colleague access askcody account system "
    "platform following href day week month today tomorrow until till til"
)
#: ``the end``, ``in the end``, ``end date``, ``end user``: no command.
NO_END_BEFORE = word_set("the an until till by at in week month year to open front back")
NO_END_BEHIND = word_set("of date user users to")
DECISIONS = word_set("yes no ok okay approve approved reject rejected deny accept confirm decline")


def changing(texts: Sequence[str]) -> str:
    """The verb with which a message begins that changes somebody's groups; "" for none. ``take back`` is another command."""
    lead = leading(texts)
    verb = next((verb for verb in CHANGING if lead and near(lead[0], verb)), "")
    return "" if verb == "take" and takes_back(lead) else verb


def takes_back(lead: Sequence[str]) -> bool:
    """Whether something is taken back and not away from a group: ``take back go-live``, ``take go-live back``."""
    near_take = bool(lead) and near(lead[0], "take")
    return near_take and (lead[1:2] == ["back"] or ("back" in lead and not {"out", *CHANGING["take"][1]} & set(lead)))


def leading(texts: Sequence[str]) -> list[str]:
    """The words from the first that means something; breaks left out."""
    words = [text for text in texts if text != BREAK]
    first = next((at for at, word in enumerate(words) if word not in POLITE), len(words))
    return words[first:]


def acting(texts: Sequence[str]) -> set[str]:
    """Which of invite, end, cancel and why the words hold; more than one is for the person to choose from."""
    words = [text for text in texts if text != BREAK]
    lead = leading(words)
    found = {command for command in (INVITE, CANCEL) if any(near(word, command) for word in set(words) - {"invited"})}
    if WHY in words:
        return {WHY}
    if lead and lead[0] in ASKING:
        return set()
    if any(_is_end(words, at, alone=INVITE not in found) for at, word in enumerate(words) if word == END):
        found.add(END)
    return found


def showing(texts: Sequence[str]) -> str:
    """A command that is said in so many words; "" for none."""
    words = [text for text in texts if text != BREAK]
    if words and all(word in GREETING for word in words):
        return HELP
    for lead in (words, leading(words)):
        for typed, command in SHOWING.items():
            if _starts(lead, typed) and (command != HELP or ADDRESS not in words):
                return command
        for same in (str.__eq__, near):
            if lead and (first := next((one for one in OPENING if same(lead[0], one)), "")):
                return "" if first == "back" and {*lead[1:2]} & BACKED else first
    anywhere = (one for one in (*PHRASES, *ASKED, MY_ACCESS, MY_REQUESTS) if _holds(words, one))
    return next(anywhere, "") or verb_of_all(words)


def telling(texts: Sequence[str]) -> bool | None:
    """Whether a channel shall be told what is asked for, or no longer; None where nothing else says so than these words."""
    words = leading(texts)
    said = [word for word in words if word not in {"please", "thanks", "now", "any", "more"}]
    wished = (tells for typed, tells in IN_CHANNELS.items() if len(said) == len(typed.split()) and _starts(said, typed))
    return next(wished, None)


def verb_of_all(words: Sequence[str]) -> str:
    """Pausing or resuming; "" for neither."""
    return next(
        (command for verb, command in VERBS_OF_ALL.items() for word in dict.fromkeys(words) if near(word, verb)), ""
    )


def of_all(texts: Sequence[str]) -> bool:
    """Whether a message that pauses or resumes is about all of it: "pause erin" is not."""
    said = [text for text in texts if text != BREAK and not any(near(text, verb) for verb in VERBS_OF_ALL)]
    return all(text in OF_ALL | FILLING - OF_SOMEBODY or near(text, "provisioning") for text in said)


def is_negated(texts: Sequence[str]) -> bool:
    """Whether something shall not be."""
    return any(text in NEGATING for text in texts)


def lets_in(texts: Sequence[str], *, named: bool) -> bool:
    """Whether words around an address, without a command, ask for access. ``named``: they may be people's names."""
    words = [text for text in texts if text not in {BREAK, ADDRESS, NO_ADDRESS}]
    if any(word in PARTING for word in words) or (leading(words) and leading(words)[0] in ASKING):
        return False
    return named or all(word in FILLING for word in words) or any(word in LETTING_IN for word in words)


def contradicts(texts: Sequence[str]) -> bool:
    """Whether a message that holds ``invite`` further on starts by saying the opposite: ``revoke the invite``."""
    lead = leading(texts)
    return bool(lead) and not near(lead[0], INVITE) and any(word in PARTING - {"help"} for word in texts)


def close_to(texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """Those commands of which a word is typed, one typo forgiven."""
    return [command for command in known if any(is_any(text, command.split()) for text in set(texts))]


def _is_end(words: Sequence[str], at: int, *, alone: bool) -> bool:
    """Whether the word ``end`` there is the command."""
    before, behind = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if behind in {ADDRESS, "access", "everything"}:
        return True
    is_noun = (before in NO_END_BEFORE or near(before, "until")) and leading(words)[:1] != [END]
    return (alone or leading(words)[:1] == [END]) and not is_noun and behind not in NO_END_BEHIND


def _starts(words: Sequence[str], command: str) -> bool:
    parts = command.split()
    return len(words) >= len(parts) and all(near(word, part) for word, part in zip(words, parts, strict=False))


def _holds(words: Sequence[str], command: str) -> bool:
    first, second = command.split()
    return any(near(a, first) and near(b, second) for a, b in set(pairwise(words)))
