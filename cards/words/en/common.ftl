## Dates, in the signs of Unicode (https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table)

format-day = EEE d MMM y
format-day-short = d MMM y
format-near = EEE d MMM
format-time = HH:mm
format-moment = EEE d MMM y, HH:mm

## Small change

usher = Usher
an-administrator = your administrator
erased = (erased)
and-more = { $count } more
row-with-rest = { $names } and { $rest }
until-end = { $until }, 23:59 ({ $zone })
until-lasts = { $lasts } from the day access begins: { $until-short } at the earliest, 23:59 ({ $zone })
no-end = no end date
request-number = R-{ $number }
link-words = Invitation link, to copy
reference = Reference for your administrator: { $trace }

## Labels of facts

fact-ends = Until
fact-gets = Gets
fact-gave = Gave
fact-loses = Loses
fact-change = Change
fact-asked-by = Asked by
fact-proof = Proof
fact-why-you = Why you
fact-decided = Decided
fact-proven-platform = Read back
fact-proven-log = Reported
fact-proven-membership = Seen in group
fact-sponsor = Sponsor
fact-how = How
fact-groups = Groups

## The two ways in

option-guest = Guest in our directory
option-account = { $platform }-only account

## Where a request stands, in lists and channels

state-submitted = ◌ checking
state-pending = ◌ waiting for approval
state-approved = ◌ approved, working
state-narrowed = ◌ waiting for consent to less
state-scheduled = ◌ approved, scheduled
state-executing = ◌ approved, working
state-delivered = ✔ done
state-over = ✔ done, ended { $at-day }
state-partially-delivered = ✖ partly done
state-failed = ✖ failed
state-void = ✖ out of date, nothing was done
state-refused = ✖ refused
state-rejected = ✖ rejected
state-cancelled = ✖ cancelled
state-expired = ✖ closed, no answer in time
state-superseded = ✖ replaced
