## What changed outside Usher

drift-title = { $count } Änderungen außerhalb von Usher
drift-title-added = { $name } wurde außerhalb von Usher zu { $group } hinzugefügt
drift-title-again = Das Konto von { $name } in { $group } wurde wieder aktiviert
drift-title-missing = { $name } ist nicht mehr in { $group }
drift-title-settled = ✔ Änderungen außerhalb von Usher: geklärt
drift-added-how = { $say ->
    [yes] Jemand hat die Person in Entra hinzugefügt oder dort ihr Konto wieder aktiviert. Hier zählt es erst, wenn es genehmigt ist.
    [again] Jemand hat das Konto in Entra wieder aktiviert; in der Gruppe war die Person die ganze Zeit. Hier zählt es erst, wenn es genehmigt ist.
   *[no] Jemand hat das in Entra getan. Auf eine Anfrage hier geht es nicht zurück, und es gilt, bis es rückgängig gemacht wird.
}
drift-missing-how = Jemand hat die Person in Entra herausgenommen. Auf eine Anfrage hier geht das nicht zurück.
drift-missing-given = R-{ $number } hat es ohne Enddatum vergeben. Jemand hat es in Entra weggenommen.
drift-missing-until = R-{ $number } hat es bis { $until } vergeben. Jemand hat es in Entra weggenommen.
drift-say-added = Bis zur Entscheidung darf die Person hier weder anfragen noch genehmigen.
drift-say-missing = Die Person darf hier nicht mehr anfragen oder genehmigen.
drift-say-added-several = Wer zu { $groups } hinzugefügt wurde, darf hier bis zur Entscheidung weder anfragen noch genehmigen.
drift-say-missing-several = Wer nicht mehr in { $groups } ist, darf hier nicht mehr anfragen oder genehmigen.
drift-line-added = { $name } wurde zu { $group } hinzugefügt
drift-line-again = Das Konto von { $name } in { $group } wurde wieder aktiviert
drift-line-missing = { $name } ist nicht mehr in { $group }
drift-asked = R-{ $number }: { $state }
drift-settled-put-back = ✔ rückgängig gemacht
drift-settled-kept = ✔ behalten
drift-settled-ended = ✔ so gelassen
drift-settled-outside = ✔ außerhalb von Usher berichtigt
drift-settled-unwatched = ✔ { $platform } bekommt von dieser Gruppe nichts mehr
drift-nothing-yet = Nichts wird geändert, bevor ein Besitzer drückt.
drift-administrator = Ich habe { $administrator } nach { $names } gefragt.
drift-which = Welche
drift-who = Adresse
drift-gives = Gibt
drift-found = Gefunden { $at-day }, { $at }

press-drift-put-back = Rückgängig machen
press-drift-keep = { $kind ->
    [added] Behalten: anfragen
    [confirm] Behalten: darf genehmigen
    [missing] So lassen
   *[other] So behalten
}

press-drift-ask = Fragen, wer es war

notice-drift-added = Ein Besitzer fragt: Wer hat { $address } in Entra zu { $group } hinzugefügt, außerhalb von Usher? Sagen Sie es den Besitzern. Diese entscheiden, ob es bleibt.
notice-drift-again = Ein Besitzer fragt: Wer hat in Entra das Konto von { $address } wieder aktiviert, das in { $group } ist? Sagen Sie es den Besitzern. Diese entscheiden, ob es bleibt.
notice-drift-missing = Ein Besitzer fragt: Wer hat { $address } in Entra aus { $group } genommen, außerhalb von Usher? Sagen Sie es den Besitzern. Diese entscheiden, ob es bleibt.
declined-drift-asked = Danach wurde schon gefragt. Nichts wurde doppelt gesendet.
declined-drift-which = Das steht nicht auf dieser Karte. Nichts wurde geändert.
declined-drift-settled = Das ist schon geklärt. Ihr Klick hat nichts geändert.

## A request that keeps what came from outside

about-keep = { $name } in { $groups } behalten
approve-keep-title = { $name } in { $groups } behalten?
approve-keeps = Jemand hat die Person außerhalb von Usher zu { $groups } hinzugefügt. Wenn Sie genehmigen, gilt es hier; wenn Sie ablehnen, bleibt die Person dort, bis ein Besitzer es rückgängig macht.
say-ended-outside = Jemand hat es in Entra weggenommen, und ein Besitzer hat es so gelassen.

## Groups that others fill, which Usher only reads

followed-title-yesterday = Beobachtete Gruppen: seit gestern
followed-title = Beobachtete Gruppen: seit { $since }
followed-joined = { $count } hinzugekommen
followed-left = { $count } ausgeschieden
followed-who-joined = Hinzugekommen: { $names }
followed-who-left = Ausgeschieden: { $names }
followed-nothing = Diese Gruppen folgen Entra. Für Sie ist nichts zu tun.
