## Sentences that come by themselves or answer a press

notice-welcome = Ich lade Personen zu { $platform } ein und beende ihren Zugang, mit Genehmigung und Nachweis. Versuchen Sie **Hilfe**.
notice-hello = Hallo { $name }. Ich lade Personen zu { $platform } ein, mit Genehmigung und Nachweis. Versuchen Sie **Hilfe**.
notice-sent = Gesendet. Ich melde mich, wenn jemand entscheidet.
notice-checking = ◌ Ich prüfe. Die Karte ändert sich von selbst.
notice-warn-undeliverable = ⚠ { $names-count ->
    [one] { $names } hat Usher nicht in Teams, also kam die Karte nicht an. Andere wurden inzwischen gefragt, wo es welche gibt.
   *[other] { $names } haben Usher nicht in Teams, also kamen die Karten nicht an. Andere wurden inzwischen gefragt, wo es welche gibt.
}
notice-redeem-link = Senden Sie diese Einladung selbst an { $address }. Sie ist nur für diese Person.
notice-link-lost = { $address } ist eingeladen, aber die Antwort von Microsoft mit dem Link ging verloren. Sonst fehlt nichts. Bitten Sie { $administrator }, die Einladung noch einmal zu senden: Entra › Users › { $address } › Resend invitation.
notice-accepted = ✔ { $address } hat heute angenommen. Sie müssen nichts tun.
notice-not-accepted = { $address } hat seit einer Woche nicht angenommen. Vorher ist keine Anmeldung möglich.
notice-ended = ✔ Der Zugang von { $address } ist beendet. R-{ $number }
notice-end-failed = { $address } hat vielleicht noch Zugang, obwohl er enden sollte. R-{ $number } sagt, warum. Besitzer können es dort noch einmal versuchen oder „beenden“ eingeben; in einem Tag frage ich es von selbst neu an.
notice-ending = ◌ Der Zugang von { $address } endet jetzt. Ich melde mich, wenn es nachgewiesen ist.
notice-ends-on = Der Zugang von { $address } endet am { $until }, 23:59 ({ $zone }).
notice-ends-by-itself = Der Zugang von { $address } endet am { $until }, 23:59 ({ $zone }). Sie müssen nichts tun.
notice-cancelled = Abgebrochen. Nichts wurde gesendet und nichts geändert.
notice-kept = Behalten. Nichts wurde geändert.
notice-decided-toast = Ihre Entscheidung zu R-{ $number } ist da. Ich mache von selbst weiter.
notice-decided-elsewhere = { $by } hat R-{ $number } um { $at } entschieden. Sie müssen nichts tun.
notice-approved = Genehmigt von { $by }. Ich melde mich, wenn es nachgewiesen ist.
notice-rejected = Abgelehnt von { $by }: „{ $reason }“. Nichts wurde geändert.
notice-withdrawn = { $by } hat R-{ $number } zurückgenommen. Für Sie ist nichts zu entscheiden.
notice-expired = R-{ $number } ist geschlossen: Niemand hat geantwortet. Nichts wurde geändert.
notice-replaces = Das ersetzt Ihre offene Anfrage R-{ $number }.
notice-approver-dropped = { $names } kann R-{ $number } nicht mehr entscheiden. Ich habe jemand anders gefragt.
notice-retrying = Ich versuche es noch einmal. Nur was fehlt, wird wiederholt.
notice-escalated = { $names } { $names-count ->
    [one] hat
   *[other] haben
} seit { $since-day } nicht geantwortet. { $others } { $others-count ->
    [one] ist
   *[other] sind
} auch gefragt: { $numbers }.
notice-owner-ended = { $by } hat den Zugang von { $address } beendet. R-{ $number }
notice-owners-confirmed = ✔ Bestätigt: { $names }.
notice-owner-unconfirmed = Sie sind in der Gruppe der Besitzer, aber niemand hat das bestätigt. Bis dahin dürfen Sie hier weder anfragen noch genehmigen. Fragen Sie { $administrator }.
notice-task-done = Danke. Ich sehe nach, ob ich es sehen kann.
notice-still-open = Ich sehe noch nicht, dass es getan ist. Ich sehe von selbst wieder nach.
notice-erased = Was hier stand, wurde gelöscht.
notice-token-ends = Das SCIM-Token { $key } endet am { $until }. Dann erreicht Entra Usher nicht mehr und hört mit der Bereitstellung auf. Machen Sie ein neues: usher scim token create, tragen Sie es in Entra ein, und widerrufen Sie dieses.
notice-left = Diese Karte wurde weiter unten noch einmal gesendet: R-{ $number }. Was hier stand, wurde gelöscht.
notice-asked-again = Über R-{ $number } wird neu entschieden. Die Karte weiter unten ersetzt diese.

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
notice-install = { $names } hat Usher nicht in Teams, also kommen meine Fragen dort nicht an. Bitte lassen Sie es installieren: Teams admin centre › Teams apps › Setup policies. Was wartet, wird dann von selbst gesendet.
notice-review-none = Sie stehen für keine externe Person mit Zugang ein. Die nächste Überprüfung der Externen ist am { $at-day }.
notice-review-never = Sie stehen für keine externe Person mit Zugang ein.
