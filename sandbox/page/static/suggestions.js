// What people may want to type: a click puts it into the box, and a person sends it.

const COMMON = ["add me to Secretaries", "my access", "my requests", "help"];
const TESTER = ["test access", "rollout", "add me to Secretaries", "my access", "my requests", "help"];
const OWN = {
  olivia: [
    "invite consultant@fabrikam.example as Receptionists until 26 Feb",
    "rollout",
    "preview go-live",
    "add priya to Receptionists",
    "pause provisioning because the building moves",
    "take back go-live",
    "who has Owner",
    "end consultant@fabrikam.example",
    "my requests",
    "help",
  ],
  adam: ["approvals", "rollout", "preview go-live", "access of priya", "my requests", "help"],
  maria: ["setup", "groups", "rollout", "resume provisioning", "approvals", "help"],
  priya: TESTER,
  birgit: TESTER.filter((text) => text !== "rollout"),
};

const IN_CHANNEL = ["post here", "stop"];

/** A few commands for somebody, in their own chat or in the channel. */
export const suggest = (person, channel) => (channel ? IN_CHANNEL : OWN[person] ?? COMMON);
