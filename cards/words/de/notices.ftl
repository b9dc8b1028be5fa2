## Sentences that come by themselves or answer a press

notice-welcome = Ich lade Personen zu { $platform } ein, ändere Gruppen und öffne Wellen, mit Genehmigung und Nachweis. Versuchen Sie **Hilfe**.
notice-now-owner = Sie sind jetzt Besitzer von { $platform } (R-{ $number }): Sie können hier einladen, Gruppen ändern, Wellen öffnen und mitentscheiden. Versuchen Sie **Hilfe**.
notice-redeem-link = Senden Sie diese Einladung selbst an { $address }. Sie ist nur für diese Person.
notice-link-lost = { $address } ist eingeladen, aber die Antwort von Microsoft mit dem Link ging verloren. Sonst fehlt nichts. Bitten Sie { $administrator }, die Einladung noch einmal zu senden: Entra › Users › { $address } › Resend invitation.
notice-accepted = ✔ { $address } hat heute angenommen. Sie müssen nichts tun.
notice-end-failed = { $address } hat vielleicht noch Zugang, obwohl er enden sollte. R-{ $number } sagt, warum. Besitzer können es dort noch einmal versuchen oder „beenden“ eingeben; in einem Tag frage ich es von selbst neu an.
notice-end-refused = { $address } hat vielleicht noch Zugang, obwohl er enden sollte. R-{ $number } sagt, warum. Besitzer können „beenden“ eingeben; in einem Tag frage ich es von selbst neu an.
notice-platform-token = { $platform } nimmt mein Token nicht mehr an: Es ist falsch, widerrufen oder abgelaufen. Bis es erneuert ist, kann ich dort Konten weder lesen noch ändern, und Anfragen warten. Tragen Sie ein neues in USHER_SCIM_TOKEN ein und starten Sie mich neu; was wartet, geht dann von selbst weiter.
notice-ends-on = Der Zugang von { $address } endet am { $until }, 23:59 ({ $zone }).
notice-ends-sooner = Der Zugang von { $address } endet am { $until }, 23:59 ({ $zone }). { $by } hat das Ende vorgezogen. Mehr Zeit braucht eine Genehmigung.
notice-cancelled = Abgebrochen. Nichts wurde gesendet und nichts geändert.
notice-kept = Behalten. Nichts wurde geändert.
notice-replaces = Das ersetzt Ihre offene Anfrage R-{ $number }.
notice-stops = R-{ $number } wollte gerade vergeben, was hiermit weggenommen wird, und hält dafür an.
notice-approver-dropped = { $names } { $names-count ->
    [one] kann
   *[other] können
} R-{ $number } nicht mehr entscheiden. Ich habe jemand anders gefragt.
notice-dropped-others = { $names } { $names-count ->
    [one] kann
   *[other] können
} das nicht mehr entscheiden, deshalb habe ich { $others } gefragt: { $numbers }.
notice-escalated = { $names } { $names-count ->
    [one] hat
   *[other] haben
} seit { $since-day } nicht geantwortet. { $others } { $others-count ->
    [one] wurde
   *[other] wurden
} ebenfalls gefragt: { $numbers }.
notice-no-owner = Es gibt keine Besitzer mehr: { $names } { $names-count ->
    [one] ist
   *[other] sind
} nicht mehr in { $group } oder abgeschaltet. Niemand kann etwas anfragen, und kein Besitzer kann entscheiden. Fügen Sie die Besitzer in Entra zu { $group } hinzu, geben Sie dann **Einrichtung** ein, und bestätigen Sie sie dort.
notice-owners-again = { $by } hat { $names } als Besitzer bestätigt, nachdem es keine Besitzer mehr gab. War das nicht gewollt, nehmen Sie { $names-count ->
    [one] die Person
   *[other] die Personen
} in Entra aus der Gruppe der Besitzer, und fragen Sie { $by }.
notice-groups-gone = { $groups } { $groups-count ->
    [one] ist
   *[other] sind
} nicht mehr in Entra: außerhalb von Usher gelöscht oder umbenannt. Wer nur durch eine gelöschte Gruppe Zugang hat, wird beim nächsten Lauf der Bereitstellung abgeschaltet. War das nicht gewollt, stellen Sie sie in Entra wieder her, oder geben Sie ihr den Namen zurück.
notice-groups-unassigned = { $groups } { $groups-count ->
    [one] ist
   *[other] sind
} { $platform } nicht mehr zugewiesen: Das hat jemand in Entra getan, außerhalb von Usher. Wer nur dadurch Zugang hat, wird beim nächsten Lauf der Bereitstellung abgeschaltet. War das nicht gewollt, weisen Sie wieder zu: Entra › Enterprise applications › { $platform } › Users and groups.
notice-token-ends = Das SCIM-Token { $key } läuft am { $until } ab. Dann erreicht Entra Usher nicht mehr und hört mit der Bereitstellung auf. Machen Sie ein neues: usher scim token create, tragen Sie es in Entra ein, und widerrufen Sie dieses.
notice-left = Diese Karte wurde weiter unten noch einmal gesendet: R-{ $number }. Was hier stand, wurde gelöscht.
notice-asked-again = Über R-{ $number } wird neu entschieden. Die Karte weiter unten ersetzt diese.
notice-answered = Ihre Frage zu R-{ $number } ist beantwortet. Die Karte weiter unten ersetzt diese.
notice-handed-to-you = R-{ $number } wurde Ihnen übergeben. Die Karte weiter unten ersetzt diese.
notice-replaced = Die Karte weiter unten ersetzt diese.
notice-said = Die Antwort steht weiter unten.
notice-list-left = Zu dieser Liste gibt es Neues. Die Karte weiter unten ersetzt diese.

## Said in a channel

notice-channel-told = Ab jetzt erzähle ich hier, was angefragt wird und was daraus wird: Art, Zahl und Stand, keine Namen und keine Begründungen. Wer Ansehen drückt, sieht das Eigene, und sonst sieht das niemand. **@Usher stopp** beendet das.
notice-channel-stopped = Ich beginne hier nichts Neues mehr. Was hier steht, ändert sich weiter mit dem, worum es geht. Mit **@Usher hier posten** mache ich weiter.
notice-channel-sent = Die Knöpfe sind in Ihrem eigenen Chat mit mir

notice-unanswered = { $names } { $names-count ->
    [one] hat
   *[other] haben
} seit { $since-day } nicht geantwortet. Niemand sonst darf { $numbers } entscheiden, also fragen Sie bitte selbst { $names-count ->
    [one] nach
   *[other] bei einer der Personen nach
}.
notice-unreached = { $names } { $names-count ->
    [one] hat
   *[other] haben
} Usher nicht in Teams. Ich habe darum gebeten, es zu installieren, und inzwischen { $others } gefragt: { $numbers }.
notice-unreached-blocked = { $names } { $names-count ->
    [one] hat
   *[other] haben
} Usher in Teams blockiert oder entfernt. Ich habe darum gebeten, es zu installieren, und inzwischen { $others } gefragt: { $numbers }.
notice-unreached-refused = { $names } { $names-count ->
    [one] war
   *[other] waren
} in Teams nicht erreichbar. Ich habe darum gebeten, Usher zu installieren, und inzwischen { $others } gefragt: { $numbers }.
notice-all-away = { $names } { $names-count ->
    [one] ist
   *[other] sind
} abwesend, und niemand vertritt, also habe ich inzwischen { $others } gefragt: { $numbers }.
notice-deputy-gone = { $names } vertritt Sie, ist aber abwesend oder kann jetzt nicht entscheiden. Inzwischen werden andere gefragt, die entscheiden dürfen; Sie müssen nichts tun.
notice-deputy-gone-you = Sie vertreten { $names }, sind aber abwesend oder können jetzt nicht entscheiden. Inzwischen werden andere gefragt, die entscheiden dürfen; Sie müssen nichts tun.
notice-not-arrived = Meine Karte hat { $names } nicht erreicht, also habe ich inzwischen { $others } gefragt: { $numbers }.
notice-install = { $names } hat Usher nicht in Teams, also kommen meine Fragen dort nicht an. Bitte lassen Sie es installieren: Teams admin centre › Teams apps › Setup policies. Was wartet, wird dann von selbst gesendet.
notice-install-blocked = { $names } hat Usher in Teams blockiert oder entfernt, also kommen meine Fragen dort nicht an. Bitten Sie darum, es wieder zuzulassen, oder lassen Sie es installieren: Teams admin centre › Teams apps › Setup policies. Was wartet, wird gesendet, sobald Usher neu installiert ist oder die Person mir schreibt.
notice-install-refused = Teams lässt mich { $names } nicht erreichen, also kommen meine Fragen dort nicht an. Bitte sehen Sie nach, ob Usher dort zugelassen und installiert ist: Teams admin centre › Teams apps › Setup policies. Was wartet, wird gesendet, sobald Usher neu installiert ist oder die Person mir schreibt.
notice-review-none = Sie stehen für keine externe Person mit Zugang ein. Die nächste Überprüfung der Externen ist am { $at-day }.
notice-review-never = Sie stehen für keine externe Person mit Zugang ein.
