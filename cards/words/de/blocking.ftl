## The guest account of somebody whose access has ended

block-question = Auch das Gastkonto sperren? Es kann anderswo in Gebrauch sein; das kann ich nicht sehen.
block-open = { $by } wird gefragt, ob auch das Gastkonto in Entra gesperrt werden soll.
block-left = Das Gastkonto in Entra bleibt: so hat { $by } entschieden, { $at-day }.
block-asked = { $by } hat gebeten, das Gastkonto in Entra zu sperren: { $at-day }. { $administrator } hat die Aufgabe. Ich merke es, sobald es erledigt ist.
block-done = ✔ Das Gastkonto ist in Entra gesperrt: gesehen { $at-day }.
block-gone = ✔ Das Gastkonto ist nicht mehr in Entra: nachgesehen { $at-day }.
block-unseen = Ich habe 7 Tage nachgesehen und das Gastkonto in Entra nicht gesperrt gefunden. Ich sehe nicht mehr nach. Fragen Sie { $administrator }.
block-withdrawn = Der Zugang besteht wieder; niemand wird mehr gebeten, das Gastkonto zu sperren.
block-over = Nach dem Gastkonto wird nicht mehr gefragt.

block-todo = Sperren Sie das Gastkonto von { $address }: Entra › Users › { $address } › Account status, und schalten Sie „Account enabled“ aus. Drücken Sie dann Fertig. Ich merke es, sobald es erledigt ist.
block-todo-why = { $by } hat darum gebeten: Der Zugang zu { $platform } ist beendet. Das Konto kann anderswo in Gebrauch sein; das kann ich nicht sehen.
block-todo-all = { $count ->
    [one] Sperren Sie das Konto dieses Gastes
   *[other] Sperren Sie die Konten dieser { $count } Gäste
}: Entra › Users › jeden davon › Account status, und schalten Sie „Account enabled“ aus. Drücken Sie dann Fertig. Ich merke es bei jedem, sobald es erledigt ist.
block-todo-why-all = { $by } hat darum gebeten: Der Zugang zu { $platform } ist beendet. Die Konten können anderswo in Gebrauch sein; das kann ich nicht sehen.
block-not-so-all = Nachgesehen am { $at-day }, { $at }, nachdem Fertig gedrückt wurde: { $count ->
    [one] 1 Konto ist noch nicht gesperrt
   *[other] { $count } Konten sind noch nicht gesperrt
}.
block-task-over = ✔ Nichts mehr zu tun
block-task-stopped = ◌ Binnen 7 Tagen nicht als erledigt gesehen
block-task-unseen = Ich habe 7 Tage nachgesehen und das Gastkonto in Entra nicht gesperrt gefunden. Ich sehe nicht mehr nach.
block-footer = R-{ $number } · { $address }

press-block-leave = So lassen
press-block-ask = { $administrator } bitten

declined-block-access = Der Zugang besteht wieder oder entsteht gerade. Niemand wurde gebeten zu sperren.

history-guest-left = { $by } hat das Gastkonto so gelassen.
history-guest-block-asked = { $by } hat gebeten, das Gastkonto in Entra zu sperren.
history-guest-block-withdrawn = Niemand wurde mehr gebeten, das Gastkonto zu sperren.
history-guest-block-unseen = Binnen 7 Tagen war keine Sperre zu sehen.
history-guest-blocked = Das Gastkonto war in Entra gesperrt.
history-guest-gone = Das Gastkonto war nicht mehr in Entra.
