## Sentences that come by themselves or answer a press

notice-welcome = I invite people to { $platform }, change groups and open waves, with approval and proof. Try **help**.
notice-now-owner = You are an owner of { $platform } now (R-{ $number }): you may invite people, change groups and open waves here, and are asked to decide. Try **help**.
notice-redeem-link = Send this invitation to { $address } yourself. It is for them alone.
notice-link-lost = { $address } is invited, but Microsoft's answer with the link got lost. Nothing else is missing. Ask { $administrator } to send the invitation again: Entra › Users › { $address } › Resend invitation.
notice-accepted = ✔ { $address } accepted today. Nothing for you to do.
notice-end-failed = { $address } may still have access, though it should have ended. R-{ $number } says why. Owners can try it again there, or type “end”; in a day I ask for it anew by myself.
notice-end-refused = { $address } may still have access, though it should have ended. R-{ $number } says why. Owners can type “end”; in a day I ask for it anew by myself.
notice-platform-token = { $platform } does not take my token any more: it is wrong, revoked or expired. Until it is renewed I can neither read nor change accounts there, and requests wait. Put a new one into USHER_SCIM_TOKEN and restart me; what waits then goes on by itself.
notice-ends-on = { $address }'s access ends { $until }, 23:59 ({ $zone }).
notice-ends-sooner = { $address }'s access ends { $until }, 23:59 ({ $zone }). { $by } brought that day nearer. More time needs an approval.
notice-cancelled = Cancelled. Nothing was sent and nothing was changed.
notice-kept = Kept. Nothing was changed.
notice-replaces = This replaces your open request R-{ $number }.
notice-stops = R-{ $number } was giving what this takes away. It stops for this.
notice-approver-dropped = { $names } can no longer decide R-{ $number }. I asked somebody else.
notice-dropped-others = { $names } can no longer decide this, so I asked { $others }: { $numbers }.
notice-escalated = { $names } { $names-count ->
    [one] has
   *[other] have
} not answered since { $since-day }. { $others } { $others-count ->
    [one] is
   *[other] are
} asked as well: { $numbers }.
notice-unanswered = { $names } { $names-count ->
    [one] has
   *[other] have
} not answered since { $since-day }. Nobody else may decide { $numbers }, so please ask { $names-count ->
    [one] them
   *[other] one of them
} yourself.
notice-unreached = { $names } { $names-count ->
    [one] has
   *[other] have
} not got Usher in Teams. I asked for it to be installed, and asked { $others } meanwhile: { $numbers }.
notice-unreached-blocked = { $names } { $names-count ->
    [one] has
   *[other] have
} blocked or removed Usher in Teams. I asked for it to be installed, and asked { $others } meanwhile: { $numbers }.
notice-unreached-refused = { $names } could not be reached in Teams. I asked for Usher to be installed, and asked { $others } meanwhile: { $numbers }.
notice-all-away = { $names } { $names-count ->
    [one] is
   *[other] are
} away and nobody stands in, so I asked { $others } meanwhile: { $numbers }.
notice-deputy-gone = { $names } stands in for you, but is away or cannot decide now. Others who may decide are asked meanwhile; you need do nothing.
notice-deputy-gone-you = You stand in for { $names }, but are away or cannot decide now. Others who may decide are asked meanwhile; you need do nothing.
notice-not-arrived = My card did not reach { $names }, so I asked { $others } meanwhile: { $numbers }.
notice-install = { $names } has not got Usher in Teams, so my questions do not arrive there. Please have it installed for them: Teams admin centre › Teams apps › Setup policies. What waits is sent by itself then.
notice-install-blocked = { $names } has blocked or removed Usher in Teams, so my questions do not arrive there. Please ask them to allow it again, or have it installed for them: Teams admin centre › Teams apps › Setup policies. What waits is sent once Usher is installed anew, or once they write to me.
notice-install-refused = Teams does not let me reach { $names }, so my questions do not arrive there. Please look whether Usher is allowed and installed for them: Teams admin centre › Teams apps › Setup policies. What waits is sent once Usher is installed anew, or once they write to me.
notice-no-owner = No owner is left: { $names } { $names-count ->
    [one] is
   *[other] are
} no longer in { $group }, or switched off. Nobody may ask, and owners decide nothing. Put the owners into { $group } in Entra, then type **setup** and confirm them there.
notice-owners-again = { $by } confirmed { $names } as { $names-count ->
    [one] owner
   *[other] owners
} after no owner was left. If that was not meant, take them out of the owners' group in Entra and ask { $by }.
notice-groups-gone = { $groups } { $groups-count ->
    [one] is
   *[other] are
} not in Entra any more: deleted or renamed outside Usher. Whoever has access by a deleted group alone is switched off when provisioning runs next. If that was not meant, restore it in Entra, or give it back its name.
notice-groups-unassigned = { $groups } { $groups-count ->
    [one] is
   *[other] are
} not assigned to { $platform } any more: somebody did that in Entra, outside Usher. Whoever has access by it alone is switched off when provisioning runs next. If that was not meant, assign it again: Entra › Enterprise applications › { $platform } › Users and groups.
notice-token-ends = The SCIM token { $key } ends { $until }. Then Entra cannot reach Usher and stops provisioning. Make a new one: usher scim token create, put it into Entra, and revoke this one.
notice-left = This card was sent again further down: R-{ $number }. What stood here was erased.
notice-asked-again = R-{ $number } is asked again. The card further down replaces this one.
notice-answered = Your question about R-{ $number } is answered. The card further down replaces this one.
notice-handed-to-you = R-{ $number } was handed over to you. The card further down replaces this one.
notice-replaced = The card further down replaces this one.
notice-said = The answer is further down.
notice-list-left = There is news about this list. The card further down replaces this one.

## Said in a channel

notice-channel-told = From now on I tell here what is asked for and what becomes of it: kind, count and state, no names and no reasons. Whoever presses Review sees what is theirs to see, and nobody else sees that. **@Usher stop** ends this.
notice-channel-stopped = I begin nothing more here. What stands here goes on changing with what it is about. **@Usher post here** has me go on.
notice-channel-sent = The buttons are in your own chat with me
notice-review-none = You answer for no external who has access. The next review of externals is on { $at-day }.
notice-review-never = You answer for no external who has access.
