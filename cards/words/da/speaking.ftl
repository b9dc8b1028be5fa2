## In which language Usher speaks

language-title = Hvilket sprog skal jeg tale med dig?
language-label = Sprog
language-error = Vælg et sprog.
language-teams = Som i dit Teams
language-where = I din egen chat med mig. En kanal hører organisationens sprog.
press-language-set = Tal dette sprog
notice-language = Fra nu af taler jeg dansk med dig.
notice-language-teams = Fra nu af taler jeg med dig på det sprog, dit Teams er sat til.
declined-no-language = Det sprog taler jeg ikke. Intet er ændret. Vælg et fra listen.
