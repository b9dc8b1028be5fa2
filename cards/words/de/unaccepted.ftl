## A guest who has not accepted for a week

unaccepted-title = Seit einer Woche nicht angenommen
unaccepted-accepted = ✔ Angenommen am { $at-day }
unaccepted-who = { $address }
unaccepted-cannot = { $address } hat Microsofts Einladung nicht angenommen. Vorher ist keine Anmeldung möglich.
unaccepted-ends = Bleibt es dabei, endet der Zugang von selbst am { $until-day }.
unaccepted-ends-anyway = Der Zugang endet am { $until-day }, auch wenn die Einladung noch angenommen wird.
unaccepted-sending = Die Einladung ist unterwegs …
unaccepted-sent = Microsoft hat sie noch einmal gesendet: { $at }.
unaccepted-linked = Sie haben einen Link bekommen, um ihn selbst zu senden: { $at }. Sicher gültig ist nur der neueste.
unaccepted-by-hand = Ich darf hier nicht einladen. { $administrator } kann sie noch einmal senden: Entra › Users › { $address } › Resend invitation.

press-guest-send-again = Noch einmal senden
press-guest-give-link = Link für mich
press-guest-end = Beenden

history-guest-resent = { $by } ließ die Einladung noch einmal senden.

again-unknown = Microsoft hat nicht gesagt, ob die Einladung gesendet wurde. Fragen Sie { $address }, ob sie ankam, bevor Sie noch einmal drücken.
again-unsent = Microsoft ist nicht erreichbar. Die Einladung wurde nicht noch einmal gesendet. Versuchen Sie es später.
again-gone = { $address } ist kein Gast in Entra mehr. Die Einladung wurde nicht noch einmal gesendet. Beenden Sie den Zugang, oder fragen Sie { $administrator }.
again-refused = Entra hat es abgelehnt, die Einladung an { $address } noch einmal zu senden. Nichts wurde gesendet. Fragen Sie { $administrator } nach dem Grund.
