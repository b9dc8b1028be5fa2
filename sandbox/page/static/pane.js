// One person's Teams: their chat with Usher and the channel.

import * as api from "./api.js";
import { Composer } from "./composer.js";
import { DialogView } from "./dialog.js";
import { announce, avatar, calm, el } from "./dom.js";
import { dayOf, MessageView, summarize } from "./message.js";

const STARS = ["olivia", "adam", "priya", "erin", "maria"];
const MOST = 200;
let panes = 0;

const isAtEnd = (list) => list.scrollHeight - list.scrollTop - list.clientHeight < 120;

export class Pane {
  /** `changed(key)` hears when another person is chosen. */
  constructor(person, changed) {
    this.number = panes += 1;
    this.people = [];
    this.changed = changed;
    this.refresh = calm(() => this.load(), 60);
    this.build();
    this.choose(person);
  }

  build() {
    const id = `pane-${this.number}`;
    this.picker = el("select", { id: `${id}-person`, onchange: () => { this.choose(this.picker.value); this.changed(this.picker.value); } });
    this.face = el("span", { class: "face" });
    this.groups = el("p", { class: "groups" });
    this.lists = { chat: this.makeList("chat"), channel: this.makeList("channel") };
    this.tabs = Object.fromEntries([["chat", "Chat"], ["channel", "Rollout"]].map(([name, title]) => [name, el("button", {
      type: "button", role: "tab", id: `${id}-tab-${name}`, "aria-controls": `${id}-${name}`, onclick: () => this.show(name), onkeydown: (event) => this.moveTab(event, name),
    }, title, el("span", { class: "dot", hidden: true }, el("span", { class: "sr" }, " (new)")))]));
    this.composer = new Composer((text, thread) => this.say(text, thread), (file) => this.attach(file));
    this.typing = el("p", { class: "typing", hidden: true }, "Usher is writing", el("span", { class: "dots", "aria-hidden": "true" }, "…"));
    this.element = el("section", { class: "pane", "aria-label": "Teams" },
      el("header", { class: "person" }, this.face, el("div", {}, el("label", { class: "sr", for: this.picker.id }, "You are"), this.picker, this.groups),
        el("div", { class: "tabs", role: "tablist", "aria-label": "Conversations" }, this.tabs.chat, this.tabs.channel)),
      this.lists.chat, this.lists.channel, this.typing, this.composer.element);
  }

  makeList(name) {
    return el("div", { class: `list ${name}`, id: `pane-${this.number}-${name}`, role: "tabpanel", "aria-labelledby": `pane-${this.number}-tab-${name}`, tabIndex: 0, hidden: name !== "chat" });
  }

  /** Become somebody. */
  choose(person) {
    this.person = person;
    this.mark = 0;
    this.loaded = false;
    this.views = new Map();
    for (const view of this.dialogs?.values() ?? []) view.remove();
    this.dialogs = new Map();
    for (const name of ["chat", "channel"]) this.lists[name].replaceChildren(this.makeEmpty(name));
    this.show("chat");
    this.setPeople(this.people);
    api.open(person).catch(() => null).then(() => this.refresh());
    this.refresh();
  }

  makeEmpty(name) {
    return el("div", { class: "empty" }, el("img", { src: "/favicon.ico", alt: "", width: 48, height: 48 }),
      el("p", {}, name === "chat" ? "Say help to begin." : "Nothing was posted in Rollout yet."),
      el("p", { class: "muted" }, name === "chat" ? "Typing never changes anything: Usher answers with a card, and you press." : "Everybody of the team AskCody rollout reads this channel. Usher hears what mentions it."));
  }

  /** Names for the picker, and what this person belongs to. */
  setPeople(people) {
    this.people = people;
    const option = (p) => el("option", { value: p.key }, p.name);
    const keys = `${people.length} ${people.at(-1)?.key} ${people.length > MOST ? this.person : ""}`;
    if (keys !== this.keys && people.length) {
      this.keys = keys;
      const stars = people.filter((p) => STARS.includes(p.key));
      const others = people.filter((p) => !STARS.includes(p.key));
      // a list of thousands helps nobody: the first ones, and whoever is shown
      const rest = others.filter((p, i) => i < MOST || p.key === this.person);
      const groups = [el("optgroup", { label: "In the stories" }, ...stars.map(option)), el("optgroup", { label: "Everybody else" }, ...rest.map(option))];
      this.picker.replaceChildren(...groups.filter((g) => g.childElementCount));
    }
    this.picker.value = this.person;
    const found = people.find((p) => p.key === this.person);
    if (!found) return;
    this.element.setAttribute("aria-label", `Teams of ${found.name}`);
    this.face.replaceChildren(avatar(found.name, found.key));
    this.groups.textContent = found.groups?.length ? found.groups.join(" · ") : "In no role group";
    this.groups.title = this.groups.textContent;
  }

  /** Show the chat or the channel. */
  show(name) {
    this.shown = name;
    for (const key of Object.keys(this.tabs)) {
      const here = key === name;
      this.tabs[key].setAttribute("aria-selected", String(here));
      this.tabs[key].tabIndex = here ? 0 : -1;
      this.lists[key].hidden = !here;
    }
    this.tabs[name].querySelector(".dot").hidden = true;
    this.composer.setPlace(this.person, name === "channel");
    this.lists[name].scrollTop = this.lists[name].scrollHeight;
  }

  moveTab(event, name) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const other = name === "chat" ? "channel" : "chat";
    this.show(other);
    this.tabs[other].focus();
  }

  async load() {
    const person = this.person, since = this.mark;
    const view = await api.view(person, since).catch(() => null);
    if (view === null || person !== this.person || view.mark < this.mark) return;
    this.mark = view.mark;
    for (const data of view.messages) this.take(data, this.loaded);
    this.loaded = true;
  }

  /** Show one changed message. */
  take(data, live) {
    const known = data.kind === "dialog" ? this.dialogs : this.views;
    const view = known.get(data.id);
    if (data.gone) {
      if (view instanceof DialogView) view.remove();
      else view?.element.remove();
      known.delete(data.id);
    } else if (view instanceof MessageView) this.keepEnd(data, () => view.update(data));
    else if (view) view.update(data);
    else if (data.kind === "dialog") known.set(data.id, new DialogView(this, data));
    else this.add(data, live);
    if (live && !data.gone && data.author === null && data.kind !== "dialog") this.tell(data, Boolean(view));
  }

  /** Whoever reads the newest message goes on seeing its end when it grows. */
  keepEnd(data, change) {
    const list = this.lists[data.kind === "channel" ? "channel" : "chat"];
    const atEnd = isAtEnd(list);
    change();
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  add(data, live) {
    const name = data.kind === "channel" ? "channel" : "chat";
    const list = this.lists[name];
    const atEnd = isAtEnd(list);
    list.querySelector(".empty")?.remove();
    const view = new MessageView(this, data);
    this.views.set(data.id, view);
    this.place(list, view);
    if (atEnd || view.mine || !live) list.scrollTop = list.scrollHeight;
  }

  place(list, view) {
    const { data } = view;
    if (data.thread && data.thread !== data.id) {
      const thread = list.querySelector(`[data-thread="${data.thread}"] .replies`);
      if (thread) { thread.append(view.element); return; }
    }
    const day = dayOf(data.at);
    if (list.dataset.day !== day || !list.querySelector(".day")) list.append(el("p", { class: "day" }, day));
    list.dataset.day = day;
    if (!data.thread) { list.append(view.element); return; }
    const reply = el("button", { type: "button", class: "quiet reply", onclick: () => this.composer.setThread(data.thread, summarize(data)) }, "Reply");
    list.append(el("div", { class: "thread", "data-thread": data.thread }, view.element, el("div", { class: "replies" }), reply));
  }

  tell(data, updated) {
    const name = data.kind === "channel" ? "channel" : "chat";
    if (name !== this.shown) this.tabs[name].querySelector(".dot").hidden = false;
    announce(data.note ? `Usher: ${data.note.text}` : `Usher ${updated ? "updated" : "wrote"}: ${summarize(data)}`);
  }

  async say(text, thread) {
    const channel = this.shown === "channel";
    this.typing.hidden = false;
    try { await api.say(this.person, text, channel ? "rollout" : undefined, channel ? thread ?? undefined : undefined); }
    catch (error) { announce(error.message); this.composer.fill(text); }
    this.typing.hidden = true;
    if (channel) this.composer.setThread(null);
    this.refresh();
  }

  async attach(file) {
    this.typing.hidden = false;
    try { await api.attach(this.person, file); } catch (error) { announce(error.message); }
    this.typing.hidden = true;
    this.refresh();
  }

  async press(message, action, data) {
    try { await api.press(this.person, message, action, data); }
    catch (error) { this.views.get(message)?.showNote({ kind: "error", text: error.message }); }
    await this.load();
  }

  /** Cards carry colours of their own. */
  redraw() {
    for (const view of [...this.views.values(), ...this.dialogs.values()]) view.redraw();
  }
}
