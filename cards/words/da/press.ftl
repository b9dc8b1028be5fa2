## Titles of buttons: each makes sense read alone

press-invite-ask = Bed om godkendelse
press-invite-compare = Sammenlign de to
press-invite-back = Tilbage
press-many-ask = { $way ->
    [remove] Fjern { $count }
   *[other] Bed om { $count }
}
press-many-correct = Ret
press-many-check = Tjek igen
press-batch-approve = { $count ->
    [one] Godkend denne ene
   *[other] Godkend disse { $count }
}
press-batch-reject = { $count ->
    [one] Afvis denne ene
   *[other] Afvis disse { $count }
}
press-batch-retry = Prøv igen
press-batch-cancel = Annuller det åbne
press-batch-page = Vis del { $part }
press-alike-approve = { $count ->
    [one] Godkend 1 person
   *[other] Godkend { $count } personer
}
press-alike-page = Vis andre
press-some-choose = Kun nogle
press-some-approve = Godkend de afkrydsede
press-alike-open = Godkend disse { $count }
press-form-cancel = Annuller
press-channel-review = Gennemse
press-change-look = Vis, hvad der ændres
press-change-ask = Bed om godkendelse
press-change-remove = Fjern
press-change-also = Tilføj også { $group }
press-request-approve = Godkend
press-request-reject = Afvis
press-request-narrow = Begræns
press-request-narrow-to = Godkend mindre
press-request-accept = Sig ja
press-request-why-me = Hvorfor mig
press-request-hand-over = Giv videre
press-request-hand-over-to = Giv videre til personen
press-request-back = Tilbage
press-request-cancel = Annuller anmodningen
press-request-retry = Prøv igen
press-request-leave-out = Udelad
press-request-who-fixes = Hvem kan løse det
press-request-done = Færdig
press-request-ask-again = Bed om det igen
press-request-new-card = Vis det nye kort
press-end-now = Afslut alt nu
press-end-date = På en dato
press-end-set-date = Afslut på denne dato
press-end-keep = Behold
press-expiry-let-end = Lad den slutte
press-expiry-end-now = Afslut alt nu
press-setup-check = Tjek igen
press-setup-confirm-owners = Bekræft disse ejere
press-setup-confirm-approvers = Bekræft disse godkendere
press-gate-sign = Skriv under
press-gate-not-yet = Ikke endnu
press-groups-confirm = Bekræft disse grupper
press-gate-validated = Underskrift: roller
press-gate-ready = Underskrift: oplæring
press-groups-look = Se igen
press-gate-withdraw = Træk tilbage
press-look-more = Mere
press-look-again = Se igen
press-list-open = Åbn R-{ $number }
press-link = Åbn invitationen

press-away-set = Gem fraværet
press-away-end = Jeg er tilbage
press-review-send = Send svar
