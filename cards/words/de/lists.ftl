list-mine = { $count ->
    [0] Sie haben keine Anfragen
    [one] 1 Anfrage von Ihnen
   *[other] { $count } Anfragen von Ihnen
}
list-approvals = { $count ->
    [0] Nichts wartet auf Ihre Entscheidung
    [one] 1 Anfrage wartet auf Ihre Entscheidung
   *[other] { $count } Anfragen warten auf Ihre Entscheidung
}
list-mine-none = Geben Sie „einladen“ und eine Adresse ein, um für jemanden anzufragen.
list-mine-none-own = Geben Sie „mich hinzufügen zu“ und eine Gruppe ein, um anzufragen, was Sie brauchen.
list-approvals-none = Ich melde mich, wenn jemand anfragt.
row-invite = { $address } hereinlassen
row-change = { $way ->
    [take] { $address } aus einer Gruppe entfernen
   *[give] { $address } zu einer Gruppe hinzufügen
}
row-end = Zugang von { $address } beenden
row-wave = { $way ->
    [take] { $address } zurücknehmen
   *[give] { $address } öffnen
}
row-test = Testzugang für { $address }
row-pause = Pause der Bereitstellung
row-resume = Bereitstellung läuft weiter
row-has-it = bei { $names }
row-closes = offen bis { $closes-day }
row-until = bis { $until-short }
row-loses = verliert { $effects }
row-lasts = für { $lasts }
list-more = { $count ->
    [one] und 1 weitere
   *[other] und { $count } weitere
}

## What a channel sees

channel-invite = 1 externe Person · { $state } · R-{ $number }
channel-invite-company = 1 externe Person von { $company } · { $state } · R-{ $number }
channel-change = Gruppen von 1 Person · { $state } · R-{ $number }
channel-end = Zugangsende für 1 externe Person · { $state } · R-{ $number }
channel-end-company = Zugangsende für 1 externe Person von { $company } · { $state } · R-{ $number }
channel-wave = Eine Welle · { $state } · R-{ $number }
channel-test = Testzugang für 1 Person · { $state } · R-{ $number }
channel-pause = Pause der Bereitstellung · { $state } · R-{ $number }
channel-resume = Bereitstellung läuft weiter · { $state } · R-{ $number }
channel-where = Einzelheiten stehen in Ihrem eigenen Chat mit mir.

list-reminder = { $count ->
    [0] Nichts wartet mehr auf Ihre Entscheidung
    [one] 1 Anfrage wartet noch auf Ihre Entscheidung
   *[other] { $count } Anfragen warten noch auf Ihre Entscheidung
}
list-reminder-none = Inzwischen wurde entschieden oder geschlossen.
