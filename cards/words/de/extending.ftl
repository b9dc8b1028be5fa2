## More time for what somebody holds: the form

extend-title = Zugang von { $name } verlängern?
extend-title-until = Zugang von { $name } bis { $until-short } verlängern?
extend-now = { $groups }: jetzt bis { $until-short } (R-{ $number })
extend-then = { $groups }: jetzt bis { $until-short }, dann bis { $then-short } (R-{ $number })
extend-until = Neuer letzter Tag, bis 23:59 ({ $zone })
extend-until-error = Wählen Sie einen späteren Tag, spätestens { $latest-short }
extend-reaches = Bis { $until-short } sofort, durch die Regel „{ $rule }“. Ein späterer Tag geht zur Genehmigung.
extend-decided = Jeder Tag geht zur Genehmigung.
extend-by-rule = Innerhalb der Regel „{ $rule }“: Es wird sofort verlängert, und niemand muss es genehmigen.
extend-asks = Das geht zur Genehmigung an: { $names }.

press-extend-look = Zeigen, was geschieht
press-extend-now = Bis { $until-short } verlängern
press-extend-ask = Genehmigung anfragen
press-extend-other = Ein anderes Datum

## The warning

expiry-extended = ✔ Verlängert bis { $until-short }
expiry-besides = Endet auch: { $groups }, { $until-day } · R-{ $number }
expiry-asked = { $asked } bittet um mehr Zeit, bis { $until-short }.
expiry-asked-of = { $asked } bittet für { $groups } um mehr Zeit, bis { $until-short }.
expiry-rest = Mehr Zeit per Knopfdruck gilt für das Übrige: { $groups }.
expiry-by-rule = { $days ->
    [one] 1 Tag mehr
   *[other] { $days } Tage mehr
}: bis { $until-short }, sofort, durch die Regel „{ $rule }“.
expiry-asks = { $days ->
    [one] 1 Tag mehr
   *[other] { $days } Tage mehr
}: bis { $until-short }, sobald es genehmigt ist.
expiry-test = Es ist Testzugang: Sein Ende verschiebt sich mit dem Go-live, und was Ihre eigenen Gruppen geben, bleibt Ihnen.
expiry-why-own = Es ist Ihr eigener Zugang · R-{ $number }

press-expiry-extend = { $days ->
    [one] 1 Tag verlängern
   *[other] { $days } Tage verlängern
}
press-expiry-ask = { $days ->
    [one] 1 Tag mehr anfragen
   *[other] { $days } Tage mehr anfragen
}
press-expiry-other = Anderes Datum

## The warning about several people of one list

expiry-list-title = { $count ->
    [one] Der Zugang von 1 Person endet
   *[other] Der Zugang von { $count } Personen endet
} { $days ->
    [0] heute, { $until-day }
    [1] morgen, { $until-day }
   *[other] am { $until-day }
}
expiry-list-from = { $count ->
    [one] Der Zugang von 1 Person endet, zuerst
   *[other] Der Zugang von { $count } Personen endet, zuerst
} { $days ->
    [0] heute, { $until-day }
    [1] morgen, { $until-day }
   *[other] am { $until-day }
}
expiry-list-over = ✔ Nichts davon endet noch so, wie es hier stand
expiry-list-silence = Wenn Sie nichts tun, endet jeder um 23:59 an seinem Tag ({ $zone }).
expiry-list-let = Sie lassen sie enden, jeden um 23:59 an seinem Tag ({ $zone }).
expiry-list-by-rule = { $count ->
    [one] Für 1 Person
   *[other] Für { $count } Personen
} { $days ->
    [one] 1 Tag mehr
   *[other] { $days } Tage mehr
}: sofort, durch die Regel „{ $rule }“.
expiry-list-asks = { $count ->
    [one] Für 1 Person
   *[other] Für { $count } Personen
} { $days ->
    [one] 1 Tag mehr
   *[other] { $days } Tage mehr
}: sobald es genehmigt ist.
expiry-list-one = Für eine Person allein geben Sie „verlängern name@firma.example bis 1. Mai“ oder „beenden name@firma.example“ ein.
expiry-list-why = Sie stehen für diese Personen ein
expiry-row-asked = mehr Zeit ist angefragt (R-{ $number })

press-expiry-extend-all = { $days ->
    [one] Alle um 1 Tag verlängern
   *[other] Alle um { $days } Tage verlängern
}
press-expiry-ask-all = { $days ->
    [one] 1 Tag mehr für alle anfragen
   *[other] { $days } Tage mehr für alle anfragen
}
press-expiry-let-end-all = Alle enden lassen

## The request

approve-extend-title = Zugang von { $name } bis { $until-short } verlängern?
about-extend = Zugang bis { $until-short } verlängern
extended = { $way ->
    [rule] ✔ Durch die Regel verlängert, bis { $until-short }.
   *[decided] ✔ Verlängert bis { $until-short }.
}
extended-platform = Nachgewiesen { $at }: Konto an, genau { $count ->
    [one] 1 Rolle
   *[other] { $count } Rollen
} zurückgelesen.
extended-membership = { $at }: in der Gruppe; { $platform } nicht gesehen.
row-extend = Zugang von { $address } verlängern
channel-extend = Mehr Zeit für den Zugang von 1 Person · { $state } · R-{ $number }
step-extend = { $state ->
    [done] Verlängert
    [failed] Nicht verlängert
    [running] Wird verlängert
   *[waiting] Verlängerung: wartet
}
history-grant-extended = Verlängert bis { $until-short } durch R-{ $number }.

declined-extend-whom = Wessen Zugang? Nichts wurde geändert. Geben Sie es ein wie „verlängern name@firma.example bis 1. Mai“.
declined-extend-nobody = Ich kenne niemanden mit dem Namen { $name }, dessen Zugang ein Enddatum hat. Nichts wurde geändert. Geben Sie die Mailadresse ein.
declined-extend-nothing = { $name } hat nichts von mir, das ein Enddatum hat und verlängert werden kann. Nichts wurde geändert.
declined-extend-earlier = Er dauert schon bis { $until-short }. Nichts wurde geändert. Wählen Sie einen späteren Tag; um ihn früher zu beenden, geben Sie „beenden“ ein.
declined-extend-beyond = Inzwischen reicht die Regel dafür nicht mehr. Nichts wurde geändert. Jemand muss es genehmigen.
declined-extend-over = Dieser Zugang ist beendet oder endet gerade. Nichts wurde geändert. Fragen Sie neu an.
declined-extend-off = Das { $platform }-Konto von { $address } ist aus, also gibt es nichts zu verlängern. Nichts wurde geändert. Fragen Sie neu an.
declined-extend-left = { $name } ist nicht mehr in { $group }, also gibt es nichts zu verlängern. Nichts wurde geändert. Fragen Sie neu an.
declined-extend-unassigned = { $group } ist { $platform } in Entra nicht mehr zugewiesen; niemand hat darüber Zugang, und es gibt nichts zu verlängern. Nichts wurde geändert. Bitten Sie { $administrator }, sie zuzuweisen, und verlängern Sie dann.
