## The form of an invitation

invite-title = 1 externe Person einladen
invite-first = Erste Person von { $domain }
invite-address = Mailadresse der Person
invite-address-error = Geben Sie eine Mailadresse ein, wie name@firma.example
invite-name = Name der Person
invite-groups = Gruppen
invite-groups-error = Wählen Sie mindestens eine Gruppe
invite-until = Der Zugang endet um 23:59 ({ $zone }) am
invite-until-echo = Bis { $until }
invite-lasts-echo = Bis { $until } oder später: { $lasts } ab dem Tag, an dem der Zugang beginnt. Ein anderer Tag hier ist der letzte Tag.
invite-until-error = Wählen Sie ein erlaubtes Datum
invite-latest = spätestens { $latest }
invite-sponsor = Sponsor: wer für die Person einsteht
invite-sponsor-error = Wählen Sie, wer für die Person einsteht
invite-sponsor-you = { $name } (Sie)
invite-option = Der Weg hinein
invite-option-error = Wählen Sie einen der zwei Wege
invite-suggested = { $option } (Vorschlag: { $why })
invite-suggested-plain = { $option } (Vorschlag)
invite-guest-means = Gast: meldet sich mit dem eigenen Konto und nach unseren Regeln an; der Zugang endet mit der Gruppe oder dem Gastkonto.
invite-account-means = Reines { $platform }-Konto: ein Passwort bei { $platform }, keine gemeinsame Anmeldung; endet nur am Enddatum, das es haben muss, oder wenn Sie es beenden.
invite-account-unseen = Reine { $platform }-Konten biete ich nicht an: Ich kann hier nicht in { $platform } hineinsehen, also könnte ich keines nachweisen oder beenden.
invite-account-by-hand = Ein Besitzer legt das reine { $platform }-Konto von Hand an und drückt Fertig. Ich weise es trotzdem nach.
invite-delivery = Einladung eines Gastes
invite-delivery-mail = Microsoft sendet seine Mail
invite-delivery-link = Geben Sie mir den Link, ich sende ihn selbst
invite-reason = Begründung
invite-nothing-yet = Nichts geschieht, bevor jemand anders genehmigt.

suggest-guest = endet auch, wenn die IT das Gastkonto schließt
suggest-account = für kurzen oder einmaligen Zugang
suggest-forbidden = unsere Regeln verbieten Gäste von dort

## Groups of somebody in the directory

change-title = { $way ->
    [add] { $name } zu { $groups } hinzufügen
   *[remove] { $name } aus { $groups } entfernen
}
change-title-open = { $way ->
    [add] Eine Person zu einer Gruppe hinzufügen
   *[remove] Eine Person aus einer Gruppe entfernen
}
change-looking = Ich suche { $who } in Entra und { $platform }.
change-nothing-yet = Nichts wurde geändert.
change-who = Wer: Name oder Mailadresse
change-who-error = Geben Sie ein, wer gemeint ist
change-several = Mit „{ $who }“ kann mehr als eine Person gemeint sein. Wer ist es?
change-nobody = Ich habe in Entra niemanden mit dem Namen „{ $who }“ gefunden. Nichts wurde gesendet. Geben Sie den ganzen Namen oder die Adresse ein.
change-suggests = { $group } gäbe, was fehlt.
change-until = Der Zugang endet um 23:59 ({ $zone }) am (leer: kein Enddatum)
change-until-external = Der Zugang endet um 23:59 ({ $zone }) am (leer: { $latest })

## Compare the two

compare-title = Gast oder reines { $platform }-Konto?
compare-sign-in = Anmeldung
compare-sign-in-guest = eigenes Konto, unser SSO und Conditional Access
compare-sign-in-account = Passwort bei { $platform }; kein SSO
compare-leaving = Wenn die Person geht
compare-leaving-guest = endet mit der Gruppe oder dem Gastkonto
compare-leaving-account = nur am Enddatum, oder wenn Sie es beenden
compare-duties = Enddatum, Sponsor
compare-duties-guest = Enddatum nach den Regeln, Sponsor immer
compare-duties-account = beides ist Pflicht
compare-first = Erster Schritt der Person
compare-first-guest = die Einladung von Microsoft annehmen
compare-first-account = bei der ersten Anmeldung in { $platform } ein Passwort anfordern

## Ending

end-title = Zugang von { $address } jetzt beenden?
end-date-title = Wann soll der Zugang von { $address } enden?
end-effect-off = Die Gruppe wird entfernt, das { $platform }-Konto abgeschaltet. Offene Sitzungen können bestehen bleiben, bis { $platform } wieder prüft.
end-effect-less = Die Gruppe wird entfernt. Das { $platform }-Konto bleibt an, für das, was bestehen bleibt.
end-effect-open = Die Gruppe wird entfernt. Das { $platform }-Konto bleibt nur an, wenn etwas anderes es hält; das sehe ich zuerst nach.
end-effect-account = Das { $platform }-Konto wird abgeschaltet. Offene Sitzungen können bestehen bleiben, bis { $platform } wieder prüft.
end-guest-stays = Das Gastkonto in Entra bleibt. Es kann anderswo in Gebrauch sein; das kann ich nicht sehen.
end-undo = Das braucht keine Genehmigung. Den Zugang zurückzugeben braucht eine.
end-ends = Endet: { $group }
end-ends-until = Endet: { $group }, jetzt bis { $until-short }
end-until = Der Zugang endet um 23:59 ({ $zone }) am
end-until-error = Wählen Sie ein Datum ab heute

## Expiry

expiry-title = Der Zugang endet am { $until-day }
expiry-tomorrow = Der Zugang endet morgen, { $until-day }
expiry-today = Der Zugang endet heute, { $until-day }
expiry-whose = { $address } · { $groups }
expiry-silence = Wenn Sie nichts tun, endet er um 23:59 ({ $zone }).
expiry-let-end = Sie lassen ihn enden: { $until }, 23:59 ({ $zone }).
expiry-why-you = Sie stehen für die Person ein · R-{ $number }
