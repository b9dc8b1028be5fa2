"""The article's table of role groups, the rollout's checklist, and the statements that people sign."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cards.actions import Field, Verb, buttons, press, suggestions
from cards.elements import box, button_row, card, line, note, problem, tight, warning
from cards.inputs import ask_text
from cards.roles import in_order
from cards.words import Text, bold, safe_text, together, voice_of
from provisioning.views import Look

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import (
        ChecklistStepView,
        ChecklistView,
        ConfirmedView,
        GroupRowView,
        GroupsView,
        RoleView,
        SignCardView,
        SigningView,
        WaveRowView,
    )

#: Every group must be on the card: pressing the button confirms each of them.
_EVERY = 100
_LONGEST_EVIDENCE = 500


def groups_card(view: GroupsView) -> dict[str, Any]:
    """Each role group with its roles and what Entra says of it; then what is to be done, and who confirmed it."""
    voice = voice_of(view.reader)
    if view.denied:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("rollout-denied"))])
    if view.look is Look.LOOKING:
        return card(voice, voice.say("groups-title-open"), [line(voice.say("groups-looking"))])
    again = buttons(voice, view.card, view.verbs)
    if view.look is not Look.SEEN:
        told = problem(voice.say(f"groups-{view.look.replace('_', '-')}", administrator=view.administrator))
        return card(voice, voice.say("groups-title-open"), [told], again)
    found = sum(row.kind != "missing" for row in view.rows)
    heading = voice.say("groups-title", found=found, all=len(view.rows))
    body = [box(_group(voice, row)) for row in view.rows]
    return card(voice, heading, [*body, *_todo(voice, view), *_confirmed(voice, view)], again)


def _group(voice: Voice, row: GroupRowView) -> list[CardElement]:
    sign = Text("✔" if row.is_fit else "✖" if not row.spare else "◌")
    roles = [_role(voice, role) for role in in_order(row.group.roles)]
    told = voice.say("groups-row", group=row.group.name, roles=voice.names(roles, _EVERY))
    standing = together(
        voice.say(f"groups-kind-{row.kind.replace('_', '-')}"),
        voice.say("groups-followed") if row.followed else Text(),
        voice.say("groups-people", count=row.people) if row.kind != "missing" else Text(),
        voice.say("groups-in-scope" if row.in_scope else "groups-out-of-scope"),
        voice.say("groups-spare") if row.spare else Text(),
    )
    return [line(Text(f"{sign} {told}")), note(standing)]


def _role(voice: Voice, role: RoleView) -> Text:
    told = voice.say("role-optional", role=role.name) if role.optional else safe_text(role.name)
    return bold(told) if role.is_administrator else told


def _todo(voice: Voice, view: GroupsView) -> list[CardElement]:
    """What somebody has to do in Entra, by name; nested groups are told, for they surprise."""
    todo = [
        voice.say(f"groups-todo-{_task(row)}", administrator=view.administrator, group=row.group.name)
        for row in view.rows
        if not row.is_fit and not row.spare
    ]
    nested = [
        voice.say("groups-nested", administrator=view.administrator, group=row.group.name, names=row.nested)
        for row in view.rows
        if row.nested
    ]
    strange = [voice.say("groups-strangers", groups=view.strangers, administrator=view.administrator)]
    return [warning(text) for text in (*todo, *nested, *(strange if view.strangers else ()))]


def _task(row: GroupRowView) -> str:
    return "create" if row.kind == "missing" else row.kind.replace("_", "-")


def _confirmed(voice: Voice, view: GroupsView) -> list[CardElement]:
    told: list[CardElement] = []
    if view.outdated:
        told.append(problem(voice.say("groups-outdated")))
    if view.changed:
        told.append(warning(voice.say("groups-changed")))
    told += [tight(_by(voice, "groups-confirmed", one)) for one in view.confirmed]
    if view.lacks:
        key = "groups-lacks-both" if len(view.lacks) > 1 else f"groups-lacks-{view.lacks[0]}"
        told.append(tight(voice.say(key)))
    if view.at:
        told.append(note(voice.say("look-read-entra", at=view.at)))
    return told


def _by(voice: Voice, stem: str, one: ConfirmedView) -> Text:
    return voice.say(f"{stem}-{one.part}", name=one.name, at=one.at)


def sign_card(view: SignCardView) -> dict[str, Any]:
    """A statement with its evidence, to be signed by name; or who signed it."""
    voice = voice_of(view.reader)
    heading = voice.say(f"rollout-step-{view.signing.gate}")
    return card(voice, heading, _statement(voice, view.signing), buttons(voice, view.card, view.verbs))


def _statement(voice: Voice, view: SigningView) -> list[CardElement]:
    body: list[CardElement] = [line(voice.say(f"gate-statement-{view.gate}"))]
    for one in view.signed:
        body.append(tight(_by(voice, "gate-signed", one)))
        body.append(note(voice.say("gate-evidence-told", evidence=one.evidence or voice.say("erased"))))
    if view.may_sign:
        label, error = voice.plain(f"gate-evidence-{view.gate}"), voice.plain("declined-gate-evidence")
        body.append(ask_text(Field.EVIDENCE, label, longest=_LONGEST_EVIDENCE, required=error))
    elif not view.signed:
        body.append(note(voice.say("gate-who-may", names=view.who_may)))
    return body


def checklist_card(view: ChecklistView) -> dict[str, Any]:
    """The eight steps, each with a sign, who and when, or what is missing; then the waves and the next thing to do."""
    voice = voice_of(view.reader)
    if view.denied:
        return card(voice, voice.say("look-title-denied"), [line(voice.say("rollout-denied"))])
    done = sum(step.done for step in view.steps)
    body: list[CardElement] = []
    for number, step in enumerate(view.steps, start=1):
        body += _step(voice, number, step)
    if view.waves:
        waves = [tight(_wave(voice, wave)) for wave in view.waves]
        body.append(box([line(bold(voice.say("rollout-waves"))), *waves]))
    if upcoming := next((step for step in view.steps if not step.done), None):
        body.append(line(voice.say("rollout-next", step=voice.say(f"rollout-step-{upcoming.key}"))))
    if view.next:
        body += button_row(suggestions(view.card, [voice.plain(view.next[0], **view.next[1])]))
    if view.signing:
        heading = line(bold(voice.say(f"rollout-step-{view.signing.gate}")))
        body.append(box([heading, *_statement(voice, view.signing)]))
    heading_text = voice.say("rollout-title", done=done, all=len(view.steps))
    closes = view.signing and not view.signing.may_sign
    titles = {Verb.GATE_NOT_YET: voice.plain("press-wave-back")} if closes else None
    # the command that helps next is in view as well: the table is looked at behind "…"
    behind = [Verb.GROUPS_LOOK] if view.next and Verb.GROUPS_LOOK in view.verbs else []
    row = buttons(voice, view.card, {*view.verbs} - {*behind}, titles)
    return card(voice, heading_text, body, [*row, *(press(voice, view.card, verb, secondary=True) for verb in behind)])


def _step(voice: Voice, number: int, step: ChecklistStepView) -> list[CardElement]:
    told = voice.say(f"rollout-step-{step.key}")
    heading = line(Text(f"{'✔' if step.done else '◌'} {number} {told}"))
    if step.done:
        return [heading, note(_proof(voice, step))] if step.at else [heading]
    why = voice.say(step.why[0], **step.why[1]) if step.why else Text()
    # who is named already is not named again
    others = [name for name in step.who_may if safe_text(name) not in why]
    who = voice.say("gate-who-may", names=step.who_may) if others else Text()
    below = together(why, who, by=" ")
    return [heading, *([note(below)] if below else [])]


def _proof(voice: Voice, step: ChecklistStepView) -> Text:
    if step.by:
        return voice.say("rollout-by", names=step.by, at=step.at)
    return voice.say("rollout-proven" if step.key == "wave" else "rollout-checked", at=step.at)


def _wave(voice: Voice, wave: WaveRowView) -> Text:
    """A wave, its groups and where it stands."""
    name = bold(safe_text(wave.name))
    state = voice.say(f"state-{wave.state.replace('_', '-')}") if wave.state else Text()
    asked = Text()
    if wave.number and (not wave.proven or wave.back):
        asked = voice.say("rollout-wave-back" if wave.back else "rollout-wave-asked", number=wave.number, state=state)
    return together(
        name,
        voice.say("rollout-proven", at=wave.proven) if wave.proven else Text(),
        asked,
        voice.say("rollout-wave-idle") if not wave.number and not wave.proven else Text(),
        voice.say("rollout-wave-planned", until=wave.planned) if wave.planned and not wave.proven else Text(),
        voice.names(wave.groups),
    )
