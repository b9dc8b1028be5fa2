## An account that is there already under a guest's address

takeover-title = ◌ There is an { $platform } account already
takeover-question = This address already has an { $platform } account made by hand. A guest with the same address takes it over: same person, from then on governed by Entra.
takeover-question-alone = This address already has an { $platform }-only account until { $ends } (R-{ $number }). A guest with the same address takes it over: same person, from then on governed by Entra.
takeover-roles = Roles now: { $roles }.
takeover-end = Its earlier end stays: access ends { $ends }, not { $wished }. For more time type “extend { $address }” afterwards; that is a request of its own.
takeover-nothing-yet = Nothing was sent yet, and nobody was asked.
takeover-taken = Takes over the { $platform } account made by hand.
takeover-taken-alone = Takes over the { $platform }-only account (R-{ $number }).
approve-takeover-alone = Takes over the { $platform }-only account of R-{ $number }

press-request-take-over = Take over

many-takes-over = Takes over an { $platform } account that is there already: { $address }. From then on governed by Entra.
many-takes-over-until = Takes over an { $platform }-only account: { $address }. Its end stays where it is earlier: { $until }. From then on governed by Entra.

history-takeover-asked = I found an account under this address and asked whether it is taken over.
history-takeover-agreed = { $by } said that it is taken over.
