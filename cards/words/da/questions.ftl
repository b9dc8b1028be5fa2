## A question before the decision

question-how = { $requester } får dit spørgsmål i sin egen chat og svarer der. Alle, der afgør, læser begge dele.
question-label = Dit spørgsmål
question-error = Skriv et spørgsmål.
question-asks = { $by } spørger: “{ $text }”
question-asks-about = { $by } spørger om { $numbers }: “{ $text }”
question-answers = { $requester } svarer: “{ $text }”
question-waits = Svaret afventes. Fristen venter på det, højst til { $at-day }.
question-unanswered = Ikke besvaret.
question-more = { $count ->
    [one] 1 spørgsmål før disse
   *[other] { $count } spørgsmål før disse
}
question-title = ◌ { $by } spørger dig om R-{ $number }
question-title-list = ◌ { $by } spørger dig om en liste
answer-label = Dit svar
answer-error = Skriv et svar.

press-question-ask = Spørg
press-batch-ask = Spørg
press-question-send = Send spørgsmål
press-batch-send = Send spørgsmål
press-question-answer = Svar

history-question-asked = { $by } stillede et spørgsmål.
history-question-answered = { $by } svarede på det.

declined-question-empty = Spørgsmålet er tomt. Intet er sendt. Skriv det, og tryk på “Send spørgsmål” igen.
declined-question-open = { $by } har allerede spurgt. Intet er sendt. Svaret kommer også til at stå på dit kort.
declined-question-many = Der er stillet { $limit } spørgsmål om dette. Intet er sendt. Godkend eller afvis.
declined-question-nobody = Ingen har bedt om det, så ingen kan svare. Intet er sendt.
declined-question-answered = Der blev svaret kl. { $at }. Intet er sendt to gange.
declined-answer-empty = Svaret er tomt. Intet er sendt. Skriv det, og tryk på “Svar” igen.
