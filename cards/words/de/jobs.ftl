## The provisioning job: its state

job-running = Die Bereitstellung läuft.
job-paused-until = Die Bereitstellung pausiert bis { $until-full }.
job-paused-outside = Die Bereitstellung ist in Entra angehalten. Sie läuft nicht von selbst weiter.
job-last = { $state ->
    [Succeeded] Der letzte Durchlauf endete am { $at-day }, { $at }.
    [Failed] Der letzte Durchlauf schlug am { $at-day }, { $at }, fehl.
   *[other] Der letzte Durchlauf endete am { $at-day }, { $at }, und bei manchen Personen schlug er fehl.
}
job-next = Der nächste kommt um { $at }.
job-proof = Entra sagt es, und ich lese es dort

## Pausing it

pause-title = Bereitstellung pausieren?
pause-impossible = Die Bereitstellung kann jetzt nicht pausieren
pause-means = Wer kommt, wechselt **oder geht**, wartet: Wer heute geht, behält den Zugang. Ein laufender Durchlauf wird erst fertig.
pause-reason = Warum
pause-reason-error = Geben Sie den Grund an: Wer wartet, fragt danach.
pause-until = Letzter Tag einer längeren Pause (leer: 1 Tag)
pause-until-error = Wählen Sie einen Tag innerhalb einer Woche.
pause-ends = Die Pause von einem Tag endet von selbst am { $until-full }. Eine längere braucht eine Genehmigung.
pause-asks = Innerhalb einer Woche gab es schon eine Pause, also braucht diese eine Genehmigung. Die Pause von einem Tag endet von selbst am { $until-full }.
pause-again = { $count ->
    [one] In der Woche davor gab es 1 Pause.
   *[other] In der Woche davor gab es { $count } Pausen.
}
pause-by = { $by } hat die Pause angefragt: R-{ $number }
press-pause-day = { $asks ->
    [0] 1 Tag pausieren
   *[other] 1 Tag anfragen
}
press-pause-longer = Länger anfragen

## Letting it go on, or start

resume-title = Bereitstellung fortsetzen?
resume-reminder = Die Bereitstellung pausiert noch
resume-nothing = Die Bereitstellung pausiert nicht
resume-waits = Von dem, was hier angefragt ist, { $gives ->
    [0] wartet kein Zugang
    [one] wartet 1 Zugang
   *[other] warten { $gives } Zugänge
} darauf, gegeben zu werden, und { $ends ->
    [0] keiner
    [one] 1
   *[other] { $ends }
} darauf, beendet zu werden. Das macht Entra.
resume-waits-none = Nichts, was hier angefragt ist, wartet auf Entra.
resume-piled = { $created } anzulegen, { $changed } zu ändern, { $off } abzuschalten: Vorschau von { $wave }, Stand { $at-day }, { $at }.
resume-outside = Dazu kommt, was sich inzwischen ohne Usher in Gruppen geändert hat. Das zähle ich hier nicht.
held-title = Jemand geht und behält den Zugang
held-end = { $address } ist aus den Gruppen. Das Konto bleibt an, bis die Bereitstellung weiterläuft.
start-title = Bereitstellung starten?
start-nothing = Die Bereitstellung wurde schon einmal gestartet
start-with-wave = Der Start gehört zum Öffnen der Welle { $wave }: Sehen Sie nach, wer hineinkäme, und öffnen Sie sie. Dann startet sie von selbst.
start-means = Dann stellt Entra alle in den einbezogenen Gruppen bereit.
start-preview = Vorschau { $wave }
press-job-resume = Jetzt fortsetzen
press-job-start = Starten

## Requests about it

approve-pause-title = Bereitstellung bis { $until-full } pausieren?
about-pause = Bereitstellung bis { $until-full } pausieren
about-resume = Bereitstellung fortsetzen
about-start = Bereitstellung starten
done-pause = ✔ Pausiert, nachgewiesen { $at }: Entra sagt es.
done-pause-over = ✔ Die Pause ist vorbei
done-resume = ✔ Die Bereitstellung läuft weiter, nachgewiesen { $at }: Entra sagt es.
done-start = ✔ Die Bereitstellung ist gestartet, nachgewiesen { $at }: Entra sagt es.

## The provisioning job: why something about it waits or cannot be

why-job-unknown = Ich kann die Bereitstellung in Entra nicht sehen. Fragen Sie { $administrator }.
why-job-not-configured = Die Bereitstellung ist in Entra noch nicht eingerichtet. Fragen Sie { $administrator }.
why-job-not-run = Die Bereitstellung wurde noch nie gestartet.
why-job-paused = Die Bereitstellung pausiert.
why-job-quarantine = { $reason ->
    [TooManyDeletes] Entra hat die Bereitstellung angehalten (zu viele Löschungen). Ich gebe keine Löschungen frei. { $administrator }: Entra › Provisioning.
    [EncounteredQuarantineException] Entra hat die Bereitstellung angehalten ({ $platform } lässt sie nicht hinein). Niemand kommt hinein oder hinaus, bis sie läuft. { $administrator }: Entra › Provisioning › Test connection.
   *[other] Entra hat die Bereitstellung angehalten (zu viel schlug fehl). Niemand kommt hinein oder hinaus, bis sie läuft. { $administrator }: Entra › Provisioning › Provisioning logs.
}
why-job-stopped-again = Entra hat die Bereitstellung gleich wieder angehalten. { $administrator }: Entra › Provisioning.
why-job-starts = Entra hat sie noch nicht gestartet. Ich sehe von selbst wieder nach.
why-cycle-finishes = ein laufender Durchlauf wird erst fertig
why-held-give = Die Bereitstellung pausiert bis { $at-full }; dann mache ich weiter
why-held-give-open = Die Bereitstellung ist in Entra angehalten; ich mache weiter, wenn sie läuft
why-held-end = Die Bereitstellung pausiert bis { $at-full }; so lange bleibt das Konto an. { $administrator } weiß davon
why-held-end-open = Die Bereitstellung ist in Entra angehalten; das Konto bleibt an, bis sie läuft. { $administrator } weiß davon
why-pause-over = Die Pause wäre schon vorbei.
why-task-pause = { $administrator }: Bereitstellung pausieren (Entra › { $platform } › Provisioning › Pause). Ich merke es, sobald es erledigt ist.
why-task-resume = { $administrator }: Bereitstellung fortsetzen (Entra › { $platform } › Provisioning › Start). Ich merke es, sobald es erledigt ist.
why-task-start = { $administrator }: Bereitstellung zum ersten Mal starten (Entra › { $platform } › Provisioning › Start). Ich merke es, sobald es erledigt ist.

declined-pause-reason = Geben Sie an, warum die Bereitstellung pausieren soll. Nichts wurde geändert.
declined-pause-day = Wählen Sie den letzten Tag der längeren Pause. Nichts wurde geändert.
declined-pause-past = Dieser Tag ist vorbei. Nichts wurde geändert.
declined-pause-long = Eine Pause dauert längstens bis { $latest }: Wer geht, behält so lange den Zugang. Nichts wurde geändert.
declined-pause-over = Die Pause wäre schon vorbei. Nichts wurde geändert.
declined-paused-already = Die Bereitstellung pausiert schon. Nichts wurde geändert.
declined-not-paused = Die Bereitstellung läuft schon. Nichts wurde geändert.
declined-job-busy = R-{ $number } zur selben Bereitstellung ist noch offen. Nichts wurde geändert.

notice-quarantine-over = Die Bereitstellung läuft wieder: Entra hat sie freigegeben. Sie müssen nichts tun.
notice-resumed-outside = Jemand hat die Bereitstellung in Entra fortgesetzt. Die Pause ist vorbei. Sie müssen nichts tun.

step-pause = { $state ->
    [done] Entra weiß von der Pause
    [failed] Nicht pausiert
    [running] Wird pausiert
   *[waiting] Pause: wartet
}
step-resume = { $state ->
    [done] Entra soll weitermachen
    [failed] Nicht gestartet
    [running] Wird gestartet
   *[waiting] Start: wartet
}

history-provisioning-paused = Entra sagt, dass die Bereitstellung pausiert. Die Pause endet von selbst: { $until }.
history-provisioning-resumed = Die Bereitstellung läuft wieder.
