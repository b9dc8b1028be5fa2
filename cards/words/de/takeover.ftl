## An account that is there already under a guest's address

takeover-title = ◌ Es gibt schon ein { $platform }-Konto
takeover-question = Diese Adresse hat schon ein von Hand angelegtes { $platform }-Konto. Ein Gast mit derselben Adresse übernimmt es: dieselbe Person, von da an durch Entra gesteuert.
takeover-question-alone = Diese Adresse hat schon ein reines { $platform }-Konto, bis { $ends } (R-{ $number }). Ein Gast mit derselben Adresse übernimmt es: dieselbe Person, von da an durch Entra gesteuert.
takeover-roles = Rollen jetzt: { $roles }.
takeover-end = Das frühere Ende bleibt: Der Zugang endet am { $ends }, nicht am { $wished }. Für mehr Zeit geben Sie danach „verlängern { $address }“ ein; das ist eine eigene Anfrage.
takeover-nothing-yet = Noch wurde nichts gesendet und niemand gefragt.
takeover-taken = Übernimmt das von Hand angelegte { $platform }-Konto.
takeover-taken-alone = Übernimmt das reine { $platform }-Konto (R-{ $number }).
approve-takeover-alone = Übernimmt das reine { $platform }-Konto aus R-{ $number }

press-request-take-over = Übernehmen

many-takes-over = Übernimmt ein { $platform }-Konto, das es schon gibt: { $address }. Von da an durch Entra gesteuert.
many-takes-over-until = Übernimmt ein reines { $platform }-Konto: { $address }. Sein Ende bleibt, wo es früher ist: { $until }. Von da an durch Entra gesteuert.

history-takeover-asked = Ich habe unter dieser Adresse ein Konto gefunden und gefragt, ob es übernommen wird.
history-takeover-agreed = { $by } hat gesagt, dass es übernommen wird.
