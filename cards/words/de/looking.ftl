## One person's access

look-title-own = Ihr Zugang zu { $platform }
look-title-of = Zugang von { $name } zu { $platform }
look-title-denied = Nicht mehr für Sie
look-several = Mehrere Personen passen zu „{ $name }“
look-which = Wen meinen Sie? Drücken Sie auf den Namen.
look-nobody = Ich finde in Entra niemanden mit dem Namen „{ $name }“
look-nobody-hint = Prüfen Sie die Schreibweise, oder geben Sie die ganze Adresse ein. Nichts wurde geändert.
command-access-of = Zugang von { $address }

look-looking = ◌ Ich sehe in Entra und { $platform } nach. Die Karte ändert sich von selbst.
look-no-directory = Ich erreiche Entra nicht. Ich versuche es eine Weile weiter; dann drücken Sie „Erneut ansehen“.
look-no-platform = Ich erreiche { $platform } nicht. Ich versuche es eine Weile weiter; dann drücken Sie „Erneut ansehen“.
look-refused = Ich darf das nicht lesen. Fragen Sie { $administrator }: **Einrichtung** sagt, welches Recht fehlt.
look-books-only = Unten steht, was ich selbst gegeben habe, nicht was jetzt da ist.

look-directory-member = angestellt
look-directory-guest = Gast in unserem Verzeichnis
look-directory-none = nicht in Entra
look-blocked = Die Anmeldung ist in Entra gesperrt.
look-nothing = Kein Zugang, von dem ich weiß.
look-direct = In { $platform } selbst vergeben, durch keine Gruppe
look-until = bis { $until }
look-asked = angefragt von { $name }
look-approved = genehmigt von { $names }
look-before = war schon da, bevor auch Usher es vergab, also bleibt es
look-elsewhere = nicht durch Usher: von früher, oder in Entra hinzugefügt

look-platform = { $platform } zeigt dasselbe: { $shows }
look-account-on = Konto an, { $count ->
    [0] keine Rolle
    [one] 1 Rolle
   *[other] { $count } Rollen
}: { $effects }
look-account-off = Konto aus
look-account-none = kein Konto
look-account-unseen = Ich kann hier nicht in { $platform } hineinsehen.
look-says-nothing = nichts
look-read-at = Gelesen in Entra und { $platform } am { $at-day } um { $at }.
look-read-entra = Gelesen in Entra am { $at-day } um { $at }.
fact-usher = Usher gab
fact-entra = Entra sagt

## Where the three do not agree

differs-lost = Usher hat { $group } gegeben (R-{ $number }), aber Entra kennt diese Mitgliedschaft nicht mehr.
differs-scope = { $group } ist { $platform } in Entra nicht zugewiesen, also gibt sie dort nichts.
differs-no-account = Zugang ist gegeben, aber { $platform } hat kein Konto.
differs-off = Zugang ist gegeben, aber das { $platform }-Konto ist aus.
differs-missing = { $platform } zeigt nicht, was gegeben ist: { $roles }.
differs-surplus = { $platform } zeigt mehr, als jetzt gegeben ist: { $roles }.
differs-unconfirmed = Noch hat niemand die Person in { $group } bestätigt, also darf sie hier weder anfragen noch genehmigen.
differs-by-hand = Nur in { $platform } vergeben: weder durch eine Gruppe in Entra noch durch eine Anfrage.
differs-still-on = Nichts gibt Zugang, aber das { $platform }-Konto ist an.

## Who has a group or a role

look-group = { $count ->
    [0] Niemand ist in { $what }
    [one] 1 Person ist in { $what }
   *[other] { $count } Personen sind in { $what }
}
look-group-open = Wer ist in { $what }?
look-role = { $count ->
    [0] Niemand hat die Rolle { $what }
    [one] 1 Person hat die Rolle { $what }
   *[other] { $count } Personen haben die Rolle { $what }
}
look-role-open = Wer hat die Rolle { $what }?
look-through = durch { $groups }
look-not-found = { $group } ist nicht in Entra.
look-page = { $first } bis { $last } von { $all }
look-by-hand = Ich kann die Konten von { $platform } nicht auflisten. Konten, denen jemand diese Rolle in { $platform } von Hand gegeben hat, ohne Gruppe oder Anfrage, fehlen in dieser Liste.
