### German. Plain words, "Sie" to the reader, and the same word for the same thing everywhere:
###
###   step        Schritt              request        Anfrage
###   group       Gruppe               owner          Besitzer (Microsoft's own word)
###   role        Rolle                approver       Genehmigende
###   check       Prüfung              administrator  Administrator
###   proof       Nachweis             sponsor        Sponsor, "steht für die Person ein"
###   guest       Gast                 external       externe Person
###   account     Konto                AskCody-only   reines AskCody-Konto
###   wave        Welle                provisioning   Bereitstellung (Microsoft's own word)
###   rollout     Einführung           in scope       einbezogen
###   preview     Vorschau             project team   Projektteam
###   card        Karte                press, type    drücken, eingeben
###   access      Zugang               member         Mitglied
###
### Names of groups, roles and policies stay as they are written in the settings; names of menus in Entra stay English.
### Words in **bold** can be typed: bot/grammar_german.py knows them, and a test types them.

## Dates, in the signs of Unicode (https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table)
## The blank behind a day's dot does not break, so that the dot ends no sentence.

format-day = ccc, d.{ "\u00A0" }MMMM y
format-day-short = d.{ "\u00A0" }MMMM y
format-near = ccc, d.{ "\u00A0" }MMMM
format-time = HH:mm
format-moment = ccc, d.{ "\u00A0" }MMMM y, HH:mm

## Small change

usher = Usher
an-administrator = Ihre Administration
erased = (gelöscht)
and-more = { $count } weitere
row-with-rest = { $names } und { $rest }
until-end = { $until }, 23:59 ({ $zone })
until-lasts = { $lasts } ab dem Tag, an dem der Zugang beginnt: frühestens bis { $until-short }, 23:59 ({ $zone })
no-end = kein Enddatum
request-number = R-{ $number }
link-words = Einladungslink zum Kopieren
reference = Kennung für Ihre Administration: { $trace }

## Labels of facts

fact-ends = Bis
fact-gets = Bekommt
fact-gave = Gab
fact-loses = Verliert
fact-change = Änderung
fact-asked-by = Von
fact-proof = Nachweis
fact-why-you = Warum Sie
fact-decided = Entschieden
fact-proven-platform = Gelesen
fact-proven-log = Gemeldet
fact-proven-membership = In der Gruppe
fact-sponsor = Sponsor
fact-how = Wie
fact-groups = Gruppen

## The two ways in

option-guest = Gast in unserem Verzeichnis
option-account = Reines { $platform }-Konto

## Where a request stands, in lists and channels

state-submitted = ◌ wird geprüft
state-pending = ◌ wartet auf Genehmigung
state-approved = ◌ genehmigt, in Arbeit
state-narrowed = ◌ wartet auf Zustimmung zu weniger
state-scheduled = ◌ genehmigt, geplant
state-executing = ◌ genehmigt, in Arbeit
state-delivered = ✔ fertig
state-over = ✔ fertig, beendet am { $at-day }
state-partially-delivered = ✖ teilweise fertig
state-failed = ✖ fehlgeschlagen
state-void = ✖ veraltet, nichts wurde getan
state-refused = ✖ verweigert
state-rejected = ✖ abgelehnt
state-cancelled = ✖ abgebrochen
state-expired = ✖ geschlossen, keine rechtzeitige Antwort
state-superseded = ✖ ersetzt
