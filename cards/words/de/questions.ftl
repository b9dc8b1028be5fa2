## A question before the decision

question-how = { $requester } bekommt Ihre Frage im eigenen Chat und antwortet dort. Alle, die entscheiden, lesen beides.
question-label = Ihre Frage
question-error = Geben Sie eine Frage ein.
question-asks = { $by } fragt: „{ $text }“
question-asks-about = { $by } fragt zu { $numbers }: „{ $text }“
question-answers = { $requester } antwortet: „{ $text }“
question-waits = Die Antwort steht aus. Die Frist wartet darauf, höchstens bis { $at-day }.
question-unanswered = Nicht beantwortet.
question-more = { $count ->
    [one] 1 Frage vor diesen
   *[other] { $count } Fragen vor diesen
}
question-title = ◌ { $by } fragt Sie zu R-{ $number }
question-title-list = ◌ { $by } fragt Sie zu einer Liste
answer-label = Ihre Antwort
answer-error = Geben Sie eine Antwort ein.

press-question-ask = Fragen
press-batch-ask = Fragen
press-question-send = Frage senden
press-batch-send = Frage senden
press-question-answer = Antworten

history-question-asked = { $by } hat eine Frage gestellt.
history-question-answered = { $by } hat sie beantwortet.

declined-question-empty = Die Frage ist leer. Nichts wurde gefragt. Geben Sie sie ein, und drücken Sie noch einmal „Frage senden“.
declined-question-open = { $by } hat schon gefragt. Nichts wurde gefragt. Die Antwort steht dann auch auf Ihrer Karte.
declined-question-many = Dazu wurden schon { $limit } Fragen gestellt. Nichts wurde gefragt. Genehmigen Sie, oder lehnen Sie ab.
declined-question-nobody = Niemand hat das angefragt, also kann niemand antworten. Nichts wurde gefragt.
declined-question-answered = Das wurde um { $at } beantwortet. Nichts wurde doppelt gesendet.
declined-answer-empty = Die Antwort ist leer. Nichts wurde gesendet. Geben Sie sie ein, und drücken Sie noch einmal „Antworten“.
