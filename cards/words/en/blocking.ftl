## The guest account of somebody whose access has ended

block-question = Also block the guest account? It may be used elsewhere; I cannot see that.
block-open = { $by } is asked whether the guest account in Entra is blocked as well.
block-left = The guest account in Entra stays: so { $by } decided { $at-day }.
block-asked = { $by } asked { $at-day } for the guest account to be blocked in Entra. { $administrator } has the task. I notice when it is done.
block-done = ✔ The guest account is blocked in Entra: seen { $at-day }.
block-gone = ✔ The guest account is no longer in Entra: looked { $at-day }.
block-unseen = I have looked for 7 days and not seen the guest account blocked in Entra. I have stopped looking. Ask { $administrator }.
block-withdrawn = They have access again, so nobody is asked to block the guest account any more.
block-over = Nothing is asked about the guest account any more.

block-todo = Block the guest account of { $address }: Entra › Users › { $address } › Account status, and switch “Account enabled” off. Then press Done. I notice when it is done.
block-todo-why = { $by } asked for it: their access to { $platform } has ended. The account may be used elsewhere; I cannot see that.
block-todo-all = { $count ->
    [one] Block the account of this guest
   *[other] Block the accounts of these { $count } guests
}: Entra › Users › each of them › Account status, and switch “Account enabled” off. Then press Done. I notice of each when it is done.
block-todo-why-all = { $by } asked for it: their access to { $platform } has ended. The accounts may be used elsewhere; I cannot see that.
block-not-so-all = I looked on { $at-day }, { $at }, after Done was pressed: { $count ->
    [one] 1 account is not blocked yet
   *[other] { $count } accounts are not blocked yet
}.
block-task-over = ✔ Nothing to do any more
block-task-stopped = ◌ Not seen done within 7 days
block-task-unseen = I have looked for 7 days and not seen the guest account blocked in Entra. I have stopped looking.
block-footer = R-{ $number } · { $address }

press-block-leave = Leave it
press-block-ask = Ask { $administrator }

declined-block-access = They have access again, or are about to. Nobody was asked to block them.

history-guest-left = { $by } left the guest account as it is.
history-guest-block-asked = { $by } asked for the guest account to be blocked in Entra.
history-guest-block-withdrawn = Nobody was asked to block the guest account any more.
history-guest-block-unseen = It was not seen blocked within 7 days.
history-guest-blocked = The guest account was seen blocked in Entra.
history-guest-gone = The guest account was no longer in Entra.
