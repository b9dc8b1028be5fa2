## Titles: where the request stands

status-submitted = ◌ Wird geprüft
status-pending = ◌ Wartet auf Genehmigung
status-approved = ◌ Genehmigt, in Arbeit
status-narrowed = ◌ Weniger wurde genehmigt
status-scheduled = ◌ Genehmigt, noch nicht begonnen
status-executing = ◌ Genehmigt, in Arbeit
status-end-working = ◌ Wird beendet, in Arbeit
status-partially-delivered = ✖ Teilweise fertig
status-failed = ✖ Fehlgeschlagen
status-void = ✖ Die Lage hat sich geändert. **Nichts wurde getan.**
status-refused = ✖ Verweigert. Nichts wurde geändert.
status-rejected = ✖ Abgelehnt. Nichts wurde geändert.
status-cancelled = ✖ Abgebrochen. Nichts wurde geändert.
status-cancelled-invited = ✖ Abgebrochen. Niemand hat Zugang bekommen.
status-expired = ✖ R-{ $number } ist geschlossen: Niemand hat geantwortet. Nichts wurde geändert.
status-narrowed-lapsed = ✖ R-{ $number } ist geschlossen: Weniger wurde genehmigt, und niemand nahm das an. Nichts wurde geändert.
status-superseded = ✖ R-{ $number } wurde ersetzt. Nichts wurde geändert.
status-over = ✔ Beendet am { $at-day }

done-platform = ✔ Fertig, nachgewiesen { $at }: Konto an, genau { $count ->
    [one] 1 Rolle
   *[other] { $count } Rollen
} zurückgelesen.
done-platform-off = ✔ Fertig, nachgewiesen { $at }: Konto aus, keine Rollen übrig.
done-log = ✔ Fertig { $at }: Entra meldet es als fertig; in { $platform } kann ich nicht hineinsehen.
done-membership = ✔ Fertig { $at }: in der Gruppe; { $platform } nicht gesehen.
done-unseen = ✔ Fertig.
ended-platform = ✔ Beendet, nachgewiesen { $at }.
ended-platform-kept = ✔ Beendet, nachgewiesen { $at }: Konto an, genau { $count ->
    [one] 1 Rolle
   *[other] { $count } Rollen
} übrig.
ended-log = ✔ Beendet { $at }: Entra meldet es als fertig; in { $platform } kann ich nicht hineinsehen.
ended-membership = ✔ Beendet { $at }: aus der Gruppe; { $platform } nicht gesehen.
ended-unseen = ✔ Beendet.

## Tasks for an administrator

task-title = ◌ Eine Aufgabe für Sie
task-done = ✔ Danke, ich habe es gesehen
task-seen = Mit Fertig sehe ich sofort nach.
task-looking = Um { $at } wurde Fertig gedrückt: Ich sehe nach.
task-not-so = Nachgesehen am { $at-day }, { $at }, nachdem Fertig gedrückt wurde: Es ist noch nicht so.

## What it is about

about-invite = { $address } hereinlassen
about-change = { $way ->
    [add] { $name } zu { $groups } hinzufügen
   *[remove] { $name } aus { $groups } entfernen
}
about-end = Zugang von { $address } beenden

## Sentences

say-submitted = Ich prüfe das in Entra und { $platform }. Noch wurde nichts geändert.
say-pending = Gefragt: { $asked }. Noch wurde nichts geändert.
say-pending-nobody = Jemand, der genehmigen darf, wird gefragt. Noch wurde nichts geändert.
say-undeliverable = ⚠ { $names } { $names-count ->
    [one] war
   *[other] waren
} in Teams nicht erreichbar.
say-blocked = ⚠ { $names } { $names-count ->
    [one] hat
   *[other] haben
} Usher in Teams blockiert oder entfernt.
say-not-installed = ⚠ { $names } { $names-count ->
    [one] hat
   *[other] haben
} Usher nicht in Teams.
say-approved = Genehmigt von { $by }.
say-no-approval = Das braucht keine Genehmigung.
say-looks-again = Ich sehe um { $at } wieder nach.
say-narrowed = { $by } genehmigt weniger, als Sie angefragt haben. Noch wurde nichts geändert.
say-narrowed-until = { $by } genehmigt bis { $until } statt { $instead }. Noch wurde nichts geändert.
say-narrowed-end = { $by } genehmigt bis { $until } statt ohne Enddatum. Noch wurde nichts geändert.
say-narrowed-asked = Ich frage { $requester }, ob das genügt.
say-scheduled = Noch wurde nichts geändert.
say-scheduled-at = Beginnt am { $at-full }. Noch wurde nichts geändert.
say-partly = { $done } von { $all } Schritten fertig. Nichts ist rückgängig zu machen.
say-failed = { $done ->
    [0] Nichts wurde geändert.
    [one] 1 Schritt war getan, bevor es fehlschlug; er steht unten.
   *[other] { $done } Schritte waren getan, bevor es fehlschlug; sie stehen unten.
}
say-retry = „Noch einmal versuchen“ wiederholt nur, was fehlt.
say-leave-out = „Weglassen“ schließt es ohne sie ab: Nichts wird rückgängig gemacht, und ich versuche nichts mehr für sie.
say-void = Ich frage die Genehmigenden neu, mit der neuen Lage.
say-rejected = { $by } hat abgelehnt: „{ $reason }“
say-rejected-bare = { $by } hat abgelehnt.
say-not-proven = Nicht nachgewiesen.
say-missing = Fehlt: { $roles }.
say-surplus = Mehr als angefragt: { $roles }.
say-account-off = { $platform } zeigt kein Konto, das eingeschaltet ist.
say-account-still-on = Das { $platform }-Konto ist noch an.
say-ended-date = Das Enddatum ist gekommen.
say-ended-owner = Ein Besitzer hat es angefragt.
say-ended-silence = Niemand hat verlängert.
say-ended-not-accepted = Die Einladung wurde nicht rechtzeitig angenommen.
say-ended-sponsor-gone = Niemand stand mehr für die Person ein.

status-footer = R-{ $number } · von { $requester }
status-footer-closes = R-{ $number } · von { $requester } · offen bis { $closes-day }

## What moved

say-moved-since = Die Lage hat sich geändert, seit das genehmigt wurde. Nichts wurde getan. Jetzt anders:
moved-directory = Entra: { $before } → { $now }
moved-account = { $platform }: { $before } → { $now }
moved-roles = Rollen: { $before } → { $now }
moved-groups = Gruppen: { $before } → { $now }
moved-none = keine
moved-is = { $what ->
    [created] wird angelegt
    [exists] gibt es schon
    [changed] wird geändert
    [taken_over] von Hand angelegt, wird übernommen
    [taken_over_alone] reines { $platform }-Konto, wird übernommen
    [switched_off] wird abgeschaltet
    [unseen] für mich nicht sichtbar
    [unchanged] bleibt, wie es ist
   *[none] nicht betroffen
}

say-ended-review = In der Überprüfung der Externen hat niemand für die Person geantwortet.
