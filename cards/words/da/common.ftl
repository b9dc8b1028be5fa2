### Danish. Plain words, "du" to the reader, and the same word for the same thing everywhere:
###
###   step        trin                 request        anmodning
###   group       gruppe               owner          ejer
###   role        rolle                approver       godkender
###   check       tjek                 administrator  administrator
###   proof       bevis, bevist        sponsor        sponsor, "står inde for"
###   guest       gæst                 external       ekstern
###   account     konto                AskCody-only   ren AskCody-konto
###   wave        bølge                provisioning   klargøring (Microsoft's own word)
###   rollout     udrulning            in scope       omfattet
###   preview     forhåndsvis          project team   projektteam
###   card        kort                 press, type    tryk, skriv
###   access      adgang               member         medlem
###
### Names of groups, roles and policies stay as they are written in the settings; names of menus in Entra stay English.
### Words in **bold** can be typed: bot/grammar_danish.py knows them, and a test types them.

## Dates, in the signs of Unicode (https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table)
## The blank behind a day's dot does not break, so that the dot ends no sentence.

format-day = EEEE 'd.'{ "\u00A0" }d.{ "\u00A0" }MMMM y
format-day-short = d.{ "\u00A0" }MMMM y
format-near = EEEE 'd.'{ "\u00A0" }d.{ "\u00A0" }MMMM
format-time = HH:mm
format-moment = EEEE 'd.'{ "\u00A0" }d.{ "\u00A0" }MMMM y, HH:mm

## Small change

usher = Usher
an-administrator = din administrator
erased = (slettet)
and-more = { $count } til
row-with-rest = { $names } og { $rest }
until-end = { $until }, 23:59 ({ $zone })
until-lasts = { $lasts } fra den dag, adgangen begynder: tidligst { $until-short }, kl. 23:59 ({ $zone })
no-end = ingen slutdato
request-number = R-{ $number }
link-words = Invitationslink til at kopiere
reference = Reference til din administrator: { $trace }

## Labels of facts

fact-ends = Til
fact-gets = Får
fact-gave = Gav
fact-loses = Mister
fact-change = Ændring
fact-asked-by = Fra
fact-proof = Bevis
fact-why-you = Hvorfor dig
fact-decided = Afgjort
fact-proven-platform = Læst tilbage
fact-proven-log = Meldt
fact-proven-membership = Set i gruppen
fact-sponsor = Sponsor
fact-how = Hvordan
fact-groups = Grupper

## The two ways in

option-guest = Gæst i vores katalog
option-account = Ren { $platform }-konto

## Where a request stands, in lists and channels

state-submitted = ◌ tjekkes
state-pending = ◌ venter på godkendelse
state-approved = ◌ godkendt, i gang
state-narrowed = ◌ venter på ja til mindre
state-scheduled = ◌ godkendt, planlagt
state-executing = ◌ godkendt, i gang
state-delivered = ✔ færdig
state-over = ✔ færdig, sluttede { $at-day }
state-partially-delivered = ✖ delvist færdig
state-failed = ✖ mislykket
state-void = ✖ forældet, intet er gjort
state-refused = ✖ nægtet
state-rejected = ✖ afvist
state-cancelled = ✖ annulleret
state-expired = ✖ lukket, intet svar i tide
state-superseded = ✖ erstattet
