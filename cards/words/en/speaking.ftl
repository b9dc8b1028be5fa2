## In which language Usher speaks

language-title = Which language shall I speak with you?
language-label = Language
language-error = Choose a language.
language-teams = As your Teams is set
language-where = In your own chat with me. A channel hears the organisation's language.
press-language-set = Speak this language
notice-language = From now on I speak English with you.
notice-language-teams = From now on I speak with you as your Teams is set.
declined-no-language = I have no words in that language. Nothing was changed. Choose one of the list.
