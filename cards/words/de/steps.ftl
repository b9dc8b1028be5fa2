## Steps: a sign, then what happens

step-line = { $state ->
    [done] ✔
    [failed] ✖
   *[waiting] ◌
} { $step }
step-because = { $step }: { $why }

step-recheck = { $state ->
    [done] Noch einmal geprüft
    [failed] Prüfung fehlgeschlagen
    [running] Wird noch einmal geprüft
   *[waiting] Prüfung: wartet
}
step-invite = { $state ->
    [done] Eingeladen
    [failed] Nicht eingeladen
    [running] Wird eingeladen
   *[waiting] Einladung: wartet
}
step-join = { $state ->
    [done] In der Gruppe { $about }
    [failed] Nicht in der Gruppe { $about }
    [running] Wird zur Gruppe { $about } hinzugefügt
   *[waiting] Gruppe { $about }: wartet
}
step-leave = { $state ->
    [done] Aus der Gruppe { $about }
    [failed] Noch in der Gruppe { $about }
    [running] Wird aus der Gruppe { $about } entfernt
   *[waiting] Gruppe { $about }: wartet
}
step-provision = { $state ->
    [done] { $platform }: von Entra bereitgestellt
    [failed] { $platform }: nicht bereitgestellt
   *[waiting] { $platform }: wartet auf Entra, meist innerhalb von 40 Minuten, ohne Gewähr
}
step-provision-cycle = { $state ->
    [failed] { $platform }: nicht bereitgestellt
   *[done] { $platform }: dem nächsten Durchlauf von Entra überlassen
}
step-account = { $state ->
    [done] { $platform }-Konto angelegt
    [failed] { $platform }-Konto nicht angelegt
    [running] { $platform }-Konto wird angelegt
   *[waiting] { $platform }-Konto: wartet
}
step-switch-off = { $state ->
    [done] { $platform }-Konto abgeschaltet
    [failed] { $platform }-Konto nicht abgeschaltet
    [running] { $platform }-Konto wird abgeschaltet
   *[waiting] { $platform }-Konto: wartet auf das Abschalten
}
step-switch-on = { $state ->
    [done] In { $platform } wieder an, für das, was sonst gegeben ist
    [failed] In { $platform } nicht wieder angeschaltet
    [running] Wird in { $platform } wieder angeschaltet
   *[waiting] { $platform }: wird wieder angeschaltet
}
step-task = { $state ->
    [done] Von Hand gemacht
    [failed] Nicht von Hand gemacht
   *[waiting] Wartet, dass es jemand von Hand macht
}
step-prove = { $state ->
    [done] Zurückgelesen
    [failed] Nicht nachgewiesen
    [running] Wird zurückgelesen
   *[waiting] Nachweis: wartet
}

## Why a step or a request waits or failed

why-microsoft-asks-to-wait = Microsoft bittet mich zu warten, etwa { $minutes ->
    [one] 1 Minute
   *[other] { $minutes } Minuten
}.
why-directory-unreachable = Ich erreiche Entra nicht. Ihre Anfrage ist sicher; ich mache von selbst weiter und melde mich.
why-platform-unreachable = Ich erreiche { $platform } nicht. Ihre Anfrage ist sicher; ich mache von selbst weiter und melde mich.
why-platform-token = { $platform } nimmt mein Token nicht an. { $administrator } muss es erneuern; Ihre Anfrage ist sicher, und ich mache von selbst weiter.
why-not-there-yet = Es ist noch nicht zu sehen. Ich sehe von selbst wieder nach.
why-not-proven-yet = { $platform } zeigt diese Person noch nicht wie genehmigt. Nicht nachgewiesen; ich sehe von selbst wieder nach.
why-waits-for-cycle = wartet auf Entra, meist innerhalb von 40 Minuten, ohne Gewähr
why-entra-skipped = Entra sagt, die Person wurde übersprungen. Fragen Sie { $administrator }.
why-invitation-unknown = Ich weiß noch nicht, ob die Einladung verschickt wurde. Ich sehe nach, bevor ich sie noch einmal sende.
why-not-permitted = Mir fehlt in Entra das Recht dafür. Fragen Sie { $administrator }.
why-refused-outside = Dort wurde es verweigert. Fragen Sie { $administrator }.
why-not-accepted = Die Einladung ist noch nicht angenommen.
why-task-create = Legen Sie das Konto für { $address } in { $platform } mit { $roles } an, und drücken Sie dann Fertig.
why-task-end = Schalten Sie das Konto von { $address } in { $platform } ab, und drücken Sie dann Fertig.
why-task-less = Nehmen Sie dem Konto von { $address } in { $platform } Rollen weg, bis es nur noch { $left } hat, und drücken Sie dann Fertig.
why-task-invite = { $administrator }: { $address } als Gast einladen, { $sponsor } als Sponsor (Entra › Users › Invite external user). Ich merke es, sobald es erledigt ist.
why-task-join = { $administrator }: { $address } zu { $group } hinzufügen (Entra › Groups › { $group } › Members). Ich merke es, sobald es erledigt ist.
why-task-leave = { $administrator }: { $address } aus { $group } entfernen (Entra › Groups › { $group } › Members). Ich merke es, sobald es erledigt ist.
why-platform-unseen = Ich kann hier nicht in { $platform } hineinsehen, also kann ich das weder tun noch nachweisen. Fragen Sie { $administrator }.
why-task-assign = { $administrator }: { $group } der Anwendung { $platform } zuweisen, Rolle { $role } (Entra › Enterprise applications › Users and groups). Ich merke es, sobald es erledigt ist.
why-moved = Die Lage hat sich seit der Genehmigung geändert.
why-requester-lost = { $requester } darf das nicht mehr anfragen.
why-approver-lost = Wer genehmigt hat, darf nicht mehr entscheiden, also wird jemand anders gefragt.
why-approver-lost-late = Wer genehmigt hat, darf nicht mehr entscheiden; ich habe aufgehört. Fragen Sie neu an: Jemand anders genehmigt es.
why-account-since = Es gibt inzwischen ein { $platform }-Konto, dessen Übernahme niemand genehmigt hat; ich habe aufgehört. Fragen Sie neu an.
why-guest-blocked = Jemand hat die Anmeldung des Gastes { $address } in Entra gesperrt. Fragen Sie { $administrator }, warum.
why-group-unassigned = { $group } ist { $platform } in Entra nicht mehr zugewiesen, also kommt durch sie niemand hinein. Fragen Sie { $administrator }.
why-last-owner = Dann hätte { $platform } keinen Besitzer mehr. Fügen Sie zuerst einen anderen Besitzer hinzu.
why-withdrawn = { $requester } hat es zurückgenommen.
why-withdrawn-invited = { $requester } hat es zurückgenommen. { $address } war da schon eingeladen oder wurde es gerade: In Entra kann es einen Gast geben, ohne Zugang aus dieser Anfrage.
why-narrowed-lapsed = Genehmigt war weniger als angefragt, und wer angefragt hat, musste das annehmen.
why-replaced = Eine neuere Anfrage ersetzt sie.
why-broken = Bei mir ist etwas kaputtgegangen. Nichts wurde geändert, was nicht oben steht.
why-behind = Es beginnt, sobald R-{ $number } fertig ist; damit wird die Gruppe gerade vergeben.
why-ended-meanwhile = Der Zugang wurde inzwischen beendet, also habe ich aufgehört.
why-removed-meanwhile = R-{ $number } nimmt weg, was hiermit vergeben wird, also habe ich aufgehört. Wird aus R-{ $number } nichts und steht sonst nichts dagegen, mache ich von selbst weiter.
why-removal-failed = R-{ $number } sollte wegnehmen, was hiermit vergeben wird, also habe ich aufgehört; dann ist R-{ $number } fehlgeschlagen. Von selbst mache ich mit keiner von beiden weiter: Ein Besitzer drückt hier „Noch einmal versuchen“, um es zu vergeben, oder auf der Karte von R-{ $number }, um es wegzunehmen.

## What a step that did not come true says in the end

why-still-on = { $entra ->
    [skipped] Nach 24 Stunden noch an in { $platform }: Entra sagt, es wurde übersprungen.
    [failure] Nach 24 Stunden noch an in { $platform }: Entra meldet einen Fehler.
    [stopped] Nach 24 Stunden noch an in { $platform }: Entra hat die Bereitstellung angehalten.
   *[other] Nach 24 Stunden noch an in { $platform }.
} Ich sehe nicht mehr nach. Fragen Sie { $administrator }.
why-still-off = { $entra ->
    [skipped] Nach 24 Stunden nicht an in { $platform }: Entra sagt, es wurde übersprungen.
    [failure] Nach 24 Stunden nicht an in { $platform }: Entra meldet einen Fehler.
    [nameless] Nach 24 Stunden nicht an in { $platform }: Entra meldet einen Fehler, und in Entra fehlt der Vor- oder Nachname.
    [stopped] Nach 24 Stunden nicht an in { $platform }: Entra hat die Bereitstellung angehalten.
   *[other] Nach 24 Stunden nicht an in { $platform }.
} Ich sehe nicht mehr nach. Fragen Sie { $administrator }.
why-roles-differ = { $entra ->
    [skipped] Nach 24 Stunden andere Rollen als genehmigt in { $platform }: Entra sagt, es wurde übersprungen.
    [failure] Nach 24 Stunden andere Rollen als genehmigt in { $platform }: Entra meldet einen Fehler.
    [nameless] Nach 24 Stunden andere Rollen als genehmigt in { $platform }: Entra meldet einen Fehler, und in Entra fehlt der Vor- oder Nachname.
    [stopped] Nach 24 Stunden andere Rollen als genehmigt in { $platform }: Entra hat die Bereitstellung angehalten.
   *[other] Nach 24 Stunden andere Rollen als genehmigt in { $platform }.
} Ich sehe nicht mehr nach. Fragen Sie { $administrator }.
why-late-entra = { $entra ->
    [skipped] Ich habe binnen 24 Stunden nicht gesehen, dass Entra es tut: Entra sagt, es wurde übersprungen.
    [failure] Ich habe binnen 24 Stunden nicht gesehen, dass Entra es tut: Entra meldet einen Fehler.
    [nameless] Ich habe binnen 24 Stunden nicht gesehen, dass Entra es tut: Entra meldet einen Fehler, und in Entra fehlt der Vor- oder Nachname.
    [stopped] Ich habe binnen 24 Stunden nicht gesehen, dass Entra es tut: Entra hat die Bereitstellung angehalten.
   *[other] Ich habe binnen 24 Stunden nicht gesehen, dass Entra es tut.
} Ich sehe nicht mehr nach. Fragen Sie { $administrator }.
why-late-invitation = Ich weiß nicht, ob die Einladung verschickt wurde, und sehe nicht mehr nach. Fragen Sie { $administrator }.
why-late-task = Ich habe es binnen 7 Tagen nicht erledigt gesehen und sehe nicht mehr nach. Fragen Sie { $administrator }.
why-late-task-owners = Ich habe es in { $platform } binnen 7 Tagen nicht erledigt gesehen und sehe nicht mehr nach. Ist es erledigt, kann ein Besitzer „Noch einmal versuchen“ drücken.
why-late = Ich habe es binnen 24 Stunden nicht erledigt gesehen und sehe nicht mehr nach. Fragen Sie { $administrator }.
