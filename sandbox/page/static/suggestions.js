// What people may want to type: a click puts it into the box, and a person sends it.

const COMMON = ["help", "my requests"];
const OWN = {
  olivia: [
    "invite consultant@fabrikam.example as Receptionists until 26 Feb",
    "end consultant@fabrikam.example",
    "my requests",
    "help",
  ],
  adam: ["approvals", "my requests", "help"],
  maria: ["setup", "help"],
};

/** A few commands for somebody. */
export const suggest = (person) => OWN[person] ?? COMMON;
