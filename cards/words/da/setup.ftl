setup-title = Usher er installeret. { $passed } af { $all } tjek er i orden
setup-checking = ◌ Tjekker installationen
setup-checking-wait = Det tager nogle sekunder. Kortet ændrer sig af sig selv.
setup-fine = ✔ { $names }
setup-wrong = ✖ { $name }
setup-wrong-todo = ✖ { $name } → { $todo }
setup-unconfirmed = Ejere, som ingen har bekræftet: { $names }. De må hverken bede om noget eller godkende, før du bekræfter dem.
setup-unconfirmed-later = Ejere, som ingen har bekræftet: { $names }. De må hverken bede om noget eller godkende her.
setup-unconfirmed-rule = Bekræft kun personer, der skal have fuld adgang. Du kan ikke bekræfte dig selv.
setup-unconfirmed-new = Nye i ejernes gruppe: { $names }. De var ikke ejere før og må hverken bede om noget eller godkende her. Når der igen er en ejer, får ejerne et kort om dem: **Behold** beder om godkendelse.
setup-unconfirmed-approvers = Godkendere, som ingen har bekræftet: { $names }. De må ikke godkende, før en anden bekræfter dem: en ejer, som skriver **opsætning**.
setup-added-approvers = Tilføjet uden om Usher: { $names }. De må ikke godkende, før en anmodning beholder dem: en ejer trykker på **Behold: bed om godkendelse** på kortet om den ændring.
setup-confirmed = Bekræftede ejere: { $names }
setup-channel-none = Ingen kanal får at vide, hvad der bliver bedt om. Vil I have det, føjer en ejer mig til kanalens team og skriver **@Usher skriv her** i den.
setup-channel-told = En kanal får at vide, hvad der bliver bedt om: art, antal og tilstand, ingen navne.
setup-channel-lost = ✖ Kanalen, der får at vide, hvad der bliver bedt om, kan ikke nås. En ejer skriver **@Usher skriv her** i en kanal, hvor jeg er.

## Help, for each part

help-owner = Du inviterer personer til { $platform }, med godkendelse og bevis
help-owner-1 = **inviter** ADRESSE **som** GRUPPE **til** DATO: beder om adgang for en udefra.
help-owner-2 = **føj** PERSONER **til** GRUPPE, **fjern** PERSONER **fra** GRUPPE (en eller flere, med komma imellem); **afslut** PERSON afslutter alt, hvad en person har, **forlæng** PERSON **til** DATO lader det vare længere; **gennemgang** spørger, hvem af dine eksterne der stadig er brug for.
help-owner-3 = **udrulning**: hvad der kommer nu. **forhåndsvis**, **åbn** eller **tag tilbage** BØLGE; **pause** eller **genoptag klargøring**.
help-owner-4 = **mine anmodninger**, **hvem har** GRUPPE, **adgang for** PERSON, **hvorfor R-12**; **væk til** DATO **spørg** PERSON. At skrive ændrer aldrig noget.
help-approver = Du afgør på kort; mere skal der ikke til
help-approver-1 = Et kort viser præcis, hvad der ændres. Tryk på Godkend eller Afvis.
help-approver-2 = **godkendelser**: det, der venter på din afgørelse. **væk til** DATO **spørg** PERSON: hvem der afgør imens.
help-approver-3 = “Spørg” stiller et spørgsmål til den, der bad om det; “Hvorfor mig” fortæller, hvilken regel der spørger dig.
help-approver-4 = Ingen afgør sin egen anmodning.
help-administrator = Du passer Usher
help-administrator-1 = **opsætning**: tjekker installationen og siger, hvad der skal gøres. Ejere, som ingen har bekræftet, bekræftes der.
help-administrator-2 = **grupper**: rollegrupperne, som Entra har dem, til at bekræfte. **udrulning**: de otte trin, og hvad der kommer nu.
help-administrator-3 = **start**, **pause** eller **genoptag klargøring**. Det, jeg ikke må gøre i Entra, kommer til dig som en opgave.
help-administrator-4 = Du afgør kun, hvor en regel nævner dig. En reference på et kort finder loglinjerne om en fejl.
help-tester = Du tester { $platform }, før alle andre kommer ind
help-tester-1 = **testadgang**: beder om det, projektteamet får, indtil go-live; **testadgang til** GRUPPE om en anden gruppe.
help-tester-2 = **udrulning**: når du har prøvet dem, skriver du der under på, at roller og arbejdsgange ved møder virker.
help-tester-3 = **føj mig til** GRUPPE, **mine anmodninger**, **min adgang**: hvad du har brug for, har bedt om og har.
help-tester-4 = At skrive ændrer aldrig noget. Du trykker på en knap på et kort.
help-employee = Ejere lukker personer ind i { $platform }; jeg hjælper dem
help-employee-1 = **føj mig til** GRUPPE: beder en ejer om det, du har brug for.
help-employee-2 = **mine anmodninger**, **min adgang**: hvad du har bedt om, hvad du har, og hvorfor.
help-employee-3 = Hvis nogen har brug for adgang, så spørg en ejer.
help-employee-4 = At skrive ændrer aldrig noget. Du trykker på en knap på et kort.

## What the buttons under help and suggestions type

command-invite = inviter
command-my-requests = mine anmodninger
command-approvals = godkendelser
command-setup = opsætning
command-add-me = tilføj mig
command-rollout = udrulning
command-test-access = testadgang
command-my-access = min adgang
command-help = hjælp
command-end = afslut
command-why = hvorfor
command-cancel = annuller
command-extend = forlæng
command-away = væk
command-back = tilbage
command-language = sprog
command-review = gennemgang
command-take-back = tag tilbage
command-pause-provisioning = pause klargøring
command-resume-provisioning = genoptag klargøring
command-post-here = skriv her
