// What people may want to type: a click puts it into the box, and a person sends it.

const COMMON = ["help", "my access", "my requests"];
const OWN = {
  olivia: ["invite consultant@fabrikam.example as Receptionists until 26 Feb", "preview go-live", "who has Owner", "my requests", "help"],
  adam: ["approvals", "my requests", "who has Owner", "away until 14 Dec ask olivia", "help"],
  priya: ["test access", "my access", "my requests", "help"],
  erin: ["add me to Receptionists", "my access", "help"],
  maria: ["setup", "approvals", "help"],
};

/** A few commands for somebody. */
export const suggest = (person) => OWN[person] ?? COMMON;
