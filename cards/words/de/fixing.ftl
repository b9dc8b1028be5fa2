## Who can mend what kept a request from being done

fix-title = Wer kann helfen
fix-mail = Keine Mailadresse in Entra: { $administrator } oder die Personalabteilung trägt eine ein, unter Entra › Users.
fix-name = Kein Vor- oder Nachname in Entra: { $administrator } oder die Personalabteilung trägt ihn ein, unter Entra › Users; bei Gästen kann die Attributzuordnung den Anzeigenamen nehmen.
fix-blocked = In Entra gesperrt: { $administrator } oder die Personalabteilung entsperrt, wer noch hier ist, unter Entra › Users.
fix-gone = Nicht mehr in Entra: Niemand kann sie hereinlassen. „Weglassen“ schließt es ab.
fix-provisioning = Nicht so da wie genehmigt: { $administrator } sieht den Grund unter Entra › { $platform } › Provisioning › Provisioning logs und behebt ihn dort.
fix-job = Die Bereitstellung läuft nicht: { $administrator } bringt sie in Ordnung, unter Entra › { $platform } › Provisioning.
fix-task = Noch nicht von Hand getan: { $administrator } tut in Entra, was auf der eigenen Aufgabenkarte steht.
fix-task-owners = Noch nicht von Hand getan: Ein Besitzer tut in { $platform }, was auf der Karte der Anfrage steht.
fix-invitation = Nicht bekannt, ob die Einladung verschickt wurde: { $administrator } sieht unter Entra › Users nach, ob der Gast da ist.
fix-guests = Entra lässt diesen Gast nicht hinein: { $administrator } kann es erlauben, unter Entra › External Identities.
fix-group = { $group ->
    [none] Die Gruppe nimmt von mir keine Mitglieder an
   *[other] { $group } nimmt von mir keine Mitglieder an
}: Der Besitzer der Gruppe oder { $administrator } bringt das in Ordnung, unter Entra › Groups.
fix-unassigned = { $group ->
    [none] Eine Gruppe ist nicht mehr zugewiesen: { $administrator } weist sie wieder zu, unter Entra › { $platform } › Users and groups.
   *[other] { $group } ist nicht mehr zugewiesen: { $administrator } weist sie wieder zu, unter Entra › { $platform } › Users and groups.
}
fix-rights = Mir fehlt ein Recht: { $administrator } gibt es mir. Welches, steht auf der Einrichtungskarte.
fix-account = Es gibt schon ein Konto: Ein Besitzer sieht in { $platform } nach, wem es gehört.
fix-owner = Es bliebe kein Besitzer: Ein Besitzer nimmt erst einen weiteren auf.
fix-requester = So wie es angefragt wurde, geht es nicht weiter: Ein Besitzer fragt neu an.
fix-removal = Ich hatte angehalten, weil es weggenommen werden sollte; das ist fehlgeschlagen: Ein Besitzer entscheidet, ob es trotzdem vergeben wird.
fix-log = { $trace ->
    [none] Etwas ging schief oder wurde abgelehnt: { $administrator } sieht es sich an.
   *[other] Etwas ging schief oder wurde abgelehnt: { $administrator } findet den Grund in meinem Protokoll, unter Ref. { $trace }.
}
fix-for = Es geht um { $names }.
fix-again = Dann „Noch einmal versuchen“ drücken.
