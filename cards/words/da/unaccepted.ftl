## A guest who has not accepted for a week

unaccepted-title = Ikke sagt ja i en uge
unaccepted-accepted = ✔ Sagde ja { $at-day }
unaccepted-who = { $address }
unaccepted-cannot = { $address } har ikke sagt ja til Microsofts invitation. Før det kan personen ikke logge ind.
unaccepted-ends = Sker det ikke, slutter adgangen af sig selv { $until-day }.
unaccepted-ends-anyway = Adgangen slutter { $until-day }, uanset om personen siger ja.
unaccepted-sending = Invitationen er på vej …
unaccepted-sent = Microsoft sendte den igen: { $at }.
unaccepted-linked = Du fik et link, du selv kan sende: { $at }. Kun det nyeste virker med sikkerhed.
unaccepted-by-hand = Jeg må ikke invitere her. { $administrator } kan sende den igen: Entra › Users › { $address } › Resend invitation.

press-guest-send-again = Send igen
press-guest-give-link = Giv mig linket
press-guest-end = Afslut

history-guest-resent = { $by } fik invitationen sendt igen.

again-unknown = Microsoft sagde ikke, om invitationen blev sendt. Spørg { $address }, om den kom, før du trykker igen.
again-unsent = Microsoft kan ikke nås. Invitationen blev ikke sendt igen. Prøv senere.
again-gone = { $address } er ikke længere gæst i Entra. Invitationen blev ikke sendt igen. Afslut adgangen, eller spørg { $administrator }.
again-refused = Entra afviste at sende invitationen til { $address } igen. Intet er sendt. Spørg { $administrator } hvorfor.
