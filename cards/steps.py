"""The list of what an execution does: ✔ done, ◌ waiting, ✖ not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cards.elements import note
from provisioning.domain.states import StepState

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from microsoft_teams.cards import CardElement

    from cards.words import Text, Voice
    from provisioning.views import BlockView, StepView

#: A card shows so many steps; one person's execution has fewer.
MOST = 12


def steps_in_words(voice: Voice, steps: Sequence[StepView], known: Mapping[str, object]) -> tuple[Text, ...]:
    """A line for each step, in order, with the reason where one is known. ``known`` are the request's own values."""
    return voice.rows([_step(voice, step, known) for step in steps], MOST)


def answer_in_words(
    voice: Voice, tasks: Iterable[StepView | BlockView], not_so: str = "task-not-so", **values: object
) -> list[CardElement]:
    """What came of it that somebody said a task is done: it is looked at, or was looked at and is not so. Nothing where nobody did.

    ``not_so``: the sentence for the latter, with its ``values``.
    """
    said = [task for task in tasks if task.said is not None]
    looks = [task.said for task in said if task.looked is None]
    if looks:
        return [note(voice.say("task-looking", at=looks[-1]))]
    return [note(voice.say(not_so, at=said[-1].looked, **values))] if said else []


def steps_done(steps: Sequence[StepView]) -> dict[str, int]:
    """How many steps are done, of how many; the look at the start changes nothing, so it is none of them."""
    doing = [step for step in steps if step.key != "recheck"]
    return {"done": sum(step.state is StepState.DONE for step in doing), "all": len(doing)}


def _step(voice: Voice, step: StepView, known: Mapping[str, object]) -> Text:
    told = voice.say(f"step-{step.key.replace('_', '-')}", state=step.state, about=step.about)
    if step.why:
        told = voice.say(
            "step-because",
            step=told,
            why=voice.say(step.why, **dict(known) | {"group": step.about} | dict(step.values or {})),
        )
    return voice.say("step-line", state=step.state, step=told)
