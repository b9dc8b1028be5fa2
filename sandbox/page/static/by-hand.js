// What somebody does by hand in Entra's or AskCody's own pages: a task that Usher may not do, or something behind its back.

import * as api from "./api.js";
import { el } from "./dom.js";

/** Title, what the world is told, and which fields it needs. */
const ACTS = [
  ["Invite a guest (Entra)", ({ mail, sponsor }) => ({ do: "invite_guest", mail, sponsor }), ["mail", "sponsor"]],
  ["Add to a group (Entra)", ({ mail, group }) => ({ do: "add_member", person: mail, group }), ["mail", "group"]],
  ["Remove from a group (Entra)", ({ mail, group }) => ({ do: "remove_member", person: mail, group }), ["mail", "group"]],
  ["Accept the invitation (the guest)", ({ mail }) => ({ do: "accept_invitation", person: mail }), ["mail"]],
  ["Block a guest or an employee (Entra)", ({ mail }) => ({ do: "disable_user", person: mail }), ["mail"]],
  ["Assign a group to AskCody (Entra)", ({ group }) => ({ do: "assign_group", group }), ["group"]],
  ["End a group's assignment to AskCody (Entra)", ({ group }) => ({ do: "unassign_group", group }), ["group"]],
  ["Start provisioning (Entra)", () => ({ do: "start_job" }), []],
  ["Pause provisioning (Entra)", () => ({ do: "pause_job" }), []],
  ["Allow deletes (Entra)", () => ({ do: "allow_deletes" }), []],
  ["Take somebody's mail address away (Entra)", ({ mail }) => ({ do: "clear_mail", person: mail }), ["mail"]],
  ["Give it back (Entra)", ({ mail }) => ({ do: "change_mail", person: mail, mail }), ["mail"]],
  ["Make an account (AskCody)", ({ mail, group }, roles) => ({ do: "add_account", mail, roles: roles[group] ?? [] }), ["mail", "group"]],
  ["Switch an account off (AskCody)", ({ mail }) => ({ do: "disable_account", mail }), ["mail"]],
];
/** A form that closes; `done` is called after each act. */
export function byHand(done) {
  const said = el("p", { class: "said", role: "status" });
  const what = choice("What", ACTS.map(([title], place) => [String(place), title]));
  const mail = field("Mail address", el("input", { type: "email", name: "mail", autocomplete: "off", placeholder: "consultant@fabrikam.example" }));
  const group = choice("Group", []);
  let roles = {};
  const sponsor = choice("Sponsor", [["olivia", "Olivia"], ["adam", "Adam"]]);
  const parts = { mail, group, sponsor };
  const follow = () => { for (const [name, part] of Object.entries(parts)) part.hidden = !ACTS[value(what)][2].includes(name); };
  const form = el("form", { class: "by-hand", onsubmit: (event) => { event.preventDefault(); act(); } },
    what, mail, group, sponsor, el("button", { type: "submit" }, "Do it"), said);
  const act = async () => {
    said.textContent = "Working…";
    try {
      await api.behind(ACTS[value(what)][1]({ mail: value(mail).trim(), group: value(group), sponsor: value(sponsor) }, roles));
      said.textContent = "Done. Usher was not told.";
    } catch (error) { said.textContent = error.message; }
    done();
  };
  what.addEventListener("change", follow);
  follow();
  const fill = async () => {
    roles = (await api.features().catch(() => ({}))).groups ?? {};
    group.querySelector("select").replaceChildren(...options(Object.keys(roles).map((name) => [name, name])));
  };
  return el("details", { ontoggle: (event) => { if (event.currentTarget.open && !Object.keys(roles).length) fill(); } }, el("summary", {}, "By hand, outside Usher"), form);
}

const value = (label) => label.querySelector("input, select").value;

function field(title, input) {
  return el("label", {}, el("span", { class: "muted" }, title), input);
}

function choice(title, offered) {
  return field(title, el("select", {}, ...options(offered)));
}

function options(offered) {
  return offered.map(([key, name]) => el("option", { value: key }, name));
}
