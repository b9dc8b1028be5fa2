## The article's table of role groups

groups-title = Rollengruppen: { $found } von { $all } sind in Entra
groups-title-open = Rollengruppen
groups-looking = ◌ Ich lese die Gruppen in Entra. Die Karte ändert sich von selbst.
groups-no-directory = Ich erreiche Entra nicht. Ich versuche es eine Weile weiter; dann drücken Sie „Erneut ansehen“.
groups-no-platform = Ich erreiche { $platform } nicht. Ich versuche es eine Weile weiter; dann drücken Sie „Erneut ansehen“.
groups-refused = Entra lässt mich das nicht lesen, oder zwei Gruppen dort heißen wie eine Rollengruppe. Fragen Sie { $administrator }: **Einrichtung** sagt, welches Recht fehlt.
groups-row = **{ $group }** → { $roles }
groups-kind-assigned = in Entra
groups-kind-missing = nicht in Entra
groups-kind-dynamic = durch eine Regel gefüllt (dynamisch)
groups-kind-role-assignable = gibt Verzeichnisrollen in Entra
groups-kind-on-premises = kommt aus dem lokalen Verzeichnis
groups-kind-no-security = keine Sicherheitsgruppe
groups-followed = beobachtet: ich lese sie und ändere sie nie
groups-people = { $count ->
    [0] niemand darin
    [one] 1 Person
   *[other] { $count } Personen
}
groups-in-scope = einbezogen
groups-out-of-scope = nicht einbezogen
groups-spare = in keiner Welle
groups-todo-create = { $administrator }: { $group } anlegen in Entra › Groups › New group, type Security, membership Assigned. Dann „Erneut ansehen“ drücken.
groups-todo-dynamic = { $administrator }: { $group } wird durch eine Regel gefüllt, also kann ich nicht ändern, wer darin ist. Die Mitgliedschaft auf Assigned stellen, oder die Gruppe in usher.toml als beobachtet (followed) eintragen.
groups-todo-role-assignable = { $administrator }: { $group } gibt Verzeichnisrollen, also lasse ich sie in Ruhe. Eine andere Gruppe nehmen, oder sie in usher.toml als beobachtet (followed) eintragen.
groups-todo-on-premises = { $administrator }: { $group } wird nur im lokalen Verzeichnis geändert. Eine andere Gruppe nehmen, oder sie in usher.toml als beobachtet (followed) eintragen.
groups-todo-no-security = { $administrator }: { $group } ist keine Sicherheitsgruppe, also gibt sie in { $platform } nichts. Eine Sicherheitsgruppe mit diesem Namen anlegen.
groups-nested = { $group } enthält { $names-count ->
    [one] die Gruppe { $names }, deren Mitglieder
   *[other] die Gruppen { $names }, deren Mitglieder
} in { $platform } nichts bekommen. { $administrator }: die Personen selbst hinzufügen.
groups-strangers = { $groups-count ->
    [one] Einbezogen ist auch eine Gruppe, die usher.toml nicht nennt (Objekt-ID { $groups }): Wer darin ist, kommt hinein.
   *[other] Einbezogen sind auch Gruppen, die usher.toml nicht nennt (Objekt-IDs { $groups }): Wer darin ist, kommt hinein.
} { $administrator }: in usher.toml nennen, oder die Zuweisung in Entra entfernen.
groups-outdated = Die Gruppen haben sich geändert, seit das gelesen wurde. Drücken Sie „Erneut ansehen“.
groups-changed = Es war bestätigt und hat sich seitdem geändert: Es muss neu bestätigt werden.
groups-confirmed-owner = ✔ Bestätigt von { $name }, Besitzer, { $at-day }, { $at }
groups-confirmed-administrator = ✔ Bestätigt von { $name }, Administrator, { $at-day }, { $at }
groups-confirmed-both = ✔ Bestätigt von { $name }, Besitzer und Administrator, { $at-day }, { $at }
groups-lacks-both = ◌ Zu bestätigen von einem Administrator und einem Besitzer, die zwei Personen sind.
groups-lacks-owner = ◌ Auch von einem Besitzer zu bestätigen.
groups-lacks-administrator = ◌ Auch von einem Administrator zu bestätigen.
groups-lacks-another = ◌ Auch von einer zweiten Person zu bestätigen: einem Besitzer oder Administrator.

## Why a check is not true, and what to do next

gate-provisioning-old = Ich habe die Bereitstellung zuletzt am { $at-day } um { $at } gesehen. Versuchen Sie es in ein paar Minuten noch einmal.
gate-provisioning-first = Der erste Durchlauf ist noch nicht zu Ende. Meist dauert das 40 Minuten.
gate-provisioning-failed = Der letzte Durchlauf ist fehlgeschlagen. { $administrator }: Entra › Provisioning › Provisioning logs.
gate-externals-open = Niemand hat entschieden, wer extern ist. { $administrator }: \[externals] in usher.toml schreiben.
gate-groups-unread = Ich habe die Gruppen lange nicht gelesen. Versuchen Sie es in ein paar Minuten noch einmal.
gate-groups-missing = Nicht in Entra: { $groups }. { $administrator } legt { $groups-count ->
    [one] sie
   *[other] diese
} an; **Gruppen** sagt, wie.
gate-groups-unfit = Ich kann { $groups } so nicht verwenden. { $administrator } bringt das in Ordnung; **Gruppen** sagt, wie.
gate-groups-unconfirmed = Ein Administrator und ein Besitzer bestätigen die Gruppen. Geben Sie **Gruppen** ein.
gate-groups-changed = Die Gruppen haben sich geändert, seit sie bestätigt wurden. Ein Administrator und ein Besitzer bestätigen sie neu. Geben Sie **Gruppen** ein.
gate-groups-lacks-owner = Auch ein Besitzer bestätigt die Gruppen. Geben Sie **Gruppen** ein.
gate-groups-lacks-administrator = Auch ein Administrator bestätigt die Gruppen. Geben Sie **Gruppen** ein.
gate-groups-lacks-another = Auch eine zweite Person bestätigt die Gruppen: ein Besitzer oder ein Administrator. Geben Sie **Gruppen** ein.
gate-scope-surplus = Schon einbezogen und in keiner früheren Welle: { $groups }. { $administrator }: Entra › Enterprise applications › Users and groups, die Zuweisung entfernen.
gate-validated-open = Niemand hat unterschrieben, dass Rollen und Abläufe funktionieren.
gate-ready-open = Niemand hat unterschrieben, dass Information und Schulung bereit sind.
gate-lifecycle-before = Wird nach der Welle sieben Tage lang beobachtet.
gate-lifecycle-since = Wird bis { $until } beobachtet.
gate-who-may = { $names-count ->
    [one] { $names } kann das.
   *[other] { $names } können das.
}

## What people vouch for

gate-statement-validated = Ich bestätige, dass Rollen und Abläufe von Besprechungen in { $platform } ausprobiert sind: Zugang, Buchungsregeln, Servicewünsche und Besuch stimmen.
gate-statement-ready = Ich bestätige, dass alle, die es benutzen, ihre Anleitung und einen Schulungstermin haben.
gate-evidence-validated = Beleg: ein Link zu den Testnotizen, ein Datum
gate-evidence-ready = Beleg: ein Link zur Anleitung, der Schulungstermin
gate-evidence-told = „{ $evidence }“
gate-signed-owner = ✔ Unterschrieben von { $name }, Besitzer, { $at-day }, { $at }
gate-signed-administrator = ✔ Unterschrieben von { $name }, Administrator, { $at-day }, { $at }
gate-signed-both = ✔ Unterschrieben von { $name }, Besitzer und Administrator, { $at-day }, { $at }
gate-signed-signer = ✔ Unterschrieben von { $name }, Projektteam, { $at-day }, { $at }
declined-gate-signer = Sie können das nicht unterschreiben. Nichts wurde unterschrieben.{ $names-count ->
    [0] { "" }
    [one] { " " }{ $names } kann das.
   *[other] { " " }{ $names } können das.
}
declined-gate-evidence = Geben Sie einen Beleg an: einen Link, ein Datum. Nichts wurde unterschrieben.
declined-gate-withdraw = Nur wer unterschrieben hat oder ein Administrator nimmt es zurück. Nichts wurde geändert.
declined-groups-changed = Die Gruppen haben sich geändert, seit diese Karte entstand. Nichts wurde bestätigt. Drücken Sie „Erneut ansehen“.
declined-groups-unfit = { $groups } { $groups-count ->
    [one] lässt
   *[other] lassen
} sich noch nicht verwenden. Nichts wurde bestätigt. { $administrator } bringt das zuerst in Ordnung.
declined-rollout-others = Die Einführung ist für Besitzer und Administratoren. Nichts wurde geändert.{ $names-count ->
    [0] { "" }
   *[other] { " " }Fragen Sie { $names }.
}
notice-not-signed = Nichts wurde unterschrieben. Geben Sie **Einführung** ein, wenn es so weit ist.

## The checklist, in the order of the article

rollout-title = Einführung: { $done } von { $all } Schritten fertig
rollout-denied = Die Einführung ist für Besitzer und Administratoren.
rollout-step-provisioning = Die Bereitstellung ist eingerichtet und läuft
rollout-step-externals = Es ist entschieden, wer intern und extern ist
rollout-step-groups = Gruppen gibt es, sie führen zu Rollen und sind bestätigt
rollout-step-scope = Nur das Projektteam ist einbezogen
rollout-step-validated = Rollen und Abläufe sind ausprobiert
rollout-step-ready = Information und Schulung sind bereit
rollout-step-wave = Alle anderen sind drin: Go-live
rollout-step-lifecycle = Entra regelt, wer kommt, wechselt und geht
rollout-by = { $names }, { $at-day }, { $at }
rollout-checked = von Usher geprüft, { $at-day }, { $at }
rollout-proven = nachgewiesen { $at-day }, { $at }
rollout-team-open = Die Welle { $wave } ist noch nicht nachgewiesen.
rollout-wave-open = Die Welle { $wave } ist noch nicht nachgewiesen.
rollout-no-waves = In usher.toml ist keine Welle genannt.
rollout-waves = Wellen
rollout-next = **Als Nächstes**: { $step }
rollout-wave-asked = R-{ $number }: { $state }
rollout-wave-back = zurückgenommen mit R-{ $number }: { $state }
rollout-wave-idle = noch nicht angefragt
rollout-wave-planned = geplant für { $until }
rollout-type-setup = Einrichtung
rollout-type-groups = Gruppen
rollout-type-start = Bereitstellung starten
rollout-type-resume = Bereitstellung fortsetzen
rollout-type-preview = Vorschau { $wave }
