"""A wave on the cards of its request: how many people and who by name, when, what was skipped, how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.elements import line, tight, warning
from cards.roles import effects
from cards.words import Text, bold, safe_text, together
from provisioning.domain.states import State

if TYPE_CHECKING:
    from microsoft_teams.cards import CardElement

    from cards.words import Voice
    from provisioning.views import FailedView, MovedPersonView, MovedView, NamedView, RequestView, WaveRequestView

#: The order in which people are counted on a card; those without a number are left out.
COUNTED = ("created", "changed", "taken_over", "switched_off", "fails", "unchanged", "lost")
#: It has not begun: who is in it is told, and when it starts.
_AHEAD = frozenset({State.SUBMITTED, State.PENDING, State.APPROVED, State.SCHEDULED, State.VOID})
#: It was carried out: what became of those who were to fail nobody has read back.
_OVER = frozenset({State.DELIVERED, State.PARTIALLY_DELIVERED})


def heading(voice: Voice, wave: WaveRequestView) -> Text:
    """The decision, as a question."""
    return voice.say(f"scope-{_way(wave)}-question", wave=wave.name, count=wave.size)


def about(voice: Voice, wave: WaveRequestView) -> Text:
    """What it is about, in one line."""
    return voice.say(f"scope-{_way(wave)}-about", wave=wave.name, count=wave.size)


def _way(wave: WaveRequestView) -> str:
    return "back" if wave.back else "open"


def risks(voice: Voice, wave: WaveRequestView) -> list[CardElement]:
    """What makes somebody look twice: skipped checks, switch-offs beyond Entra's limit, owners and their like."""
    told = skipped(voice, wave)
    if wave.over_limit:
        told.append(warning(voice.say("scope-over-limit", limit=wave.over_limit)))
    return told


def skipped(voice: Voice, wave: WaveRequestView) -> list[CardElement]:
    """The checks that were skipped, by whom and why: on every later card."""
    if not wave.skips:
        return []
    gates = together(*(voice.say(f"gate-name-{gate}") for gate in wave.skips), by=", ")
    return [warning(voice.say("scope-skipped", gates=gates, by=wave.skipped_by, reason=wave.skipped_why))]


def counts(voice: Voice, wave: WaveRequestView, *, over: bool = False) -> Text:
    """People by what happens to them: "created 207 · changed 9". ``over``: of whoever was to fail no more is known now."""
    named = {"fails": "failing_before"} if over else {}
    shown = [(named.get(change, change), wave.counts.get(change, 0)) for change in COUNTED]
    shown.append(("left_out", wave.left_out))
    return together(*(voice.say(f"scope-count-{change.replace('_', '-')}", count=n) for change, n in shown if n))


def starts(voice: Voice, wave: WaveRequestView) -> Text:
    """When it starts."""
    return voice.moment(wave.at) if wave.at else voice.say("scope-starts-approved")


def named(voice: Voice, wave: WaveRequestView) -> list[CardElement]:
    """Owners, administrators, externals, switch-offs, take-overs and losses by name."""
    return [tight(_named(voice, one)) for one in wave.named]


def _named(voice: Voice, one: NamedView) -> Text:
    names = voice.names(one.names, most=len(one.names), count=one.count)
    return voice.say(f"scope-named-{one.why.replace('_', '-')}", names=names)


def moved(voice: Voice, found: MovedView) -> list[CardElement]:
    """How the set moved, and by whom where it is asked again."""
    within = "scope-moved-within" if found.joined or found.left or found.differ else "scope-moved-otherwise"
    key = "scope-moved" if found.people else within
    told = voice.say(key, joined=found.joined, left=found.left, differ=found.differ, allowed=found.allowed)
    return [line(told), *(tight(_moved(voice, one)) for one in found.people)]


def _moved(voice: Voice, one: MovedPersonView) -> Text:
    before, after = _happens(voice, one.before, one.was), _happens(voice, one.after, one.now)
    if one.roles:
        had, has = (effects(voice, some) or voice.say("change-no-roles") for some in one.roles)
        return voice.say("scope-moved-roles", name=one.name, change=after, before=had, after=has)
    if one.before == one.after:
        told = (("no-more", one.was), ("newly", one.now))
        what = (voice.say(f"scope-moved-{key}", marks=_marks(voice, some)) for key, some in told if some)
        change = _happens(voice, one.after, ())
        return voice.say("scope-moved-marks", name=one.name, change=change, what=together(*what, by="; "))
    return voice.say("scope-moved-person", name=one.name, before=before, after=after)


def _happens(voice: Voice, change: str, marks: tuple[str, ...]) -> Text:
    """What happens to somebody, and what they were or became."""
    what = voice.say(f"scope-is-{change or 'nobody'}".replace("_", "-"))
    return together(what, _marks(voice, marks), by=", ") if marks else what


def _marks(voice: Voice, marks: tuple[str, ...]) -> Text:
    return together(*(voice.say(f"wave-mark-{mark.replace('_', '-')}") for mark in marks), by=", ")


def standing(voice: Voice, request: RequestView) -> list[CardElement]:
    """On the requester's card: names, how the set moved, how far it is, who failed and why."""
    wave = request.wave
    if wave is None:
        return []
    told: list[CardElement] = [*risks(voice, wave)]
    if wave.missed:
        told.append(line(voice.say("scope-missed")))
    if wave.left_out:
        told += _left_out(voice, request, wave)
    if wave.progress and request.state not in {State.DELIVERED, State.PARTIALLY_DELIVERED}:
        proven, waiting, failed = wave.progress
        told.append(
            line(
                bold(voice.say("scope-progress", proven=proven, all=sum(wave.progress), waiting=waiting, failed=failed))
            )
        )
    sort = "left-out-who" if wave.left_out else "failed"
    told += [tight(voice.say(f"scope-{sort}", name=one.name, why=_why(voice, one))) for one in wave.failed]
    if request.state in _AHEAD:
        told += named(voice, wave)
    if wave.moved:
        told += moved(voice, wave.moved)
    return told


def partly(voice: Voice, wave: WaveRequestView) -> Text:
    """As "9 of 10 done. 1 not: no mail address in Entra. Nothing to undo."."""
    proven, waiting, failed = wave.progress or (0, 0, 0)
    told = {"done": proven, "all": proven + waiting + failed, "count": failed, "why": _reasons(voice, wave)}
    return voice.say("scope-partly", **told)


def left_out(voice: Voice, wave: WaveRequestView) -> Text:
    """As "9 of 10 done, 1 left out by Olivia: no mail address in Entra."; nothing where nobody was left out."""
    if not wave.left_out:
        return Text()
    done = wave.progress[0] if wave.progress else 0
    told = {"done": done, "all": done + wave.left_out, "count": wave.left_out, "by": wave.left_out_by}
    return voice.say("scope-left-out", why=_reasons(voice, wave), **told)


def _left_out(voice: Voice, request: RequestView, wave: WaveRequestView) -> list[CardElement]:
    """That they are left out, and what that means while the wave is open."""
    told: list[CardElement] = [line(bold(left_out(voice, wave)))]
    return told if request.ended else [*told, tight(voice.say("scope-left-out-means"))]


def _reasons(voice: Voice, wave: WaveRequestView) -> Text:
    """Why, in few words; with several reasons how many each concerns."""
    said = [(voice.say(f"because-{why or 'unknown'}"), count) for why, count in wave.reasons or (("", 0),)]
    if len(said) == 1:
        return said[0][0]
    return together(*(voice.say("because-some", why=why, count=count) for why, count in said), by=", ")


def facts_of(voice: Voice, request: RequestView) -> list[tuple[str, Text]]:
    """Labels and values on the requester's card; before everybody is read nobody is counted."""
    wave = request.wave
    if wave is None:
        return []
    ahead = request.state in _AHEAD
    return [
        (voice.plain("fact-people"), counts(voice, wave, over=request.state in _OVER)),
        (voice.plain("fact-groups"), voice.names([group.name for group in request.groups])),
        (voice.plain("fact-starts"), starts(voice, wave) if ahead else Text()),
    ]


def scheduled(voice: Voice, wave: WaveRequestView) -> Text:
    """The title of a wave that was approved and waits for its moment."""
    return voice.say("scope-scheduled", at=wave.at) if wave.at and not wave.missed else voice.say("status-scheduled")


def _why(voice: Voice, one: FailedView) -> Text:
    if one.groups:
        return voice.say("fails-moved-to", groups=voice.names(one.groups))
    return voice.say(one.why) if one.why else Text()


def done(voice: Voice, request: RequestView) -> Text:
    """The title of a wave that was carried out, with the grade of its proof."""
    wave = request.wave
    count = wave.progress[0] if wave and wave.progress else 0
    stem = "scope-back-done" if wave and wave.back else "scope-done"
    return voice.say(f"{stem}-{request.best_grade}", count=count, at=wave.proven if wave else None)


def confirm(voice: Voice, wave: WaveRequestView) -> Text:
    """Why the number is typed."""
    if not wave.size:
        return voice.say("scope-confirm-nobody", count=_typed(wave))
    return voice.say("scope-confirm-back" if wave.back else "scope-confirm", count=wave.size)


def _typed(wave: WaveRequestView) -> int:
    """The number that confirms it: everybody who is read back, where it touches nobody."""
    return wave.size or sum(wave.counts.values())


def label(voice: Voice, wave: WaveRequestView) -> str:
    """What stands before the input of the number."""
    return voice.plain("scope-confirm-label", count=_typed(wave))


def approve(voice: Voice, wave: WaveRequestView) -> str:
    """The button, named by its effect."""
    return voice.plain("press-take-back-people" if wave.back else "press-approve-people", count=wave.size)


def name(wave: WaveRequestView) -> Text:
    """The wave's name as the settings have it."""
    return safe_text(wave.name)
