## Being away, and coming back

away-title = Abwesend bis { $until }?
away-title-open = Abwesend bis wann?
away-means = { $names-count ->
    [0] Andere, die entscheiden dürfen, werden statt Ihnen gefragt, und Sie werden nicht erinnert. Wellen warten auf Sie.
   *[other] Ihre Anfragen gehen an { $names }, wo die Regeln es erlauben; Sie bleiben informiert. Wellen warten auf Sie.
}
away-replaces = Sie sind schon bis { $until-short } abwesend. Das hier ersetzt es.
away-until = Letzter Tag der Abwesenheit
away-until-error = Wählen Sie heute oder einen späteren Tag, spätestens { $latest }.
away-ask = Wer an Ihrer Stelle entscheidet
away-too = { $name } (abwesend bis { $until-short })
away-nobody = Niemand Bestimmtes
back-title = Sind Sie zurück?
back-says = Sie sind bis { $until } abwesend.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } entscheidet an Ihrer Stelle.
}
notice-away = Sie sind bis { $until }, 23:59 ({ $zone }) abwesend. { $names-count ->
    [0] Andere, die entscheiden dürfen, werden statt Ihnen gefragt, und Sie werden nicht erinnert.
   *[other] Ihre Anfragen gehen an { $names }, wo die Regeln es erlauben; Sie bleiben informiert.
} Wellen warten auf Sie. Es endet von selbst, oder wenn Sie **zurück** eingeben.
notice-away-both = Sie sind bis { $until }, 23:59 ({ $zone }) abwesend. { $names } ist ebenfalls abwesend, bis { $back }: Bis dahin werden andere gefragt, die entscheiden dürfen. Wellen warten auf Sie. Es endet von selbst, oder wenn Sie **zurück** eingeben.
notice-was-away = Sie waren bis { $until } abwesend. Was auf Ihre Entscheidung wartet, ist wieder bei Ihnen.
notice-deputy-over = { $names } war bis { $until } abwesend. Sie entscheiden nicht mehr in Vertretung.
notice-not-away = Sie sind nicht abwesend. Es ist nichts zu tun.
notice-away-anew = Sie haben Ihre Abwesenheit seither neu geregelt. Eine spätere Nachricht sagt, was jetzt gilt.
notice-deputy-anew = { $names } hat die Abwesenheit seither neu geregelt. Sie entscheiden nur dann in Vertretung, wenn eine spätere Nachricht Sie darum bittet.
notice-deputy = { $names } ist bis { $until } abwesend und bittet Sie, in Vertretung zu entscheiden, wo die Regeln es erlauben. **Genehmigungen** zeigt, was auf Sie wartet. Über das, was { $names } anfragt, entscheiden Sie nicht.
declined-away-nobody = Keine Regel lässt Sie etwas entscheiden, also muss Sie niemand vertreten. Nichts wurde geändert.
declined-away-day = Der letzte Tag fehlt. Nichts wurde geändert. Wählen Sie einen.
declined-away-days = Dieser Tag ist vorbei oder zu weit weg. Nichts wurde geändert. Wählen Sie einen bis { $latest }.
declined-deputy-unknown = Niemand mit diesem Namen darf an Ihrer Stelle entscheiden. Nichts wurde geändert. Wählen Sie jemanden aus der Liste.
declined-deputy-needed = Ihre Anfrage R-{ $number } kann nur diese Person entscheiden, und wer Sie vertritt, darf das nicht. Nichts wurde geändert. Wählen Sie jemand anders oder niemand Bestimmtes.
declined-only-deputy = Nur eine Vertretung von jemandem, der angefragt hat oder etwas davon hat, könnte das entscheiden. Nichts wurde gesendet. Geben Sie **zurück** ein, oder wählen Sie eine andere Vertretung, und fragen Sie neu an.
declined-deputy-several = Es kann mehr als eine Person gemeint sein. Nichts wurde geändert. Wählen Sie unten eine.
declined-deputy = Sie entscheiden an der Stelle von jemandem, der das angefragt hat oder etwas davon hat, also muss jemand anders entscheiden. Nichts wurde geändert.
