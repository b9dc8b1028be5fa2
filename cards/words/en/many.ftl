## A list before it is asked for

many-lines = { $way ->
    [list] { $count ->
        [one] 1 line
       *[other] { $count } lines
    }
    [invite] { $count ->
        [one] 1 address
       *[other] { $count } addresses
    }
   *[other] { $count ->
        [one] 1 person
       *[other] { $count } people
    }
}
many-title-looking = { $lines }: looking
many-looking = I am looking for everybody in Entra and { $platform }.
many-title = { $lines }: { $told }
many-ready = { $count } ready
many-has = { $count ->
    [one] 1 already has access
   *[other] { $count } already have access
}
many-address = { $count ->
    [one] 1 is not an address
   *[other] { $count } are not addresses
}
many-nobody = { $count } not found
many-other = { $count } cannot be asked
many-until = Until { $until }: { $count }
many-no-end = Without an end date: { $count }
many-ready-invite-external = { $count ->
    [one] 1 external, as guest
   *[other] { $count } externals, as guests
}
many-ready-change-role = { $count ->
    [one] 1 of our own
   *[other] { $count } of our own
}
many-ready-from-outside = { $count ->
    [one] 1 from outside, in Entra already
   *[other] { $count } from outside, in Entra already
}
many-ready-add = { $count ->
    [one] Add 1 person to
   *[other] Add { $count } people to
}
many-ready-remove = { $count ->
    [one] Remove 1 person from
   *[other] Remove { $count } people from
}
many-last-group = **This is the last group of { $names }: { $names-count ->
    [one] the { $platform } account
   *[other] the { $platform } account of each
} will be switched off.**
many-line = { $way ->
    [list] Line { $place } ({ $typed }): { $why }
   *[other] { $typed }: { $why }
}
many-correct = { $way ->
    [list] Correct these lines and send them to me again
   *[other] Send me these again, with names or addresses that I find
}{ $ready ->
    [0] .
   *[other] ; the others need not wait for them.
}
many-correct-here = “Correct” opens { $way ->
    [list] these lines
   *[other] these
} here{ $ready ->
    [0] .
   *[other] ; the others need not wait for them.
}
many-correcting = { $way ->
    [list] Correct the lines
   *[other] Correct these
}: mail, group, until, reason. What you empty is dropped.
many-correcting-groups = Groups: { $groups }.
many-correcting-left = { $way ->
    [list] { $count ->
        [one] 1 line more is not ready; it comes after these.
       *[other] { $count } lines more are not ready; they come after these.
    }
   *[other] { $count ->
        [one] 1 more is not ready; it comes after these.
       *[other] { $count } more are not ready; they come after these.
    }
}
many-line-label = { $way ->
    [list] Line { $place }
   *[other] { $typed }
}: { $why }
many-moved = The list has changed meanwhile. Nothing was sent. Look at it again.

## Asked for together: for who asked

batch-checking = { $all ->
    [one] ◌ Checking 1 person
   *[other] ◌ Checking { $all } people
}
batch-waiting = { $all ->
    [one] ◌ 1 person: waiting for approval
   *[other] ◌ { $all } people: waiting for approval
}
batch-waiting-some = ◌ { $done } of { $all } done, others wait for approval
batch-consent = ◌ Waiting for consent to less: { $done } of { $all } done
batch-working = ◌ Approved, working: { $done } of { $all } done
batch-partly = ✖ { $done } of { $all } done. { $undone } not.
batch-expired = ✖ Closed, no answer in time. Nothing was changed.
batch-done = ✔ { $all } of { $all } done.
batch-proven = ✔ { $all } of { $all } done, proven.
batch-over = ✔ { $all } of { $all } done, access ended.
batch-count-done = { $count } done
batch-count-ended = { $count } ended
batch-count-working = { $count } working
batch-count-waiting = { $count } waiting for approval
batch-count-consent = { $count } waiting for consent to less
batch-count-checking = { $count } being checked
batch-count-not = { $count } not
batch-row = R-{ $number } · { $told }
batch-row-why = R-{ $number } · { $told }: { $why }
batch-retry = Nothing to undo. “Try again” repeats only what is missing.
batch-left = { $way ->
    [list] { $count ->
        [one] 1 line of the list was not asked for.
       *[other] { $count } lines of the list were not asked for.
    }
    [invite] { $count ->
        [one] 1 address was not asked for.
       *[other] { $count } addresses were not asked for.
    }
   *[other] { $count ->
        [one] 1 person was not asked for.
       *[other] { $count } people were not asked for.
    }
}
batch-footer = { $count ->
    [one] R-{ $first } · “why R-{ $first }” tells more
   *[other] R-{ $first } to R-{ $last } · “why R-{ $first }” tells of one of them
}

## Access of several people that ends by itself on one day

ends-working = { $all ->
    [one] ◌ Access of 1 person ends
   *[other] ◌ Access of { $all } people ends: { $done } of { $all } done
}
ends-done = { $all ->
    [one] ✔ Access of 1 person has ended.
   *[other] ✔ Access of { $all } people has ended.
}
ends-proven = { $all ->
    [one] ✔ Access of 1 person has ended, proven.
   *[other] ✔ Access of { $all } people has ended, proven.
}
ends-partly = ✖ Access has ended for { $done } of { $all }. For { $undone } not.
ends-date = Asked for in one list; the end date has come.
ends-undone = Whoever is not done may still have access. In a day I ask for the end anew by myself.
ends-block-open = { $whose ->
    [all] { $count ->
        [one] Also block the guest account? It may be used elsewhere; I cannot see that.
        [2] Also block both guest accounts? They may be used elsewhere; I cannot see that.
       *[other] Also block all { $count } guest accounts? They may be used elsewhere; I cannot see that.
    }
   *[some] { $count ->
        [one] Also block the guest account of 1 of them? It may be used elsewhere; I cannot see that.
       *[other] Also block the guest accounts of { $count } of them? They may be used elsewhere; I cannot see that.
    }
}
ends-block-left = { $count ->
    [one] 1 guest account stays in Entra.
   *[other] { $count } guest accounts stay in Entra.
}
ends-block-asked = { $count ->
    [one] { $administrator } has the task to block 1 guest account in Entra. I notice when it is done.
   *[other] { $administrator } has the task to block { $count } guest accounts in Entra. I notice when it is done.
}
ends-block-done = { $count ->
    [one] ✔ 1 guest account is blocked in Entra.
   *[other] ✔ { $count } guest accounts are blocked in Entra.
}

## Asked for together: for who decides

batch-approve-title = { $count ->
    [one] 1 person waits for your decision
   *[other] { $count } people wait for your decision
}
batch-approve-none = Nothing is left for you to decide here
batch-approve-footer = R-{ $first } to R-{ $last } · asked by { $requester }
batch-approve-footer-closes = R-{ $first } to R-{ $last } · asked by { $requester } · open until { $closes-day }
batch-part = Part { $part }: { $title } · { $count } open
batch-part-invite-external = { $count ->
    [one] Let in 1 external
   *[other] Let in { $count } externals
} to { $groups }
batch-part-change-role = { $count ->
    [one] Add 1 of our own
   *[other] Add { $count } of our own
} to { $groups }
batch-part-people = { $count ->
    [one] Add 1 person
   *[other] Add { $count } people
} to { $groups }
batch-part-extend-access = { $count ->
    [one] More time for 1 person
   *[other] More time for { $count } people
} in { $groups }
batch-part-leaves = { $count ->
    [one] Remove 1 of our own
   *[other] Remove { $count } of our own
} from { $groups }
batch-part-leaves-people = { $count ->
    [one] Remove 1 person
   *[other] Remove { $count } people
} from { $groups }
batch-reason = “{ $reason }”
batch-takeover = Takes over { $platform } accounts made by hand: { $names }
batch-confirm = This lets in many people, or gives an administrator role. Type { $count } to confirm.
batch-confirm-label = The number of people: { $count }
batch-some-wait = { $approved } approved, { $count ->
    [one] 1 still waits
   *[other] { $count } still wait
} for your decision.

## Only some of several people

some-how = Untick who is to wait. Only who is ticked is approved now; the others go on waiting for a decision, and nobody is rejected.
some-label = Whom you approve
some-error = Tick whom you approve.
