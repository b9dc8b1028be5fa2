## Who can mend what kept a request from being done

fix-title = Who can fix it
fix-mail = No mail address in Entra: { $administrator }, or HR, adds one in Entra › Users.
fix-name = No first name or surname in Entra: { $administrator }, or HR, adds it in Entra › Users; of guests the attribute mapping can take the display name.
fix-blocked = Blocked in Entra: { $administrator }, or HR, unblocks whoever is still here, in Entra › Users.
fix-gone = Not in Entra any more: nobody can let them in. “Leave out” settles it.
fix-provisioning = Not there as approved: { $administrator } sees why in Entra › { $platform } › Provisioning › Provisioning logs, and mends it there.
fix-job = Provisioning does not run: { $administrator } sets it right in Entra › { $platform } › Provisioning.
fix-task = Not done by hand yet: { $administrator } does in Entra what their task card asks for.
fix-task-owners = Not done by hand yet: an owner does in { $platform } what the request's card asks for.
fix-invitation = Not known whether the invitation went out: { $administrator } looks in Entra › Users whether the guest is there.
fix-guests = Entra does not let this guest in: { $administrator } can allow it in Entra › External Identities.
fix-group = { $group ->
    [none] The group does not take members from me
   *[other] { $group } does not take members from me
}: its owner, or { $administrator }, sets that right in Entra › Groups.
fix-unassigned = { $group ->
    [none] A group is not assigned any more: { $administrator } assigns it again, in Entra › { $platform } › Users and groups.
   *[other] { $group } is not assigned any more: { $administrator } assigns it again, in Entra › { $platform } › Users and groups.
}
fix-rights = I lack a right: { $administrator } gives it to me. Their set-up card says which.
fix-account = There is an account already: an owner looks whose it is in { $platform }.
fix-owner = No owner would be left: an owner adds another one first.
fix-requester = It cannot go on as it was asked: an owner asks for it anew.
fix-removal = I stopped since it was to be taken away, and that has failed: an owner decides whether it is to be given all the same.
fix-log = { $trace ->
    [none] It failed or was refused: { $administrator } looks into it.
   *[other] It failed or was refused: { $administrator } finds why in my log, under ref { $trace }.
}
fix-for = It is about { $names }.
fix-again = Then press “Try again”.
