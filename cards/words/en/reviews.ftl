## Review of externals: who is still needed?

review-title = { $count ->
    [one] { $left ->
        [0] 1 external is { $whose ->
            [own] yours
           *[others] { $sponsor }'s
        }. Still needed?
       *[other] 1 external is left. Still needed?
    }
   *[other] { $left ->
        [0] { $count } externals are { $whose ->
            [own] yours
           *[others] { $sponsor }'s
        }. Still needed?
       *[other] { $count } externals are left. Still needed?
    }
}
review-title-answered = ✔ Review done
review-title-lapsed = ✖ Review closed: not everybody was answered for
review-title-replaced = ✖ A newer review took the place of this one
review-replaced = Whoever was not answered for here is asked about there.
review-why-silent = { $sponsor } has not answered since { $begun-day }, so I ask you.
review-why-gone = { $sponsor } is no longer an owner, so I ask you.
review-second = { $name } is asked as well.
review-keep = Keep
review-end = End
review-until = until { $until-short }
review-more = { $count ->
    [one] 1 more comes when you have sent these.
   *[other] { $count } more come when you have sent these.
}
review-so-far = So far: { $told }.
review-count-kept = { $count } kept
review-count-ending = { $count ->
    [one] 1 is ending
   *[other] { $count } are ending
}
review-count-waiting = { $count ->
    [one] 1 waits for an approver
   *[other] { $count } wait for an approver
}
review-count-undone = { $count ->
    [one] 1 end came to nothing
   *[other] { $count } ends came to nothing
}
review-count-ended = { $count ->
    [one] 1 has no access any more
   *[other] { $count } have no access any more
}
review-count-silent = { $count } not answered for
review-sign-in-known = last sign-in { $at-short }
review-sign-in-never = no sign-in known to Entra
review-sign-in-unknown = last sign-in not known
review-sign-in-platform = last sign-in: { $platform } does not say
review-ends = Keep changes no end date; End takes effect at once. More than five ends a day need an approver.
review-asks = No answer by { $asks-day }: I ask another owner.
review-silence-stay = No answer by { $over-day }: whoever has an end date stays until it, whoever has none loses access.
review-silence-end = No answer by { $over-day }: all of them lose access.
review-not-ended = { $address }: { $why }
review-is-kept = ✔ { $who }: { $by } keeps them, { $until }
review-is-ending = ◌ { $who }: ending, R-{ $number }
review-is-waiting = ◌ { $who }: the end waits for an approver, R-{ $number }
review-is-undone = ✖ { $who }: has access still. R-{ $number } was to end it: { $state }
review-is-ended = ✔ { $who }: ended { $at-day }
review-is-silent = ✖ { $who }: nobody answered, access goes on, { $until }
review-footer = Review of { $begun-day } · { $whose ->
    [own] you answer for them
   *[others] { $sponsor } answers for them
}
