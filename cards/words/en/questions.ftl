## A question before the decision

question-how = { $requester } gets your question in their own chat and answers there. Everybody who decides reads both.
question-label = Your question
question-error = Type a question.
question-asks = { $by } asks: “{ $text }”
question-asks-about = { $by } asks about { $numbers }: “{ $text }”
question-answers = { $requester } answers: “{ $text }”
question-waits = The answer is awaited. The deadline waits for it, until { $at-day } at most.
question-unanswered = Not answered.
question-more = { $count ->
    [one] 1 question before these
   *[other] { $count } questions before these
}
question-title = ◌ { $by } asks you about R-{ $number }
question-title-list = ◌ { $by } asks you about a list
answer-label = Your answer
answer-error = Type an answer.

press-question-ask = Ask
press-batch-ask = Ask
press-question-send = Send question
press-batch-send = Send question
press-question-answer = Answer

history-question-asked = { $by } asked a question.
history-question-answered = { $by } answered it.

declined-question-empty = The question is empty. Nothing was asked. Type it and press “Send question” again.
declined-question-open = { $by } has asked already. Nothing was asked. The answer will stand on your card, too.
declined-question-many = { $limit } questions were asked about this. Nothing was asked. Approve or reject.
declined-question-nobody = Nobody asked for this, so nobody can answer. Nothing was asked.
declined-question-answered = That was answered at { $at }. Nothing was sent twice.
declined-answer-empty = The answer is empty. Nothing was sent. Type it and press “Answer” again.
