## What happened, what did not, what to do. Keys are those of Declined.

declined-not-owner = Das können nur Besitzer. Nichts wurde gesendet.{ $owners-count ->
    [0] { "" }
    [one] { " " }{ $owners } kann das.
   *[other] { " " }{ $owners } können das.
}
declined-not-owner-or-administrator = Das können nur Besitzer und Administratoren. Nichts wurde geändert.{ $names-count ->
    [0] { "" }
    [one] { " " }{ $names } kann das.
   *[other] { " " }{ $names } können das.
}
declined-guest = Ich arbeite nur für Mitglieder dieser Organisation. Nichts wurde geändert.
declined-self = Sie haben das selbst angefragt, also muss jemand anders entscheiden. Nichts wurde geändert.
declined-decided = { $by } hat das um { $at } entschieden. Ihr Klick hat nichts geändert.
declined-stale = Diese Karte ist veraltet. Ihr Klick hat nichts geändert. Hier ist die neue.
declined-cancel-late = R-{ $number } wird schon ausgeführt: Etwas wurde bereits geändert oder wird es gerade. Ihr Klick hat nichts geändert. Was sie tut, lässt sich mit einer neuen Anfrage rückgängig machen.
declined-handed-over = Sie haben das an jemand anders weitergegeben. Ihr Klick hat nichts geändert.
declined-hand-over = Dieser Schritt erlaubt diese Person nicht. Ihr Klick hat nichts geändert. Wählen Sie jemanden aus der Liste.
declined-not-asked = Diese Karte wurde nicht an Sie gesendet, oder Sie dürfen das nicht mehr entscheiden. Ihr Klick hat nichts geändert.
declined-not-yours = Das ist nicht für Sie. Ihr Klick hat nichts geändert.
declined-unknown-card = Zu dieser Karte habe ich nichts gespeichert, vielleicht weil eine Sicherung zurückgespielt wurde. Ihr Klick hat nichts geändert. Wer darum gebeten hat, muss es noch einmal anfragen.
declined-decides-next = Nur Sie können den nächsten Schritt von R-{ $number } entscheiden, also muss jemand anders diesen entscheiden. Nichts wurde entschieden.
declined-no-approver = Nicht gesendet: Niemand, der genehmigen darf, ist erreichbar. Sagen Sie { $administrator }: Usher muss für die Genehmigenden installiert sein, oder es braucht weitere Genehmigende: Niemand entscheidet, was er selbst anfragt oder wovon er etwas hat.
declined-approvers-unconfirmed = Nicht gesendet: Wer entscheiden würde, ist in { $groups }, wurde dort aber noch von niemandem bestätigt. Ein Besitzer gibt **Einrichtung** ein und bestätigt die Mitglieder; niemand bestätigt sich selbst. { $administrator } kann helfen.
declined-stages-one-person = Nicht gesendet: Eine Person müsste zwei Schritte davon entscheiden, und jede entscheidet nur einen. { $administrator } nennt in usher.toml für einen davon jemand anders.
declined-last-owner = Dann hätte { $platform } keinen Besitzer mehr. Nicht gesendet. Fügen Sie zuerst einen anderen Besitzer hinzu.
declined-owners-no-end = { $group } hat hier kein Enddatum, damit die Plattform nie ohne Besitzer ist. Nicht gesendet. Fragen Sie ohne Datum an.
declined-end-owner = Die Person ist in { $group }. Nichts wurde geändert. Geben Sie „entfernen“ mit dem Namen und „aus { $group }“ ein: Das entscheidet jemand, der nicht in dieser Gruppe ist.
declined-nobody-named = Niemand ist genannt. Nichts wurde gesendet. Geben Sie einen Namen oder eine Adresse ein.
declined-look-first = Ich sehe noch nach. Nichts wurde gesendet. Warten Sie, bis die Karte zeigt, was sich ändern würde.
declined-guest-gone = Das Gastkonto von { $name } ist nicht mehr in Entra. Nichts wurde geändert. Geben Sie **einladen { $address }** ein, um neu einzuladen.
declined-not-in-directory = Die Person ist nicht mehr in Entra. Nichts wurde geändert. Prüfen Sie den Namen.
declined-person-disabled = Die Anmeldung von { $name } ist in Entra gesperrt. Nichts wurde geändert. Fragen Sie { $administrator } nach dem Grund.
declined-no-mail = { $name } hat keine Mailadresse in Entra, und { $platform } braucht eine. Nichts wurde geändert. Bitten Sie { $administrator }, sie einzutragen.
declined-already-member = { $name } ist schon in { $group }. Es ist nichts zu tun.
declined-being-given = { $name } ist noch nicht in { $group }: R-{ $number } vergibt sie gerade. Nichts wurde gesendet. Fragen Sie noch einmal, sobald das geschehen ist, oder lassen Sie R-{ $number } abbrechen.
declined-no-member = { $name } ist nicht in { $group }. Es ist nichts zu tun.
declined-incompatible = Niemand darf zugleich in { $groups } sein. Nichts wurde geändert.{ $because ->
    [0] { "" }
   *[other] { " " }{ $because }
}
declined-employee = Diese Person ist bei uns angestellt ({ $name }). Niemand wurde eingeladen. Geben Sie stattdessen **hinzufügen { $name } zu** GRUPPE ein: Angestellte bekommen Zugang über Gruppen.
declined-domain-blocked = { $domain } ist nach den Regeln Ihrer Organisation für Gäste gesperrt. Niemand wurde eingeladen. Fragen Sie { $administrator }, oder nehmen Sie ein reines { $platform }-Konto.
declined-guest-blocked = { $address } ist ein Gast, dessen Anmeldung gesperrt ist. Niemand wurde eingeladen. Fragen Sie { $administrator } nach dem Grund.
declined-bad-address = { $address } ist keine Mailadresse. Nichts wurde gesendet. Geben Sie sie ein wie name@firma.example.
declined-bad-addresses = { $addresses } sind keine Mailadressen. Nichts wurde gesendet. Geben Sie sie ein wie name@firma.example.
declined-no-address = Die Mailadresse fehlt. Nichts wurde gesendet. Geben Sie eine ein.
declined-end-whom = Wessen Zugang? Nichts wurde geändert. Geben Sie einen Namen oder eine Mailadresse ein, wie „beenden name@firma.example“.
declined-no-groups = Keine Gruppe ist gewählt. Nichts wurde gesendet. Wählen Sie mindestens eine.
declined-unknown-group = Ich kenne keine Gruppe { $group }. Nichts wurde gesendet. Wählen Sie eine aus der Liste.
declined-needs-end = Ein reines { $platform }-Konto braucht ein Enddatum. Nicht gesendet.
declined-account-unseen = Ich kann hier nicht in { $platform } hineinsehen, also könnte ich ein reines { $platform }-Konto weder nachweisen noch beenden. Nicht gesendet. Laden Sie stattdessen einen Gast ein.
declined-end-past = Das Enddatum ist vorbei. Nicht gesendet. Wählen Sie ein späteres.
declined-end-too-late = Das Enddatum ist zu spät. Nicht gesendet. Das späteste ist { $latest }.
declined-last-day-over = Der letzte angefragte Tag ist vorbei, deshalb wird nichts mehr gegeben. Fragen Sie mit einem späteren neu an.
declined-has-access = { $address } hat diesen Zugang schon (R-{ $number }). Es ist nichts zu tun.
declined-has-access-until = { $address } hat diesen Zugang schon bis { $until-short } (R-{ $number }). Es ist nichts zu tun. Wählen Sie ein späteres Enddatum, um ihn zu verlängern.
declined-as-guest-until = { $address } hat diesen Zugang als Gast bis { $until-short } (R-{ $number }). Nicht gesendet. Wählen Sie den Gast in unserem Verzeichnis, um ihn zu verlängern.
declined-account-until = { $address } hat ein reines { $platform }-Konto bis { $until-short } (R-{ $number }), also wurde nichts gesendet. Zum Verlängern geben Sie „verlängern { $address }“ ein.
declined-open-elsewhere = { $requester } hat schon eine offene Anfrage für { $address }: R-{ $number }. Nichts wurde gesendet. Warten Sie auf diese, oder fragen Sie { $requester }.
declined-cap-person = Ein Besitzer darf innerhalb von 24 Stunden für { $limit ->
    [one] 1 Person
   *[other] { $limit } Personen
} anfragen, und das wären mehr. Nichts wurde gesendet. Machen Sie morgen um diese Zeit weiter, oder fragen Sie einen anderen Besitzer.
declined-cap-own = Sie haben innerhalb von 24 Stunden { $limit } Mal angefragt, und jedes Mal muss jemand nachsehen. Nichts wurde gesendet. Fragen Sie morgen um diese Zeit wieder an.
declined-cap-domain = Für { $limit ->
    [one] 1 Person
   *[other] { $limit } Personen
} von { $domain } wurde in einem Monat angefragt, mehr erlauben unsere Regeln nicht. Nichts wurde gesendet. Warten Sie, oder fragen Sie { $administrator }.
declined-group-dynamic = { $group } wird durch eine Regel gefüllt (dynamische Gruppe). Ich kann die Mitglieder nicht ändern. Nichts wurde geändert. Bitten Sie { $administrator }, die Regel zu ändern.
declined-group-role-assignable = { $group } gibt Entra-Rollen, deshalb ändere ich ihre Mitglieder nie. Nichts wurde geändert. Fragen Sie { $administrator }.
declined-group-on-premises = { $group } kommt aus dem lokalen Verzeichnis. Ich kann die Mitglieder nicht ändern. Nichts wurde geändert. Fragen Sie { $administrator }.
declined-group-not-found = { $group } ist nicht in Entra. Nichts wurde geändert. Bitten Sie { $administrator }, sie anzulegen oder die Einstellungen zu berichtigen.
declined-group-unnamed = usher.toml nennt { $group } nicht mehr, daher kann niemand sagen, was die Gruppe gibt. Nichts wurde geändert. Bitten Sie { $administrator }, sie dort wieder einzutragen, oder bitten Sie um eine andere Gruppe.
declined-group-out-of-scope = { $group } ist { $platform } in Entra nicht zugewiesen, also käme durch sie niemand hinein. Nichts wurde geändert. Sie kommt mit ihrer Welle; wo keine geplant ist, bitten Sie { $administrator }, sie zuzuweisen.
declined-reason-needed = Zum Ablehnen braucht es eine Begründung. Nichts wurde entschieden. Geben Sie eine ein, und drücken Sie noch einmal Ablehnen.
declined-narrow-nothing = Es bliebe nichts übrig. Lassen Sie mindestens eine Gruppe stehen, oder lehnen Sie ab. Nichts wurde entschieden.
declined-narrow-nothing-longer = Dieser Tag ist nicht später als der jetzige. Wählen Sie einen späteren, oder lehnen Sie ab. Nichts wurde entschieden.
declined-narrow-more = Das ist später als angefragt. Eingrenzen gibt weniger, nie mehr. Nichts wurde entschieden.
declined-narrow-same = Das ist genau das Angefragte: Drücken Sie Genehmigen. Nichts wurde entschieden.
declined-confirm = Das ist weder R-{ $number } noch { $address }. Nichts wurde entschieden. Geben Sie eines von beiden ein.
declined-nothing-to-end = { $address } hat keinen Zugang, den ich beenden könnte. Nichts wurde geändert. Gruppen, die ich nicht gegeben habe, nimmt man einzeln weg: **entfernen** NAME **aus** GRUPPE.
declined-end-before = { $address } hat noch keinen Zugang: R-{ $number } fragt danach. Nichts wurde geändert. Wer angefragt hat, nimmt es mit „abbrechen R-{ $number }“ zurück.
declined-end-nobody = Ich kenne niemanden mit dem Namen { $name }, der etwas von mir hat. Nichts wurde geändert. Prüfen Sie den Namen, oder geben Sie die Mailadresse ein. Gruppen, die ich nicht gegeben habe, nimmt man einzeln weg: **entfernen** NAME **aus** GRUPPE.
declined-namesakes = Wen meinen Sie? Nichts wurde geändert. Ist es niemand von diesen, geben Sie die Mailadresse ein.
declined-unknown-person = Ich kenne { $address } nicht. Nichts wurde geändert. Prüfen Sie die Adresse.
declined-unreachable-directory = Ich erreiche Entra nicht. Nichts wurde geändert. Versuchen Sie es in ein paar Minuten noch einmal.
declined-broken = Bei mir ist etwas kaputtgegangen. Nichts wurde geändert, was nicht oben steht. Ihre Administration findet es unter der Kennung { $trace }.
declined-unknown-text = Das habe ich nicht verstanden. Nichts wurde geändert. Meinten Sie:
declined-own-chat = Das zeige ich nur in Ihrem eigenen Chat mit mir. Nichts wurde geändert. Schreiben Sie mir dort.
declined-in-channel = Das ist für einen Kanal: Schreiben Sie dort **@Usher hier posten** oder **@Usher stopp**. Nichts wurde geändert.
declined-channel-none = Ich erzähle in diesem Kanal nichts. Nichts wurde geändert.
declined-too-fast = Das war mir zu schnell. Nichts wurde geändert. Warten Sie eine Minute, und versuchen Sie es noch einmal.
declined-invites-off = Nur Administratoren dürfen in dieser Organisation Gäste einladen. Niemand wurde eingeladen. Bitten Sie { $administrator }, es zu erlauben.
declined-checking-you = Ich stelle noch fest, wer Sie sind. Nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal.
declined-checking-authority = Ich lese neu, wer das darf. Nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal.
declined-not-administrator = Das können nur Administratoren. Nichts wurde geändert.
declined-owners-known = Es gibt schon bestätigte Besitzer: { $owners }. Nichts wurde geändert. Von jetzt an entscheiden sie, wer dazukommt.
declined-account-exists = { $address } hat schon ein { $platform }-Konto. Nichts wurde geändert. Nehmen Sie dieses, oder fragen Sie { $administrator }.
declined-in-group = { $address } ist schon in { $group }. Es ist nichts zu tun, und nichts wurde geändert.
declined-own-domain = { $domain } ist unsere eigene Domäne, und niemand dort hat diese Adresse. Nichts wurde gesendet. Prüfen Sie die Schreibweise.
declined-address-moved = Diese Adresse gehört in Entra inzwischen jemand anderem als zuletzt. Nichts wurde gesendet. Fragen Sie noch einmal an: Dann geht es um die Person, die sie jetzt hat.
declined-end-many = Sie haben innerhalb von 24 Stunden den Zugang von { $limit } Personen beendet, mehr darf ein Besitzer nicht allein. Nichts wurde geändert. Wählen Sie ein späteres Datum, oder geben Sie noch einmal „beenden“ ein und drücken Sie „Jetzt alles beenden“: Dann genehmigt es jemand anders.
declined-end-later = Der Zugang endet schon am { $latest }. Nichts wurde geändert. Wählen Sie ein früheres Datum; zum Verlängern geben Sie „verlängern“ ein.
declined-owners-external = { $group } ist für Angestellte, die über den Zugang aller wachen. Nichts wurde gesendet. Wählen Sie eine andere Gruppe.
declined-sponsor = Wer für die Person einsteht, muss Besitzer sein. Nichts wurde gesendet. Wählen Sie jemanden aus der Liste.
declined-group-followed = { $group } wird anderswo gefüllt; ich lese sie und ändere sie nie. Nichts wurde geändert. Fragen Sie { $administrator }.
declined-ended-since = Der Zugang wurde inzwischen beendet. Nichts wurde geändert. Fragen Sie neu an, um die Person wieder hereinzulassen: Dann genehmigt es jemand anders.
declined-retry-late = Es ist vor mehr als { $days ->
    [one] 1 Tag
   *[other] { $days } Tagen
} fehlgeschlagen, zu lange, um dort weiterzumachen. Nichts wurde geändert. Fragen Sie neu an.
declined-too-many = Die Liste ist zu lang: { $count } Zeilen, und ich lese höchstens { $most }. Nichts wurde gesendet. Nehmen Sie bitte eine Welle.
declined-file-one = Ich lese eine Datei auf einmal. Nichts wurde gesendet. Hängen Sie eine Liste an.
declined-file-place = Ich hole Dateien nur von dort, wo Teams sie aufbewahrt. Nichts wurde gelesen oder gesendet. Hängen Sie die Datei hier an, oder fügen Sie ihre Zeilen ein.
declined-file-too-big = Die Datei ist zu groß: Ich lese höchstens { $most } KB. Nichts wurde gesendet. Für sehr viele Personen nehmen Sie bitte eine Welle.
declined-file-not-text = Ich kann die Datei nicht als Text lesen. Nichts wurde gesendet. Speichern Sie sie als „CSV UTF-8“, oder fügen Sie ihre Zeilen ein.
declined-file-unreachable = Ich konnte die Datei nicht holen. Nichts wurde gesendet. Hängen Sie sie noch einmal an, oder fügen Sie ihre Zeilen ein.
declined-file-no-list = Ich habe in der Datei keine Liste gefunden. Nichts wurde gesendet. Die erste Zeile sollte mail,group,until,reason lauten.
declined-twice = Dieselbe Person steht schon in Zeile { $line }. Nichts wurde doppelt gesendet.
declined-no-such-person = Ich habe in Entra niemanden mit diesem Namen oder dieser Adresse gefunden. Nichts wurde gesendet. Geben Sie den ganzen Namen oder die Adresse ein.
declined-several-people = Es kann mehr als eine Person gemeint sein. Nichts wurde gesendet. Geben Sie den ganzen Namen oder die Adresse ein.
declined-two-dates = { $first-short } oder { $second-short }? Nichts wurde gesendet. Schreiben Sie das Datum wie 2027-02-26.
declined-no-date = Dieses Datum kenne ich nicht. Nichts wurde gesendet. Schreiben Sie es wie 2027-02-26.
declined-owners-alone = Wer in { $group } ist, wacht über den Zugang aller. Nichts wurde gesendet. Fragen Sie diese Gruppe allein an.
declined-asked-already = Das ist schon angefragt: R-{ $number }. Nichts wurde doppelt gesendet.
declined-nobody-ready = Keine Zeile ist bereit. Nichts wurde gesendet. Berichtigen Sie die Liste, und senden Sie sie noch einmal.
declined-count = Geben Sie { $count } ein, die Zahl der Personen. Nichts wurde entschieden.
declined-none-ticked = Niemand ist angekreuzt. Nichts wurde entschieden. Kreuzen Sie an, für wen Sie genehmigen.
declined-unclear-date = { $first-short } oder { $second-short }? Nichts wurde gesendet. Wählen Sie das Datum unten.
declined-bad-date = Dieses Datum kenne ich nicht. Nichts wurde geändert. Wählen Sie eines im Kalender.
declined-later-start = Der Zugang beginnt, sobald er genehmigt ist; auf einen späteren Tag kann ich nicht warten. Nichts wurde gesendet. Fragen Sie an dem Tag an, oder lassen Sie ihn weg.
declined-removal-day = Gruppen werden sofort und auf Dauer entzogen; an einen Tag kann ich mich nicht halten. Nichts wurde geändert. Fragen Sie an dem Tag an, oder lassen Sie ihn weg.
declined-later-now = Es beginnt sofort; auf einen späteren Tag kann ich nicht warten. Nichts wurde geändert. Sagen Sie es mir an dem Tag.
declined-no-request = R-{ $number } gibt es nicht. Nichts wurde geändert. Versuchen Sie „meine Anfragen“.
declined-others-access = Das dürfen nur Besitzer sehen. Ihrer: **mein Zugang**.
declined-others-list = Das dürfen nur Besitzer sehen und wer daran beteiligt ist. Ihre: **meine Anfragen**.
declined-others-request = Das dürfen nur Besitzer sehen und wer an R-{ $number } beteiligt ist. Ihre: **meine Anfragen**.
declined-who-has-what = Wer hat was? Nichts wurde nachgesehen. Geben Sie dahinter eine Gruppe oder Rolle ein: { $groups }.
declined-unknown-holding = Ich kenne keine Gruppe oder Rolle „{ $name }“. Nichts wurde nachgesehen. Geben Sie eine von diesen ein: { $groups }.
declined-erased = Die Person, um die es geht, ist aus meinen Daten gelöscht. Nichts wurde geändert. Fragen Sie neu an.
declined-wave-when = Ich verstehe nicht, wann das sein soll. Nichts wurde gesendet. Schreiben Sie den Tag wie „am 2027-02-26 07:00“.
declined-which-wave = Welche Welle? Nichts wurde nachgesehen. Geben Sie dahinter eine von diesen ein: { $waves }.
declined-unknown-wave = Diese Welle kenne ich nicht. Nichts wurde nachgesehen. Geben Sie eine von diesen ein: { $waves }.
declined-column = „{ $column }“ steht in keiner Spalte, die ich lese. Ich lese Mail, Gruppe, bis und Grund. Nichts wurde gesendet.
