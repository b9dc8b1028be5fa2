list-mine = { $count ->
    [0] Du har ingen anmodninger
    [one] 1 anmodning fra dig
   *[other] { $count } anmodninger fra dig
}
list-approvals = { $count ->
    [0] Intet venter på din afgørelse
    [one] 1 anmodning venter på din afgørelse
   *[other] { $count } anmodninger venter på din afgørelse
}
list-mine-none = Skriv “inviter” og en adresse for at bede om adgang til en person.
list-mine-none-own = Skriv “føj mig til” og en gruppe for at bede om det, du har brug for.
list-approvals-none = Jeg kommer til dig, når nogen beder om noget.
row-invite = Luk { $address } ind
row-change = { $way ->
    [take] Fjern { $address } fra en gruppe
   *[give] Føj { $address } til en gruppe
}
row-end = Afslut adgangen for { $address }
row-wave = { $way ->
    [take] Tag { $address } tilbage
   *[give] Åbn { $address }
}
row-test = Testadgang for { $address }
row-pause = Pause i klargøringen
row-resume = Klargøringen fortsætter
row-has-it = hos { $names }
row-closes = åben til { $closes-day }
row-until = til { $until-short }
row-loses = mister { $effects }
row-lasts = i { $lasts }
list-more = { $count ->
    [one] og 1 til
   *[other] og { $count } til
}

## What a channel sees

channel-invite = 1 ekstern · { $state } · R-{ $number }
channel-invite-company = 1 ekstern fra { $company } · { $state } · R-{ $number }
channel-change = Grupper for 1 person · { $state } · R-{ $number }
channel-end = Slut på adgang for 1 ekstern · { $state } · R-{ $number }
channel-end-company = Slut på adgang for 1 ekstern fra { $company } · { $state } · R-{ $number }
channel-wave = En bølge · { $state } · R-{ $number }
channel-test = Testadgang for 1 person · { $state } · R-{ $number }
channel-pause = Pause i klargøringen · { $state } · R-{ $number }
channel-resume = Klargøringen fortsætter · { $state } · R-{ $number }
channel-where = Detaljerne står i din egen chat med mig.

list-reminder = { $count ->
    [0] Intet venter på din afgørelse længere
    [one] 1 anmodning venter stadig på din afgørelse
   *[other] { $count } anmodninger venter stadig på din afgørelse
}
list-reminder-none = Det er afgjort imens eller lukket.
