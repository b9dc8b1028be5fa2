// What the world outside saw: the tenant's books, the time, and a few levers.

import * as api from "./api.js";
import { byHand } from "./by-hand.js";
import { avatar, calm, el } from "./dom.js";
import { CLOCK, TIME } from "./time.js";

const SHOWN = 40;
const MOST_ACCOUNTS = 200;
const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export class Outside {
  /** `people(list)` hears who there is. */
  constructor(element, people) {
    this.people = people;
    this.names = new Map();
    this.refresh = calm(() => this.load(), 700);
    this.now = el("time", {});
    this.said = el("p", { class: "said", role: "status" });
    this.parts = { calls: section("Calls", true), accounts: section("AskCody accounts", true), memberships: section("Memberships"), invitations: section("Invitations"), audit: section("Audit") };
    this.parts.audit.element.hidden = true;
    element.append(el("h2", { id: "outside-title" }, "What the world outside saw"),
      el("div", { class: "clock" }, el("div", {}, el("span", { class: "muted" }, "World time"), this.now), this.levers(), this.said),
      byHand(() => this.refresh()), ...Object.values(this.parts).map((part) => part.element));
    setInterval(() => this.tick(), 1000);
    this.load();
  }

  levers() {
    const lever = (title, work, done) => el("button", { type: "button", onclick: (event) => this.pull(event.currentTarget, work, done) }, title);
    return el("div", { class: "levers", role: "group", "aria-label": "Move the world" },
      lever("+1 day", () => api.advance("1d"), "One day later."), lever("+14 days", () => api.advance("14d"), "Fourteen days later."),
      lever("+90 days", () => api.advance("90d"), "Ninety days later."), lever("Run a cycle", api.cycle, "A provisioning cycle ran."));
  }

  async pull(button, work, done) {
    button.disabled = true;
    this.said.textContent = "Working…";
    try { await work(); this.said.textContent = done; } catch (error) { this.said.textContent = error.message; }
    button.disabled = false;
    button.focus();
    this.refresh();
  }

  tick() {
    if (this.time) this.now.textContent = TIME.format(new Date(this.time + performance.now() - this.since));
  }

  async load() {
    const about = await api.about().catch(() => null);
    if (!about) return;
    this.time = Date.parse(about.now);
    this.since = performance.now();
    this.tick();
    this.names = new Map(about.people.map((p) => [p.key, p.name]));
    this.ids = new Map(about.people.map((p) => [p.aadObjectId, p.name]));
    this.people(about.people);
    const books = await api.books().catch(() => null);
    if (books) this.show(books);
    this.withAudit ??= (await api.features().catch(() => ({}))).audit ?? false;
    if (this.withAudit) this.showAudit(await api.audit().catch(() => null));
  }

  show(books) {
    const calls = books.calls.filter((call) => call.target === "graph" || call.target === "scim");
    const { calls: c, accounts, memberships, invitations } = this.parts;
    c.fill(calls.length, calls.slice(-SHOWN).reverse().map((call) => this.showCall(call)), "Nobody has called Graph or AskCody yet.");
    accounts.fill(books.accounts.length, listAccounts(books.accounts), "AskCody has no accounts.");
    memberships.fill(books.memberships.length, this.listGroups(books), "Nobody is in a group.");
    invitations.fill(books.invitations.length, [...books.invitations].reverse().map((i) => this.showInvitation(i)), "Nobody was invited.");
  }

  showCall(call) {
    const path = call.path.replace(/^\/(graph\/v1\.0|scim\/v2)/, "").replace(GUID, (id) => this.ids.get(id)?.split(" ")[0] ?? id.slice(0, 6) + "…");
    const bad = call.status >= 400 || call.status === 0;
    return el("li", { class: "call", title: `${call.method} ${call.path}` },
      el("span", { class: `tag ${call.target}` }, call.target === "graph" ? "Graph" : "SCIM"),
      el("code", {}, el("b", {}, call.method), " ", path || "/"),
      el("span", { class: bad ? "status bad" : "status" }, call.status === 0 ? "cut" : String(call.status)),
      el("span", { class: "muted when" }, `${call.by} · ${CLOCK.format(new Date(call.at))}`));
  }

  listGroups(books) {
    const groups = new Map();
    for (const { group, person } of books.memberships) groups.set(group, [...(groups.get(group) ?? []), this.names.get(person) ?? person]);
    return [...groups].map(([group, names]) => el("li", { class: "group" },
      el("div", {}, el("b", {}, group), books.assignments.includes(group) ? el("span", { class: "tag scope" }, "in scope") : null, el("span", { class: "muted" }, ` ${names.length}`)),
      el("p", {}, names.length > 8 ? `${names.slice(0, 8).join(", ")} and ${names.length - 8} more` : names.join(", "))));
  }

  showInvitation(invitation) {
    const sponsors = invitation.sponsors.map((s) => this.names.get(s) ?? s).join(", ");
    return el("li", { class: "group" }, el("b", {}, invitation.email), el("p", {}, `Sponsor ${sponsors || "nobody"} · ${TIME.format(new Date(invitation.at))}`));
  }

  showAudit(entries) {
    const list = Array.isArray(entries) ? entries : entries?.entries ?? [];
    this.parts.audit.element.hidden = entries === null;
    this.parts.audit.fill(list.length, list.slice(-SHOWN).reverse().map((entry) => el("li", { class: "group" },
      el("div", {}, el("b", {}, entry.event), el("span", { class: "muted" }, ` ${CLOCK.format(new Date(entry.at))}`)), el("p", {}, [entry.who, entry.about].filter(Boolean).join(" → ")))), "Nothing was written down yet.");
  }
}

/** Those that are on first; of very many the first, and how many more. */
function listAccounts(accounts) {
  const shown = [...accounts].sort((a, b) => b.active - a.active || a.userName.localeCompare(b.userName)).slice(0, MOST_ACCOUNTS);
  const left = accounts.length - shown.length;
  return [...shown.map(showAccount), ...(left ? [el("li", { class: "muted none" }, `and ${left} more`)] : [])];
}

function showAccount(account) {
  return el("li", { class: account.active ? "account" : "account off" }, avatar(account.userName, account.userName),
    el("div", {}, el("b", {}, account.userName), el("span", { class: account.active ? "state on" : "state" }, account.active ? "● on" : "○ off"),
      el("p", {}, account.roles.length ? account.roles.join(" · ") : "no roles")));
}

/** A part of the column that opens and closes, with a number. */
function section(title, open = false) {
  const count = el("span", { class: "count" }, "0"), list = el("ul", {});
  const element = el("details", { open }, el("summary", {}, title, " ", count), list);
  const fill = (number, items, nothing) => {
    count.textContent = String(number);
    list.replaceChildren(...(items.length ? items : [el("li", { class: "muted none" }, nothing)]));
  };
  fill(0, [], "…");
  return { element, fill };
}
