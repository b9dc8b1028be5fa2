## Test access: the project team, until go-live

test-title = Testzugang
test-looking = Ich suche Sie in Entra und { $platform }.
test-until = { $groups } bis zum Go-live ({ $until-day }).
test-undated = { $groups } bis zum Go-live, höchstens { $days ->
    [one] 1 Tag
   *[other] { $days } Tage
}: bis { $until-day }. Für das Go-live ist noch kein Tag festgelegt.
test-moves = Verschiebt sich mit dem Datum; danach behalten Sie, was Ihre eigenen Gruppen geben, der Rest endet.
test-by-rule = Niemand muss das genehmigen: Das macht die Regel „{ $rule }“.

approve-test-title = { $name } bis zum Go-live { $groups } testen lassen?
about-test = Testzugang für { $name }: { $groups }
until-golive = { $until }, 23:59 ({ $zone }); verschiebt sich mit dem Go-live
say-by-rule = Genehmigt durch die Regel „{ $rule }“.
decided-by-rule = Genehmigt durch die Regel „{ $rule }“
say-ended-golive = Das Go-live ist geschafft. Was die eigenen Gruppen geben, bleibt.

press-test-ask = Anfragen
press-test-look = Noch einmal versuchen

history-decision-by-rule = Genehmigt durch die Regel „{ $policy }“.
history-grant-moved = Es endet mit dem Go-live, das verschoben wurde: { $until }.

declined-not-tester = Testzugang ist für das Projektteam. Nichts wurde angefragt.{ $owners-count ->
    [0] { "" }
   *[other] { " " }Fragen Sie { $owners }.
}
declined-no-project-team = In meinen Einstellungen ist kein Projektteam genannt, also gibt es keinen Testzugang. Nichts wurde angefragt. Fragen Sie { $administrator }.
declined-golive-done = Das Go-live ist geschafft, also gibt es davor nichts zu testen. Nichts wurde angefragt. Geben Sie „mich hinzufügen zu“ und eine Gruppe ein.
declined-tester-already = Sie sind schon in { $group }. Es ist nichts zu tun. Um eine andere Gruppe auszuprobieren, schreiben Sie „Testzugang zu“ und ihren Namen.
declined-test-early = { $group } kommt mit ihrer Welle; vorher kommt durch sie niemand hinein. Nichts wurde angefragt. Fragen Sie nach der Welle neu an.
declined-test-guarded = Wer in { $group } ist, entscheidet hier mit; zum Testen ist die Gruppe also nicht da. Nichts wurde angefragt. Fragen Sie einen Besitzer.
