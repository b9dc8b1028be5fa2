setup-title = Usher is installed. { $passed } of { $all } checks pass
setup-checking = ◌ Checking the installation
setup-checking-wait = This takes a few seconds. The card changes by itself.
setup-fine = ✔ { $names }
setup-wrong = ✖ { $name }
setup-wrong-todo = ✖ { $name } → { $todo }
setup-unconfirmed = Owners nobody has confirmed: { $names }. They may not ask or approve before you confirm them.
setup-unconfirmed-later = Owners nobody has confirmed: { $names }. They may not ask or approve here.
setup-unconfirmed-rule = Confirm only people who shall have full access. You cannot confirm yourself.
setup-unconfirmed-new = New in the owners' group: { $names }. They were no owners before, so they may not ask or approve here. Once an owner is back, owners get a card about them: **Keep** asks for approval.
setup-unconfirmed-approvers = Approvers nobody has confirmed: { $names }. They may not approve before somebody else confirms them: an owner, who types **setup**.
setup-added-approvers = Added outside Usher: { $names }. They may not approve before a request keeps them: an owner presses **Keep: ask approval** on the card about that change.
setup-confirmed = Confirmed owners: { $names }
setup-channel-none = No channel is told what is asked for. To have one told, an owner adds me to its team and writes **@Usher post here** in it.
setup-channel-told = A channel is told what is asked for: kind, count and state, no names.
setup-channel-lost = ✖ The channel that is told what is asked for cannot be reached. An owner writes **@Usher post here** in a channel where I am.

## Help, for each part

help-owner = You invite people to { $platform }, with approval and proof
help-owner-1 = **invite** ADDRESS **as** GROUP **until** DATE: asks for somebody from outside.
help-owner-2 = **add** PEOPLE **to** GROUP, **remove** PEOPLE **from** GROUP (one or many, parted by commas); **end** PERSON ends all that somebody has, **extend** PERSON **until** DATE makes it last longer; **review** asks who of your externals is still needed.
help-owner-3 = **rollout**: what comes next. **preview**, **open** or **take back** WAVE; **pause** or **resume provisioning**.
help-owner-4 = **my requests**, **who has** GROUP, **access of** PERSON, **why R-12**; **away until** DATE **ask** PERSON. Typing never changes anything.
help-approver = You decide on cards; nothing else is needed
help-approver-1 = A card shows exactly what will change. Press Approve or Reject on it.
help-approver-2 = **approvals**: what waits for your decision. **away until** DATE **ask** PERSON: who decides meanwhile.
help-approver-3 = “Ask” puts a question to who asked for it; “Why me” tells the rule that asks you.
help-approver-4 = Nobody decides about their own request.
help-administrator = You look after Usher
help-administrator-1 = **setup**: checks the installation and says what to do. Owners whom nobody has confirmed are confirmed there.
help-administrator-2 = **groups**: the role groups as Entra has them, to confirm. **rollout**: the eight steps, and what comes next.
help-administrator-3 = **start**, **pause** or **resume provisioning**. What I may not do in Entra comes to you as a task.
help-administrator-4 = You decide only where a rule names you. A reference on a card finds the log lines of a failure.
help-tester = You test { $platform } before everybody else gets in
help-tester-1 = **test access**: asks for what the project team gets, until go-live; **test access to** GROUP for another group.
help-tester-2 = **rollout**: once you have tried them, sign there that roles and meeting flows work.
help-tester-3 = **add me to** GROUP, **my requests**, **my access**: what you need, asked for, and have.
help-tester-4 = Typing never changes anything. You press a button on a card.
help-employee = Owners let people into { $platform }; I help them
help-employee-1 = **add me to** GROUP: asks an owner for what you need.
help-employee-2 = **my requests**, **my access**: what you asked for, what you have and why.
help-employee-3 = If somebody needs access, ask an owner.
help-employee-4 = Typing never changes anything. You press a button on a card.

## What the buttons under help and suggestions type

command-invite = invite
command-my-requests = my requests
command-approvals = approvals
command-setup = setup
command-add-me = add me
command-rollout = rollout
command-test-access = test access
command-my-access = my access
command-help = help
command-end = end
command-why = why
command-cancel = cancel
command-extend = extend
command-away = away
command-back = back
command-language = language
command-review = review
command-take-back = take back
command-pause-provisioning = pause provisioning
command-resume-provisioning = resume provisioning
command-post-here = post here
