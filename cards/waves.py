"""What a wave would do: in counts, by name where it matters, and person by person."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from cards.actions import Field, buttons
from cards.elements import box, card, facts, line, note, problem, tight, warning
from cards.inputs import LONGEST_REASON, ask_choice, ask_date, ask_text, ask_time, copy_text
from cards.roles import effects, in_order
from cards.words import Text, bold, plain_text, together, voice_of
from provisioning.domain.waves import USUAL_START
from provisioning.views import ERASED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import WaveListView, WaveNamedView, WavePersonView, WaveView

#: Changes in the order in which they are counted; two of them are told as accounts made by hand.
_COUNTED = ("created", "changed", "switched_off", "fails", "unchanged")
_BY_HAND = ("taken_over", "lost")
#: So many are named of those who can make a check true.
_WHO = 2
#: The choice of everybody: an input that is left empty shows nothing.
_EVERYBODY = "everybody"
#: What a spreadsheet would take for a formula, in both widths (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def wave_card(view: WaveView) -> dict[str, Any]:
    """While it is read, how far that is; then who would get in."""
    voice = voice_of(view.reader)
    if view.denied:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("declined-others-access"))])
    body = _body(voice, view)
    return card(voice, _title(voice, view), body, buttons(voice, view.card, view.verbs))


def _title(voice: Voice, view: WaveView) -> Text:
    name = view.wave[:1].upper() + view.wave[1:]
    if view.state != "ready" or view.counts is None:
        reading = "reading-back" if view.back and view.state == "reading" else view.state
        return voice.say(f"wave-title-{reading}", wave=name)
    if view.back:
        return voice.say("wave-title-back", wave=name, count=view.counts["switched_off"], at=view.at)
    people = sum(many for change, many in view.counts.items() if change != "lost")
    inside = people - view.counts["fails"] - view.counts["switched_off"]
    return voice.say("wave-title", wave=name, inside=inside, count=people, at=view.at)


def _body(voice: Voice, view: WaveView) -> list[CardElement]:
    if view.state == "reading":
        known = {"memberships": view.memberships, "accounts": view.accounts}
        seen = "wave-progress" if view.platform_seen else "wave-progress-unseen"
        return [line(voice.say("wave-reading")), note(voice.say(seen, **known))]
    if view.state == "failed":
        return [problem(voice.say(view.why, wave=view.wave)), note(voice.say("wave-nothing-changed"))]
    if view.state == "gone":
        return [line(voice.say("wave-gone"))]
    return _page(voice, view, view.listed) if view.listed else _summary(voice, view)


def _summary(voice: Voice, view: WaveView) -> list[CardElement]:
    """Counts first, then what the groups are, then everybody who is named."""
    body: list[CardElement] = [*_declined(voice, view), *_way(voice, view)]
    if view.dating or view.skipping:
        return [*body, *(_dating(voice, view) if view.dating else _skipping(voice, view))]
    body += [warning(voice.say("wave-missing", group=name)) for name in view.missing]
    inside = () if view.back else view.nested
    nested = [voice.say("wave-nested", group=group, nested=inner) for group, inner in inside]
    body += [warning(text) for text in voice.rows(nested)]
    body += facts(
        [
            (voice.plain("fact-groups"), voice.names(view.groups, len(view.groups))),
            (voice.plain("wave-fact-fail"), _fails(voice, view)),
            (voice.plain("wave-fact-by-hand"), _by_hand(voice, view)),
            (voice.plain("wave-fact-checks"), Text() if view.back else _checks(voice, view)),
            (voice.plain("wave-fact-starts"), voice.say("wave-starts", at=view.starts) if view.starts else Text()),
        ]
    )
    body += [box(_named(voice, named)) for named in view.named]
    body += [note(voice.say("wave-dynamic", groups=view.dynamic))] if view.dynamic else []
    if not view.platform_seen:
        body.append(note(voice.say("wave-unseen")))
    if view.open_number:
        state = voice.say(f"state-{view.open_state.replace('_', '-')}")
        body.append(note(voice.say("wave-open", number=view.open_number, state=state)))
    elif view.unchanged:
        idle = "wave-idle-back" if view.back else "wave-idle"
        body.append(note(voice.say(idle if view.idle else "wave-unproven")))
    return [*body, note(voice.say("wave-changes-nothing"))]


def _declined(voice: Voice, view: WaveView) -> list[CardElement]:
    if not view.declined:
        return []
    key, values = view.declined
    return [problem(voice.say(key, **values))]


def _way(voice: Voice, view: WaveView) -> list[CardElement]:
    """The counts; on the way back, who keeps access and what Entra may hold."""
    counts = view.counts or {}
    told: list[CardElement] = [] if view.back else [line(_counts(voice, counts))]
    if view.back and not view.unchanged:
        keeps = counts["changed"] + counts["unchanged"] - view.outside
        told.append(line(voice.say("wave-back-keeps", off=counts["switched_off"], keeps=keeps)))
    if view.back and counts["changed"]:
        told.append(line(voice.say("wave-back-changed", count=counts["changed"])))
    if view.over_limit:
        told.append(warning(voice.say("wave-over-limit", limit=view.over_limit)))
    if view.after:
        told.append(warning(voice.say("wave-after", wave=view.after)))
    return told


def _dating(voice: Voice, view: WaveView) -> list[CardElement]:
    """The day and the time of the start."""
    say, starts = voice.plain, view.starts
    local = starts.astimezone(ZoneInfo(view.reader.zone)) if starts else None
    return [
        line(voice.say("wave-dating")),
        ask_date(
            Field.UNTIL_DATE,
            say("wave-date"),
            error=say("wave-date-error"),
            value=local.date() if local else view.planned,
            first=view.today,
            required=True,
        ),
        ask_time(
            Field.TIME, say("wave-time"), error=say("wave-time-error"), value=f"{local:%H:%M}" if local else USUAL_START
        ),
    ]


def _skipping(voice: Voice, view: WaveView) -> list[CardElement]:
    """Which of the open checks, and why."""
    say = voice.plain
    open_ = [(check.key, plain_text(_check(voice, check.key))) for check in view.checks if not check.ok]
    return [
        warning(voice.say("wave-skipping")),
        ask_choice(
            Field.GATES, say("wave-skip-gates"), open_, required=say("wave-skip-gates-error"), expanded=True, many=True
        ),
        ask_text(
            Field.REASON,
            say("wave-skip-reason"),
            longest=LONGEST_REASON,
            required=say("wave-skip-reason-error"),
            many=True,
        ),
    ]


def _counts(voice: Voice, counts: Any) -> Text:
    told = [voice.say(f"wave-count-{change.replace('_', '-')}", count=counts[change]) for change in _COUNTED]
    if not counts["unchanged"]:
        told.pop()
    if by_hand := sum(counts[change] for change in _BY_HAND):
        told.append(voice.say("wave-count-by-hand", count=by_hand))
    return together(*told)


def _fails(voice: Voice, view: WaveView) -> Text:
    """Which attribute is missing, and who can mend it."""
    told = [voice.say(f"wave-{why}", count=many) for why, many in sorted((view.fails or {}).items())]
    return Text("; ".join(told))


def _by_hand(voice: Voice, view: WaveView) -> Text:
    taken, lost = ((view.counts or {}).get(change, 0) for change in _BY_HAND)
    return voice.say("wave-by-hand", taken=taken, lost=lost) if taken or lost else Text()


def _checks(voice: Voice, view: WaveView) -> Text:
    """How many are true, and each that is not with who can make it so."""
    if not view.checks:
        return Text()
    done = sum(check.ok for check in view.checks)
    told = voice.say("wave-checks", done=done, count=len(view.checks))
    missing = [
        voice.say(
            "wave-check-who" if check.who else "wave-check-open",
            check=_check(voice, check.key),
            who=voice.names(check.who, _WHO),
        )
        for check in view.checks
        if not check.ok
    ]
    return together(told, voice.say("wave-checks-missing", checks=together(*missing, by="; ")) if missing else Text())


def _check(voice: Voice, key: str) -> Text:
    return voice.say(f"wave-check-{key}")


def _named(voice: Voice, named: WaveNamedView) -> list[CardElement]:
    heading = voice.say(f"wave-named-{named.sort.replace('_', '-')}", count=named.count)
    told = [tight(_who(voice, one, named.sort)) for one in named.people]
    if left := named.count - len(named.people):
        told.append(note(voice.say("list-more", count=left)))
    return [line(bold(heading)), *told]


def _who(voice: Voice, one: WavePersonView, sort: str) -> Text:
    """A name with what matters of this sort: what is gained, or what an account shows now."""
    if sort == "administrator":
        held = {role.name for role in one.before}
        gained = [role for role in one.after if role.is_administrator and role.name not in held]
        return together(_name(voice, one), effects(voice, gained))
    if sort in {"owner", "external"}:
        return together(_name(voice, one), voice.say(f"wave-change-{one.change.replace('_', '-')}"))
    return together(_name(voice, one), effects(voice, one.before) or voice.say("change-no-roles"))


def _name(voice: Voice, one: WavePersonView) -> Text:
    return together(voice.free(one.name), voice.free(one.address if one.address != one.name else ""))


def _page(voice: Voice, view: WaveView, listed: WaveListView) -> list[CardElement]:
    people = tuple(replace(one, change=_told(view, one.change)) for one in listed.people)
    last = listed.first + len(people) - 1
    where = note(voice.say("look-page", first=listed.first, last=last, all=listed.total))
    if listed.copied:
        told = voice.plain("wave-copy")
        return [copy_text(Field.CSV, told, _csv(voice, people, head=listed.first == 1)), where]
    choices = [(_EVERYBODY, voice.plain("wave-everybody"))]
    choices += [
        (change, voice.plain(f"wave-filter-{_told(view, change).replace('_', '-')}", count=many))
        for change, many in (view.counts or {}).items()
        if many
    ]
    chosen = ask_choice(Field.CHANGE, voice.plain("wave-filter"), choices, value=listed.change or _EVERYBODY)
    return [chosen, *(box(_person(voice, one)) for one in people), where]


def _told(view: WaveView, change: str) -> str:
    """How a change is told: whom the way back leaves alone may never have been in."""
    return "stays" if view.back and change == "unchanged" else change


def _person(voice: Voice, one: WavePersonView) -> list[CardElement]:
    marks = [voice.say(f"wave-mark-{mark.replace('_', '-')}") for mark in one.marks]
    told = together(voice.say(f"wave-change-{one.change.replace('_', '-')}"), *marks)
    why = [warning(voice.say(one.why))] if one.why else []
    return [line(bold(_name(voice, one))), tight(told), *why, *([note(_roles(voice, one))] if not why else [])]


def _roles(voice: Voice, one: WavePersonView) -> Text:
    """Before → after; where they are the same, once."""
    before = effects(voice, one.before) or voice.say("change-no-roles")
    after = effects(voice, one.after) or voice.say("change-no-roles")
    if one.change == "lost" or [role.name for role in one.before] == [role.name for role in one.after]:
        return before
    return voice.say("wave-roles", before=before, after=after) if one.before else after


def _csv(voice: Voice, people: Sequence[WavePersonView], *, head: bool) -> str:
    """Lines as a spreadsheet reads them, parted by commas (RFC 4180)."""
    rows = [[voice.plain(f"wave-csv-{name}") for name in ("name", "mail", "change", "why", "before", "after", "marks")]]
    for one in people:
        change = voice.plain(f"wave-change-{one.change.replace('_', '-')}")
        why = voice.plain(one.why) if one.why else ""
        roles = ["; ".join(role.name for role in in_order(some)) for some in (one.before, one.after)]
        marks = "; ".join(voice.plain(f"wave-mark-{mark.replace('_', '-')}") for mark in one.marks)
        name, address = (voice.plain("erased") if said == ERASED else said for said in (one.name, one.address))
        rows.append([name, address, change, why, *roles, marks])
    return "\n".join(",".join(map(_cell, row)) for row in rows[0 if head else 1 :])


def _cell(text: str) -> str:
    """One cell: no formula, and in quotes where it has to be."""
    told = plain_text(text)
    told = f"'{told}" if told.startswith(_FORMULA) else told
    return '"' + told.replace('"', '""') + '"' if any(sign in told for sign in ',"') else told
