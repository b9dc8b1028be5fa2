setup-title = Usher ist installiert. { $passed } von { $all } Prüfungen bestanden
setup-checking = ◌ Die Installation wird geprüft
setup-checking-wait = Das dauert ein paar Sekunden. Die Karte ändert sich von selbst.
setup-fine = ✔ { $names }
setup-wrong = ✖ { $name }
setup-wrong-todo = ✖ { $name } → { $todo }
setup-unconfirmed = Besitzer, die niemand bestätigt hat: { $names }. Diese dürfen weder anfragen noch genehmigen, bevor Sie sie bestätigen.
setup-unconfirmed-later = Besitzer, die niemand bestätigt hat: { $names }. Diese dürfen hier weder anfragen noch genehmigen.
setup-unconfirmed-rule = Bestätigen Sie nur, wer vollen Zugang haben soll. Sich selbst können Sie nicht bestätigen.
setup-unconfirmed-new = Neu in der Gruppe der Besitzer: { $names }. Wer vorher kein Besitzer war, darf hier weder anfragen noch genehmigen. Sobald es wieder einen Besitzer gibt, bekommen Besitzer eine Karte dazu: **Behalten** bittet um Genehmigung.
setup-unconfirmed-approvers = Genehmigende, die niemand bestätigt hat: { $names }. Diese dürfen nicht genehmigen, bevor jemand anders sie bestätigt: ein Besitzer, der **Einrichtung** eingibt.
setup-added-approvers = Außerhalb von Usher hinzugefügt: { $names }. Genehmigen ist hier erst möglich, wenn eine Anfrage das gelten lässt: Ein Besitzer drückt **Behalten: anfragen** auf der Karte zu dieser Änderung.
setup-confirmed = Bestätigte Besitzer: { $names }
setup-channel-none = Kein Kanal erfährt, was angefragt wird. Soll es einer erfahren, fügt mich ein Besitzer zu dessen Team hinzu und schreibt dort **@Usher hier posten**.
setup-channel-told = Ein Kanal erfährt, was angefragt wird: Art, Zahl und Stand, keine Namen.
setup-channel-lost = ✖ Der Kanal, der erfährt, was angefragt wird, ist nicht erreichbar. Ein Besitzer schreibt **@Usher hier posten** in einem Kanal, in dem ich bin.

## Help, for each part

help-owner = Sie laden Personen zu { $platform } ein, mit Genehmigung und Nachweis
help-owner-1 = **einladen** ADRESSE **als** GRUPPE **bis** DATUM: fragt für jemanden von außen an.
help-owner-2 = **hinzufügen** PERSONEN **zu** GRUPPE, **entfernen** PERSONEN **aus** GRUPPE (eine oder mehrere, durch Kommas getrennt); **beenden** PERSON beendet alles, was jemand hat, **verlängern** PERSON **bis** DATUM lässt es länger dauern; **Überprüfung** fragt, wer von Ihren Externen noch gebraucht wird.
help-owner-3 = **Einführung**: was als Nächstes kommt. **Vorschau**, **öffnen** oder **zurücknehmen** WELLE; **Bereitstellung pausieren** oder **fortsetzen**.
help-owner-4 = **meine Anfragen**, **wer hat** GRUPPE, **Zugang von** PERSON, **warum R-12**; **abwesend bis** DATUM **frage** PERSON. Eingeben allein ändert nie etwas.
help-approver = Sie entscheiden auf Karten; mehr braucht es nicht
help-approver-1 = Eine Karte zeigt genau, was sich ändert. Drücken Sie darauf Genehmigen oder Ablehnen.
help-approver-2 = **Genehmigungen**: was auf Ihre Entscheidung wartet. **abwesend bis** DATUM **frage** PERSON: wer inzwischen entscheidet.
help-approver-3 = „Fragen“ stellt eine Frage an die Person, die angefragt hat; „Warum ich“ nennt die Regel, die Sie fragt.
help-approver-4 = Niemand entscheidet über die eigene Anfrage.
help-administrator = Sie kümmern sich um Usher
help-administrator-1 = **Einrichtung**: prüft die Installation und sagt, was zu tun ist. Besitzer, die niemand bestätigt hat, werden dort bestätigt.
help-administrator-2 = **Gruppen**: die Rollengruppen, wie Entra sie hat, zum Bestätigen. **Einführung**: die acht Schritte, und was als Nächstes kommt.
help-administrator-3 = **Bereitstellung starten**, **pausieren** oder **fortsetzen**. Was ich in Entra nicht darf, kommt als Aufgabe zu Ihnen.
help-administrator-4 = Sie entscheiden nur, wo eine Regel Sie nennt. Eine Kennung auf einer Karte führt zu den Logzeilen eines Fehlers.
help-tester = Sie testen { $platform }, bevor alle anderen hineinkommen
help-tester-1 = **Testzugang**: fragt an, was das Projektteam bekommt, bis zum Go-live; **Testzugang zu** GRUPPE nach einer anderen Gruppe.
help-tester-2 = **Einführung**: Wenn Sie sie ausprobiert haben, unterschreiben Sie dort, dass Rollen und Abläufe von Besprechungen funktionieren.
help-tester-3 = **mich hinzufügen zu** GRUPPE, **meine Anfragen**, **mein Zugang**: was Sie brauchen, angefragt haben und haben.
help-tester-4 = Eingeben allein ändert nie etwas. Sie drücken einen Knopf auf einer Karte.
help-employee = Besitzer lassen Personen in { $platform }; ich helfe ihnen
help-employee-1 = **mich hinzufügen zu** GRUPPE: fragt einen Besitzer nach dem, was Sie brauchen.
help-employee-2 = **meine Anfragen**, **mein Zugang**: was Sie angefragt haben, was Sie haben und warum.
help-employee-3 = Wenn jemand Zugang braucht, fragen Sie einen Besitzer.
help-employee-4 = Eingeben allein ändert nie etwas. Sie drücken einen Knopf auf einer Karte.

## What the buttons under help and suggestions type

command-invite = einladen
command-my-requests = meine Anfragen
command-approvals = Genehmigungen
command-setup = Einrichtung
command-add-me = füge mich hinzu
command-rollout = Einführung
command-test-access = Testzugang
command-my-access = mein Zugang
command-help = Hilfe
command-end = beenden
command-why = warum
command-cancel = abbrechen
command-extend = verlängern
command-away = abwesend
command-back = zurück
command-language = Sprache
command-review = Überprüfung
command-take-back = zurücknehmen
command-pause-provisioning = Bereitstellung pausieren
command-resume-provisioning = Bereitstellung fortsetzen
command-post-here = hier posten
