## An account that is there already under a guest's address

takeover-title = ◌ Der er allerede en { $platform }-konto
takeover-question = Denne adresse har allerede en { $platform }-konto, der er lavet i hånden. En gæst med samme adresse overtager den: samme person, fra da af styret af Entra.
takeover-question-alone = Denne adresse har allerede en ren { $platform }-konto til { $ends } (R-{ $number }). En gæst med samme adresse overtager den: samme person, fra da af styret af Entra.
takeover-roles = Roller nu: { $roles }.
takeover-end = Den tidligere slutdato bliver: adgangen slutter { $ends }, ikke { $wished }. Skriv “forlæng { $address }” bagefter for mere tid; det er en anmodning for sig.
takeover-nothing-yet = Intet er sendt endnu, og ingen er spurgt.
takeover-taken = Overtager { $platform }-kontoen, der er lavet i hånden.
takeover-taken-alone = Overtager den rene { $platform }-konto (R-{ $number }).
approve-takeover-alone = Overtager den rene { $platform }-konto fra R-{ $number }

press-request-take-over = Overtag

many-takes-over = Overtager en { $platform }-konto, der allerede findes: { $address }. Fra da af styret af Entra.
many-takes-over-until = Overtager en ren { $platform }-konto: { $address }. Dens slutdato bliver, hvor den er tidligere: { $until }. Fra da af styret af Entra.

history-takeover-asked = Jeg fandt en konto under denne adresse og spurgte, om den skal overtages.
history-takeover-agreed = { $by } sagde, at den overtages.
