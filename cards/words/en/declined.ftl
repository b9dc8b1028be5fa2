## What happened, what did not, what to do. Keys are those of Declined.

declined-not-owner = Only owners can do that. Nothing was sent.{ $owners-count ->
    [0] { "" }
   *[other] { " " }{ $owners } can do it.
}
declined-not-owner-or-administrator = Only owners and administrators can do that. Nothing was changed.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } can do it.
}
declined-guest = I only work for members of this organisation. Nothing was changed.
declined-self = You asked for this yourself, so somebody else must decide. Nothing was changed.
declined-decided = { $by } decided this at { $at }. Your press changed nothing.
declined-stale = This card is out of date. Your press changed nothing. Here is the new one.
declined-cancel-late = R-{ $number } is being carried out: something was changed already, or is just being changed. Your press changed nothing. What it does can be undone by another request.
declined-handed-over = You handed this over to somebody else, so your press changed nothing.
declined-hand-over = This step does not allow that person, so your press changed nothing. Choose somebody from the list.
declined-not-asked = This card was not sent to you, or you may not decide this any more. Your press changed nothing.
declined-not-yours = This is not for you, so your press changed nothing.
declined-unknown-card = I have no record of this card, perhaps because a backup was put back. Your press changed nothing. Whoever asked for it has to ask anew.
declined-decides-next = Only you can decide the next step of R-{ $number }, so somebody else has to decide this one. Nothing was decided.
declined-no-approver = Not sent: no approver can be reached. Tell { $administrator }: Usher must be installed for approvers, or another approver is needed: nobody decides what they ask for or gain by.
declined-approvers-unconfirmed = Not sent: whoever would decide is in { $groups }, and nobody has confirmed them there. An owner types **setup** and confirms them; nobody confirms themselves. { $administrator } can help.
declined-stages-one-person = Not sent: one person would have to decide two steps of this, and each decides only one. { $administrator } names somebody else for one of them in usher.toml.
declined-last-owner = That would leave { $platform } with no owner. Not sent. Add another owner first.
declined-owners-no-end = { $group } has no end date here, so that the platform is never left without an owner. Not sent. Ask without a date.
declined-end-owner = They are in { $group }. Nothing was changed. Type “remove” with their name “from { $group }”: somebody who is not in that group decides it.
declined-nobody-named = Nobody is named. Nothing was sent. Type a name or an address.
declined-look-first = I am still looking. Nothing was sent. Wait until the card shows what would change.
declined-guest-gone = The guest account of { $name } is not in Entra any more. Nothing was changed. Type **invite { $address }** to let them in anew.
declined-not-in-directory = That person is not in Entra any more. Nothing was changed. Check the name.
declined-person-disabled = The sign-in of { $name } is blocked in Entra. Nothing was changed. Ask { $administrator } why.
declined-no-mail = { $name } has no mail address in Entra, and { $platform } needs one. Nothing was changed. Ask { $administrator } to add it.
declined-already-member = { $name } is already in { $group }. Nothing to do.
declined-being-given = { $name } is not in { $group } yet: R-{ $number } is giving it just now. Nothing was sent. Ask again as soon as it has, or have R-{ $number } cancelled.
declined-no-member = { $name } is not in { $group }. Nothing to do.
declined-incompatible = Nobody may be in { $groups } at once. Nothing was changed.{ $because ->
    [0] { "" }
   *[other] { " " }{ $because }
}
declined-employee = That is an employee ({ $name }). Nobody was invited. Type **add { $name } to** GROUP instead: employees get access through groups.
declined-domain-blocked = { $domain } is blocked for guests by your tenant's policy. Nobody was invited. Ask { $administrator }, or use an { $platform }-only account.
declined-guest-blocked = { $address } is a guest whose sign-in is blocked. Nobody was invited. Ask { $administrator } why.
declined-bad-address = { $address } is not a mail address. Nothing was sent. Type it like name@company.example.
declined-bad-addresses = { $addresses } are not mail addresses. Nothing was sent. Type them like name@company.example.
declined-no-address = The mail address is missing. Nothing was sent. Type one.
declined-end-whom = Whose access? Nothing was changed. Type one name or mail address, like “end name@company.example”.
declined-no-groups = No group is chosen. Nothing was sent. Choose at least one.
declined-unknown-group = I know no group { $group }. Nothing was sent. Choose one of the list.
declined-needs-end = An { $platform }-only account needs an end date. Not sent.
declined-account-unseen = I cannot see into { $platform } here, so I could neither prove an { $platform }-only account nor end it. Not sent. Invite a guest instead.
declined-end-past = The end date is past. Not sent. Choose a later one.
declined-end-too-late = The end date is too late. Not sent. { $latest } is the latest.
declined-last-day-over = The last day that was asked for is over, so nothing is given any more. Ask again with a later one.
declined-has-access = { $address } already has this access (R-{ $number }). Nothing to do.
declined-has-access-until = { $address } already has this access until { $until-short } (R-{ $number }). Nothing to do. To prolong it, choose a later end date.
declined-as-guest-until = { $address } has this access as a guest until { $until-short } (R-{ $number }). Not sent. To prolong it, choose the guest in our directory.
declined-account-until = { $address } has an { $platform }-only account until { $until-short } (R-{ $number }), so nothing was sent. To prolong it, type “extend { $address }”.
declined-open-elsewhere = { $requester } has an open request for { $address } already: R-{ $number }. Nothing was sent. Wait for that one, or ask { $requester }.
declined-cap-person = One owner may ask for { $limit ->
    [one] 1 person
   *[other] { $limit } people
} within 24 hours, and this would be more. Nothing was sent. Go on at this time tomorrow, or ask another owner.
declined-cap-own = You have asked { $limit } times within 24 hours, and each time somebody has to look. Nothing was sent. Ask again at this time tomorrow.
declined-cap-domain = { $limit ->
    [one] 1 person from { $domain } was
   *[other] { $limit } people from { $domain } were
} asked for in a month, the most that our rules allow. Nothing was sent. Wait, or ask { $administrator }.
declined-group-dynamic = { $group } is filled by a rule (dynamic group). I cannot change members. Nothing was changed. Ask { $administrator } to change the rule.
declined-group-role-assignable = { $group } gives Entra roles, so I never change its members. Nothing was changed. Ask { $administrator }.
declined-group-on-premises = { $group } comes from the local directory. I cannot change members. Nothing was changed. Ask { $administrator }.
declined-group-not-found = { $group } is not in Entra. Nothing was changed. Ask { $administrator } to create it or mend the settings.
declined-group-unnamed = usher.toml does not name { $group } any more, so nobody can say what it gives. Nothing was changed. Ask { $administrator } to put it back there, or ask for another group.
declined-group-out-of-scope = { $group } is not assigned to { $platform } in Entra, so nobody would get in by it. Nothing was changed. It comes with its wave; where none is planned, ask { $administrator } to assign it.
declined-reason-needed = Rejecting needs a reason. Nothing was decided. Type one and press Reject again.
declined-narrow-nothing = Nothing would be left. Leave at least one group, or reject. Nothing was decided.
declined-narrow-nothing-longer = That day is no later than what they have. Choose a later one, or reject. Nothing was decided.
declined-narrow-more = That is later than what was asked for. Narrowing gives less, never more. Nothing was decided.
declined-narrow-same = That is what was asked for: use Approve. Nothing was decided.
declined-confirm = That is neither R-{ $number } nor { $address }. Nothing was decided. Type one of the two.
declined-nothing-to-end = { $address } has no access that I could end. Nothing was changed. Groups that I did not give are taken away one by one: **remove** NAME **from** GROUP.
declined-end-before = { $address } has no access yet: R-{ $number } asks for it. Nothing was changed. Whoever asked takes it back with “cancel R-{ $number }”.
declined-end-nobody = I know nobody called { $name } who holds something from me. Nothing was changed. Check the name, or type their mail address. Groups that I did not give are taken away one by one: **remove** NAME **from** GROUP.
declined-namesakes = Whom do you mean? Nothing was changed. Whoever is not among these has to be typed by mail address.
declined-unknown-person = I do not know { $address }. Nothing was changed. Check the address.
declined-unreachable-directory = I cannot reach Entra. Nothing was changed. Try again in a few minutes.
declined-broken = Something broke on my side. Nothing was changed that is not listed above. Your administrator can find it under the reference { $trace }.
declined-unknown-text = I did not get that. Nothing was changed. Did you mean:
declined-own-chat = I show this only in your own chat with me. Nothing was changed. Write to me there.
declined-in-channel = That is for a channel: write **@Usher post here** or **@Usher stop** in it. Nothing was changed.
declined-channel-none = I tell nothing in this channel. Nothing was changed.
declined-too-fast = That was too fast for me. Nothing was changed. Wait a minute and try again.
declined-invites-off = Only administrators may invite guests in this tenant. Nobody was invited. Ask { $administrator } to allow it.
declined-checking-you = I am still finding out who you are. Nothing was changed. Try again in a minute.
declined-checking-authority = I am reading again who may do that. Nothing was changed. Try again in a minute.
declined-not-administrator = Only administrators can do that. Nothing was changed.
declined-owners-known = There are confirmed owners already: { $owners }. Nothing was changed. From now on they decide who joins them.
declined-account-exists = { $address } has an { $platform } account already. Nothing was changed. Use that one, or ask { $administrator }.
declined-in-group = { $address } is already in { $group }. Nothing to do, and nothing was changed.
declined-own-domain = { $domain } is our own, and nobody there has this address. Nothing was sent. Check how it is written.
declined-address-moved = That address belongs to somebody else in Entra by now than when I last saw it. Nothing was sent. Ask once more: then it is about who has it now.
declined-end-many = You have ended the access of { $limit } people within 24 hours, the most that one owner may end alone. Nothing was changed. Choose a later date, or type “end” anew and press “End everything now”: somebody else approves it.
declined-end-later = Access ends { $latest } already. Nothing was changed. Choose an earlier date; to prolong it, type “extend”.
declined-owners-external = { $group } is for employees, who guard everybody's access. Nothing was sent. Choose another group.
declined-sponsor = Whoever answers for them must be an owner. Nothing was sent. Choose one of the list.
declined-group-followed = { $group } is filled elsewhere; I read it and never change it. Nothing was changed. Ask { $administrator }.
declined-ended-since = Their access was ended since. Nothing was changed. To let them in again, ask anew: somebody else approves it.
declined-retry-late = It failed more than { $days ->
    [one] 1 day
   *[other] { $days } days
} ago, too long to go on from there. Nothing was changed. Ask for it anew.
declined-too-many = That list is too long: { $count } lines, and I read { $most } at most. Nothing was sent. Please use a wave.
declined-file-one = I read one file at a time. Nothing was sent. Attach one list.
declined-file-place = I fetch files only from where Teams keeps them. Nothing was read or sent. Attach the file here, or paste its lines.
declined-file-too-big = That file is too big: I read { $most } KB at most. Nothing was sent. For very many people please use a wave.
declined-file-not-text = I cannot read that file as text. Nothing was sent. Save it as “CSV UTF-8”, or paste its lines.
declined-file-unreachable = I could not fetch that file. Nothing was sent. Attach it again, or paste its lines.
declined-file-no-list = I found no list in that file. Nothing was sent. Its first line should read mail,group,until,reason.
declined-twice = The same person stands in line { $line } already. Nothing was sent twice.
declined-no-such-person = I found nobody of that name or address in Entra. Nothing was sent. Type the whole name, or the address.
declined-several-people = More than one person may be meant. Nothing was sent. Type the whole name, or the address.
declined-two-dates = { $first-short } or { $second-short }? Nothing was sent. Write the date as in 2027-02-26.
declined-no-date = I do not know that date. Nothing was sent. Write it as in 2027-02-26.
declined-owners-alone = { $group } guard everybody's access. Nothing was sent. Ask for that one alone.
declined-asked-already = It is asked for already: R-{ $number }. Nothing was sent twice.
declined-nobody-ready = No line is ready. Nothing was sent. Correct the list and send it again.
declined-count = Type { $count }, the number of people. Nothing was decided.
declined-none-ticked = Nobody is ticked. Nothing was decided. Tick whom you approve.
declined-unclear-date = { $first-short } or { $second-short }? Nothing was sent. Choose the date below.
declined-bad-date = I do not know that date. Nothing was changed. Choose one from the calendar.
declined-later-start = Access begins as soon as it is approved; I cannot wait for a later day. Nothing was sent. Ask on that day, or without it.
declined-removal-day = Groups are taken away at once and for good; I cannot keep to a day. Nothing was changed. Ask on that day, or without one.
declined-later-now = It begins at once; I cannot wait for a later day. Nothing was changed. Tell me on that day.
declined-no-request = There is no R-{ $number }. Nothing was changed. Try “my requests”.
declined-others-access = Only owners can see that. Yours: **my access**.
declined-others-list = Only those who have a part in this, and owners, can see it. Yours: **my requests**.
declined-others-request = Only those who have a part in R-{ $number }, and owners, can see that. Yours: **my requests**.
declined-who-has-what = Who has what? Nothing was looked at. Type a group or a role behind it: { $groups }.
declined-unknown-holding = I know no group or role “{ $name }”. Nothing was looked at. Type one of these: { $groups }.
declined-erased = Whom this is about was erased from my records. Nothing was changed. Ask for it anew.
declined-wave-when = I do not understand when that shall be. Nothing was sent. Write the day as in “on 2027-02-26 07:00”.
declined-which-wave = Which wave? Nothing was looked at. Type one of these behind it: { $waves }.
declined-unknown-wave = I know no such wave. Nothing was looked at. Type one of these: { $waves }.
declined-column = “{ $column }” stands in no column that I read. I read mail, group, until and reason. Nothing was sent.
