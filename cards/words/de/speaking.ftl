## In which language Usher speaks

language-title = Welche Sprache soll ich mit Ihnen sprechen?
language-label = Sprache
language-error = Wählen Sie eine Sprache.
language-teams = Wie in Ihrem Teams
language-where = In Ihrem eigenen Chat mit mir. Ein Kanal hört die Sprache der Organisation.
press-language-set = Diese Sprache sprechen
notice-language = Ab jetzt spreche ich Deutsch mit Ihnen.
notice-language-teams = Ab jetzt spreche ich mit Ihnen, wie Ihr Teams eingestellt ist.
declined-no-language = Diese Sprache spreche ich nicht. Nichts wurde geändert. Wählen Sie eine aus der Liste.
