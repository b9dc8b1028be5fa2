## Being away, and coming back

away-title = Away until { $until }?
away-title-open = Away until when?
away-means = { $names-count ->
    [0] Others who may decide are asked instead of you, and you are not reminded. Waves wait for you.
   *[other] Your requests go to { $names } where the rules allow; you stay informed. Waves wait for you.
}
away-replaces = You are away until { $until-short } already. This takes its place.
away-until = Last day away
away-until-error = Choose today or a later day, { $latest } at the latest.
away-ask = Who decides in your place
away-too = { $name } (away until { $until-short })
away-nobody = Nobody in particular
back-title = Are you back?
back-says = You are away until { $until }.{ $names-count ->
    [0] { "" }
   *[other] { " " }{ $names } decides in your place.
}
notice-away = You are away until { $until }, 23:59 ({ $zone }). { $names-count ->
    [0] Others who may decide are asked instead of you, and you are not reminded.
   *[other] Your requests go to { $names } where the rules allow; you stay informed.
} Waves wait for you. It ends by itself, or when you type **back**.
notice-away-both = You are away until { $until }, 23:59 ({ $zone }). { $names } is away as well, until { $back }: until then others who may decide are asked. Waves wait for you. It ends by itself, or when you type **back**.
notice-was-away = You were away until { $until }. What waits for your decision is with you again.
notice-deputy-over = { $names } was away until { $until }. You do not decide in their place any more.
notice-not-away = You are not away. Nothing to do.
notice-away-anew = You have arranged your absence anew since. A later message tells how it is now.
notice-deputy-anew = { $names } has arranged the absence anew since. You decide in their place only where a later message asks you to.
notice-deputy = { $names } is away until { $until } and asks you to decide in their place, where the rules allow it. **approvals** lists what waits for you. You have no say in what { $names } asks for.
declined-away-nobody = No rule asks you to decide anything, so nobody has to stand in for you. Nothing was changed.
declined-away-day = The last day is missing. Nothing was changed. Choose one.
declined-away-days = That day is past, or too far ahead. Nothing was changed. Choose one until { $latest }.
declined-deputy-unknown = Nobody of that name may decide in your place. Nothing was changed. Choose somebody of the list.
declined-deputy-needed = Nobody but this person can decide R-{ $number }, which is yours, and who stands in for you has no say in it. Nothing was changed. Choose somebody else, or nobody in particular.
declined-only-deputy = Only somebody who stands in for whoever asked or gains by it could decide this. Nothing was sent. Type **back**, or choose another deputy, and ask again.
declined-deputy-several = More than one person may be meant. Nothing was changed. Choose one below.
declined-deputy = You decide in the place of somebody who asked for this or gains by it, so somebody else must decide. Nothing was changed.
