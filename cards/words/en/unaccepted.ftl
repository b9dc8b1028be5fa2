## A guest who has not accepted for a week

unaccepted-title = Not accepted for a week
unaccepted-accepted = ✔ Accepted { $at-day }
unaccepted-who = { $address }
unaccepted-cannot = { $address } has not accepted Microsoft's invitation. They cannot sign in before they do.
unaccepted-ends = If they do not, their access ends by itself { $until-day }.
unaccepted-ends-anyway = Their access ends { $until-day }, whether they accept or not.
unaccepted-sending = The invitation is on its way …
unaccepted-sent = Microsoft sent it again: { $at }.
unaccepted-linked = You were given a link to send yourself: { $at }. Only the latest one is sure to work.
unaccepted-by-hand = I may not invite here. { $administrator } can send it again: Entra › Users › { $address } › Resend invitation.

press-guest-send-again = Send again
press-guest-give-link = Give me the link
press-guest-end = End

history-guest-resent = { $by } had the invitation sent again.

again-unknown = Microsoft did not say whether it sent the invitation. Ask { $address } whether it came before you press again.
again-unsent = Microsoft cannot be reached. The invitation was not sent again. Try later.
again-gone = { $address } is no longer a guest in Entra. The invitation was not sent again. End their access, or ask { $administrator }.
again-refused = Entra refused to send the invitation to { $address } again. Nothing was sent. Ask { $administrator } why.
