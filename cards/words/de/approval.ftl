## The decision

approve-title = { $address } bis { $until-short } hereinlassen?
approve-title-lasts = { $address } für { $lasts } hereinlassen?
approve-title-open = { $address } ohne Enddatum hereinlassen?
approve-end-title = Zugang von { $address } beenden?
approve-change-title = { $way ->
    [add] { $name } zu { $groups } hinzufügen?
   *[remove] { $name } aus { $groups } entfernen?
}
approve-first = Erste Person von { $domain }
approve-external = Von außerhalb, nicht von uns: { $names }
approve-warning = ⚠ { $risks }
approve-takeover = Übernimmt ein von Hand angelegtes { $platform }-Konto

approve-asked-bare = { $requester }
approve-asked-answers = { $requester }, steht für die Person ein
approve-asked-sponsor = { $requester }; { $sponsor } steht für die Person ein
approve-with-reason = { $who }: „{ $reason }“

who-is-asked-owners = Besitzer
who-is-asked-administrators = Administrator
approve-why-you = { $who }, Schritt { $step } von { $steps }
approve-explained = Regel { $policy }, Schritt { $step } von { $steps }: { $who }, außer wer anfragt.
who-may-owners = jeder Besitzer
who-may-administrators = jeder Administrator
approve-explained-silence = Wenn bis { $closes-full } niemand antwortet, wird die Anfrage geschlossen und nichts geändert.
approve-explained-nothing-blind = Wenn Sie genehmigen, geschieht genau das, was diese Karte zeigt. Ändert sich die Lage vorher, geschieht nichts, und Sie werden neu gefragt.

approve-reason = Begründung (nötig zum Ablehnen)
approve-confirm-administrator = Damit bekommt eine externe Person eine Administratorrolle. Geben Sie zur Bestätigung R-{ $number } oder die Adresse ein.
approve-confirm = Das lässt sich schwer rückgängig machen. Geben Sie zur Bestätigung R-{ $number } oder die Adresse ein.
approve-confirm-guarded = Das ändert, wer hier entscheidet. Geben Sie zur Bestätigung R-{ $number } oder die Adresse ein.
approve-confirm-label = R-{ $number } oder die Adresse
approve-confirm-error = Geben Sie R-{ $number } oder die Adresse ein
hand-over-how = Jemand anders, den dieser Schritt erlaubt, entscheidet an Ihrer Stelle. Sie können es nicht zurücknehmen.
hand-over-to = Weitergeben an
hand-over-error = Wählen Sie eine Person.
approve-handed-by = { $by } hat das an Sie weitergegeben.
approve-handed-to = Sie haben das an { $to } weitergegeben. Sie entscheiden hier nichts mehr.
approve-handed-away = { $to } ist bis { $until } abwesend: Wenn niemand sonst entscheidet, wartet es so lange.
narrow-how = Genehmigen Sie weniger, als { $requester } angefragt hat: weniger Gruppen oder ein früheres Ende, nie mehr. Es beginnt, wenn { $requester } zustimmt.
narrow-how-extend = Genehmigen Sie weniger, als { $requester } angefragt hat: einen früheren Tag, nie einen späteren. Es beginnt, wenn { $requester } zustimmt.
narrow-groups = Gruppen, die bleiben
narrow-groups-error = Lassen Sie mindestens eine Gruppe stehen.
narrow-until = Der Zugang endet um 23:59 ({ $zone }) am
narrow-until-open = Der Zugang endet um 23:59 ({ $zone }) am (leer: kein Enddatum)
narrow-until-error = Wählen Sie einen Tag, der nicht später ist als der angefragte.
approve-nothing-yet = Noch wurde nichts entschieden.
approve-footer = R-{ $number } · von { $requester }
approve-footer-closes = R-{ $number } · von { $requester } · offen bis { $closes-day }

## What will change

change-both-created = Wird in Entra als Gast und in { $platform } angelegt; niemand sonst ist betroffen
change-directory = { $directory ->
    [created] wird in Entra als Gast angelegt
    [exists] hat schon ein Gastkonto in Entra
   *[none] Entra ist nicht betroffen
}
change-directory-stays = das Gastkonto in Entra bleibt
change-account = { $account ->
    [created] { $platform }-Konto wird angelegt
    [changed] { $platform }-Konto wird geändert
    [taken_over] von Hand angelegtes { $platform }-Konto wird übernommen
    [taken_over_alone] reines { $platform }-Konto wird übernommen
    [switched_off] { $platform }-Konto wird abgeschaltet
    [unseen] was { $platform } von der Person hat, kann ich nicht sehen
   *[unchanged] { $platform }-Konto bleibt, wie es ist
}
change-nobody-else = niemand sonst ist betroffen
change-joins = kommt in { $groups }
change-leaves = Verlässt { $groups }
change-roles = Hat jetzt: { $before }. Danach: { $after }.
change-effects = Jetzt: { $before }. Danach: { $after }.
change-effects-same = Jetzt und danach: { $before }.
change-prolongs = Schon in { $group } bis { $until-short } (R-{ $number }): das hier ist länger.
change-kept-role = Behält { $role } durch { $groups }.
change-kept-own = Behält { $roles }, direkt in { $platform } vergeben.
change-lacking = { $role } nützt wenig ohne { $other }.
change-last-group = **Das ist die letzte Gruppe von { $name }: Das { $platform }-Konto wird abgeschaltet.**
needs-service-provider = { $role } wirkt nur mit einer Mitgliedschaft als Dienstleister in { $platform }. Fragen Sie einen { $platform }-Administrator.
needs-reception = { $role } wirkt nur mit einer Empfangs-Mitgliedschaft in { $platform }. Fragen Sie einen { $platform }-Administrator.
needs-outlook-delegate = { $role } wirkt nur mit Stellvertreterrechten in Outlook. Wem der Kalender gehört, der gibt sie.
change-no-roles = keine Rollen
keeps = Weiter in { $group }.
keeps-until = Weiter in { $group } bis { $until-short }.
keeps-request = Weiter in { $group } (R-{ $number }).
keeps-request-until = Weiter in { $group } bis { $until-short } (R-{ $number }).

## How good the proof will be

proof-will-platform = Ich lese es aus { $platform } zurück
proof-will-log = Entra meldet es; in { $platform } kann ich nicht hineinsehen
proof-will-membership = Ich sehe nur die Gruppe; { $platform } sehe ich nicht

## After the decision

title-approved = ◌ Genehmigt von { $by }
title-rejected = ✖ Abgelehnt von { $by }
decided-approved = Genehmigt von { $by }
decided-rejected = Abgelehnt von { $by }
decided-when = { $decided }, { $at-full }

approve-explained-fallback = Wenn bis { $since-day } niemand antwortet: { $names }.
approve-explained-asked = Niemand hat geantwortet, also auch: { $names }.
approve-silent = { $names } { $names-count ->
    [one] hat
   *[other] haben
} seit { $since-day } nicht geantwortet, also werden auch Sie gefragt.
approve-unreached = Keine Karte hat { $names } erreicht, oder { $names-count ->
    [one] die Person darf
   *[other] sie dürfen
} nicht mehr entscheiden, also werden auch Sie gefragt.
approve-away-by = { $by } ist abwesend und bittet Sie, in Vertretung zu entscheiden.
approve-away-to = Sie sind abwesend, also entscheidet { $to } das an Ihrer Stelle. Geben Sie **zurück** ein, um selbst zu entscheiden.
