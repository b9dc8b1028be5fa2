// What people may want to type: a click puts it into the box, and a person sends it.

const COMMON = ["add me to Secretaries", "my access", "my requests", "help"];
const OWN = {
  olivia: [
    "invite consultant@fabrikam.example as Receptionists until 26 Feb",
    "add priya to Receptionists",
    "who has Owner",
    "end consultant@fabrikam.example",
    "my requests",
    "help",
  ],
  adam: ["approvals", "access of priya", "my requests", "help"],
  maria: ["setup", "help"],
};

/** A few commands for somebody. */
export const suggest = (person) => OWN[person] ?? COMMON;
