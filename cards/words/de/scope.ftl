## A wave that is opened or taken back

scope-open-question = { $wave } für { $count ->
    [0] niemand Neues öffnen: alle zurücklesen
    [one] 1 Person öffnen
   *[other] { $count } Personen öffnen
}?
scope-back-question = { $wave } von { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} zurücknehmen?
scope-open-about = { $wave } öffnen
scope-back-about = { $wave } zurücknehmen
scope-skipped = Prüfung ausgelassen von { $by }: { $gates }. „{ $reason }“
gate-name-provisioning = Bereitstellung eingerichtet und läuft
gate-name-externals = Intern und extern entschieden
gate-name-groups = Gruppen bestätigt
gate-name-scope = Nur das Projektteam einbezogen
gate-name-validated = Rollen und Abläufe ausprobiert
gate-name-ready = Information und Schulung bereit
gate-name-lifecycle = Lebenszyklus läuft
scope-over-limit = Entra hält es vielleicht auf: über der Löschgrenze ({ $limit }). Ich gebe keine Löschungen frei; das macht ein Administrator.
scope-count-created = angelegt { $count }
scope-count-changed = geändert { $count }
scope-count-taken-over = übernommen { $count }
scope-count-switched-off = abgeschaltet { $count }
scope-count-fails = Fehler { $count }
scope-count-failing-before = Fehler erwartet, nicht zurückgelesen { $count }
scope-count-unchanged = unverändert { $count }
scope-count-lost = verlorene Konten { $count }
scope-count-left-out = weggelassen { $count }
scope-scheduled = ◌ Genehmigt, beginnt am { $at-day }
scope-starts-approved = Sobald sie genehmigt ist
scope-named-owner = Besitzer: { $names }
scope-named-administrator = **Neue Administratorrollen**: { $names }
scope-named-external = Externe: { $names }
scope-named-switched-off = **Abgeschaltet**: { $names }
scope-named-taken-over = Von Hand angelegt, übernommen: { $names }
scope-named-lost = **Von Hand angelegt, gingen verloren**: { $names }
scope-moved = Die Liste hat sich geändert: { $joined } dazugekommen, { $left } weggefallen, { $differ } geändert seit der Genehmigung. Erlaubt: { $allowed }. **Nichts wurde getan.**
scope-moved-within = { $joined } dazugekommen, { $left } weggefallen, { $differ } geändert seit der Genehmigung: innerhalb der erlaubten { $allowed }, ausgeführt.
scope-moved-otherwise = Ihre Gruppen in Entra sind jetzt andere als die genehmigten. **Nichts wurde getan.**
scope-moved-person = { $name }: { $before } → { $after }
scope-moved-roles = { $name }, { $change }, andere Rollen: { $before } → { $after }
scope-moved-marks = { $name }, { $change }, { $what }
scope-moved-newly = jetzt: { $marks }
scope-moved-no-more = nicht mehr: { $marks }
scope-is-created = angelegt
scope-is-changed = geändert
scope-is-taken-over = übernommen
scope-is-switched-off = abgeschaltet
scope-is-fails = schlägt fehl
scope-is-unchanged = bleibt, wie es ist
scope-is-lost = Konto verloren
scope-is-nobody = nicht in der Liste
scope-missed = Sie konnte nicht rechtzeitig beginnen. Nichts wurde getan. Beginnen Sie jetzt, oder brechen Sie ab.
scope-progress = Nachgewiesen { $proven } von { $all } · wartet { $waiting } · fehlgeschlagen { $failed }
scope-failed = ✖ { $name }: { $why }
scope-partly = { $done } von { $all } fertig. { $count } nicht: { $why }. Nichts ist rückgängig zu machen.
scope-left-out = { $done } von { $all } fertig, { $count } weggelassen von { $by }: { $why }.
scope-left-out-means = Nichts wurde rückgängig gemacht, und ich versuche nichts mehr für sie. Solange sie in den Gruppen sind, kann Entra sie noch hineinlassen.
scope-left-out-who = { $name }, weggelassen: { $why }
because-fails-no-mail = keine Mailadresse in Entra
because-fails-disabled = in Entra gesperrt
because-fails-gone = nicht mehr in Entra
because-fails-moved = seit der Genehmigung in andere Gruppen gewechselt
because-fails-no-name = kein Vor- oder Nachname in Entra
because-fails-entra = Entra meldet einen Fehler
because-fails-late = nach einem Tag nicht da
because-unknown = ich weiß nicht, warum
because-some = { $why } ({ $count })
scope-done-platform = ✔ Fertig, nachgewiesen { $at }: { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}, jede mit genau den genehmigten Rollen.
scope-done-log = ✔ Fertig { $at }: Entra meldet es als fertig; in { $platform } kann ich nicht hineinsehen.
scope-done-membership = ✔ Fertig { $at }: Die Gruppen sind einbezogen; { $platform } nicht gesehen.
scope-back-done-platform = ✔ Zurückgenommen, nachgewiesen { $at }: { $count ->
    [one] 1 Person
   *[other] { $count } Personen
} zurückgelesen. Nichts wurde gelöscht.
scope-back-done-log = ✔ Zurückgenommen { $at }: Entra meldet es als fertig; in { $platform } kann ich nicht hineinsehen.
scope-back-done-membership = ✔ Zurückgenommen { $at }: Die Gruppen sind nicht mehr einbezogen; { $platform } nicht gesehen.
scope-confirm = Das betrifft { $count ->
    [one] 1 Person
   *[other] { $count } Personen
}. Geben Sie zur Bestätigung { $count } ein.
scope-confirm-back = Das nimmt Zugang weg. Nichts wird gelöscht. Geben Sie { $count } ein, um fortzufahren.
scope-confirm-nobody = Niemand kommt neu hinein. { $count ->
    [one] 1 Person wird
   *[other] { $count } Personen werden
} zurückgelesen. Geben Sie zur Bestätigung { $count } ein.
scope-confirm-label = Die Zahl der Personen ({ $count })
press-approve-people = { $count ->
    [0] Genehmigen
    [one] 1 Person genehmigen
   *[other] { $count } Personen genehmigen
}
press-take-back-people = { $count ->
    [one] Von 1 Person zurücknehmen
   *[other] Von { $count } zurücknehmen
}
fact-people = Personen
fact-starts = Beginnt

## What its people may be told: a text to copy

announce-label = Text zum Kopieren: ich schreibe niemandem in der Welle
announce-from = { $platform } ist ab { $day } für Sie offen.
announce-now = { $platform } ist für Sie offen.
announce-soon = { $platform } öffnet in den nächsten Tagen für Sie.
announce-groups = Was Sie dort tun können, folgt aus Ihren Gruppen:
announce-group = { $group }: { $effects }
announce-ask = Fragen? Wenden Sie sich an { $requester }.
press-wave-announce = Ankündigung
press-wave-unannounce = Zurück

## Why a wave waits or stops

why-task-unassign = { $administrator }: die Zuweisung von { $group } zur Anwendung { $platform } beenden. Ich merke es, sobald es erledigt ist.
why-wave-proving = alle, Person für Person
why-missed-start = Sie hat ihren Zeitpunkt verpasst.
why-gate-lost = Eine Prüfung gilt nicht mehr, also wurde nichts begonnen. Sehen Sie unter „Einführung“ nach.
fails-entra = Entra meldet einen Fehler. Fragen Sie { $administrator }.
fails-gone = Nicht mehr in Entra.
fails-moved = Seit der Genehmigung in andere Gruppen der Welle gewechselt und hat deren Rollen: Das war nicht genehmigt.
fails-moved-to = Seit der Genehmigung gewechselt: jetzt in { $groups }, mit den Rollen daraus. Das war nicht genehmigt.
fails-no-name = Kein Vor- oder Nachname in Entra, und Entra meldet einen Fehler. Die Personalabteilung oder { $administrator } kann ihn eintragen.
fails-late = nach einem Tag nicht da
notice-missed-start = R-{ $number } konnte nicht rechtzeitig beginnen. Nichts wurde getan. Die Karte dazu fragt, ob sie jetzt beginnen soll.

step-assign = { $state ->
    [done] { $about } ist einbezogen
    [failed] { $about } ist nicht einbezogen
    [running] { $about } wird einbezogen
   *[waiting] { $about }: wartet
}
step-unassign = { $state ->
    [done] { $about } ist nicht mehr einbezogen
    [failed] { $about } ist noch einbezogen
    [running] { $about } wird herausgenommen
   *[waiting] { $about }: wartet
}
step-start = { $state ->
    [done] Bereitstellung läuft
    [failed] Bereitstellung läuft nicht
   *[waiting] Bereitstellung: wartet auf den Start
}
step-first = { $state ->
    [done] Die ersten Personen wurden sofort bereitgestellt
    [failed] Die ersten Personen wurden nicht bereitgestellt
   *[waiting] Die ersten Personen: warten
}
declined-gains = Sie oder ein anderes Konto von Ihnen bekäme dadurch Zugang, also muss jemand anders entscheiden. Nichts wurde geändert.
declined-wave-open = R-{ $number } für { $wave } ist schon offen. Nichts wurde gesendet.
declined-wave-moment = Wählen Sie einen Zeitpunkt in den nächsten { $days } Tagen. Nichts wurde gesendet.
declined-wave-order = { $wave } kommt nach { $first }, die noch nicht nachgewiesen ist. Nichts wurde gesendet. Versuchen Sie „Vorschau { $first }“.
declined-wave-gates = { $count ->
    [one] Eine Prüfung von { $wave } ist offen.
   *[other] { $count } Prüfungen von { $wave } sind offen.
} Nichts wurde gesendet. Versuchen Sie „Einführung“.
declined-wave-groups = Nicht in Entra: { $groups }. Nichts wurde geändert. Bitten Sie { $administrator }, sie anzulegen.
declined-wave-unnamed = usher.toml nennt die Welle { $wave } nicht mehr, daher kann niemand sagen, wen sie einlässt. Nichts wurde geändert. Bitten Sie { $administrator }, sie dort wieder einzutragen, und fragen Sie die Welle dann neu an.
declined-wave-not-in = Nichts von { $wave } ist einbezogen, also gibt es nichts zurückzunehmen.
declined-wave-owners = { $group } gehört zu { $wave }: Zurückgenommen hätte { $platform } keinen Besitzer mehr. Nichts wurde angefragt.
declined-skip-reason = Geben Sie an, warum die Prüfung ausgelassen wird. Nichts wurde gesendet.
declined-confirm-count = Geben Sie { $count } ein, die Zahl der Personen. Nichts wurde entschieden.
