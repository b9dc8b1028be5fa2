// One message in a chat: who, when, words or a card, and what came of pressing it.

import { drawCard } from "./card.js";
import { avatar, el, mark } from "./dom.js";
import { render, setMentions } from "./markdown.js";
import { isTooNew } from "./mend.js";
import { DAY, HOUR } from "./time.js";

/** The day of a moment in words. */
export const dayOf = (at) => DAY.format(new Date(at));

/** A short sentence about a message, for people who listen. */
export function summarize(data) {
  if (data.text) return data.text;
  if (data.card && isTooNew(data.card)) return data.card.fallbackText || "A card";
  let first = "";
  const look = (node) => {
    if (first || node === null || typeof node !== "object") return;
    if (node.type === "TextBlock" && node.text) first = node.text;
    else for (const child of Array.isArray(node) ? node : Object.values(node)) look(child);
  };
  look(data.card?.body ?? []);
  return first || "A card";
}

/** A message that keeps its place and its element while its content changes. */
export class MessageView {
  /** `pane` knows the person, the people and how to press. */
  constructor(pane, data) {
    this.pane = pane;
    this.data = data;
    this.mine = data.author !== null && data.author === pane.person;
    this.shown = null;
    this.typed = () => null;
    this.content = el("div", { class: "content" });
    this.note = el("div", { class: "note", hidden: true });
    this.stamp = el("span", { class: "stamp" });
    const name = data.author === null ? "Usher" : data.author_name;
    const head = el("div", { class: "who" }, el("strong", {}, name), this.stamp);
    const face = this.mine && data.kind !== "channel" ? null : data.author === null ? mark() : avatar(name, data.author);
    this.element = el("article", { class: this.mine ? "message mine" : "message", "data-id": data.id, "aria-label": `${name}, ${HOUR.format(new Date(data.at))}` },
      face, el("div", { class: "bubble" }, head, this.content, this.note));
    this.update(data);
  }

  /** Show new data. A card is only drawn again when it is another card; what was typed in it stays. */
  update(data) {
    this.data = data;
    this.stamp.textContent = HOUR.format(new Date(data.at)) + (data.updated && data.card ? ` · updated ${HOUR.format(new Date(data.updated))}` : "");
    const key = JSON.stringify([data.text, data.card]);
    if (key !== this.shown) {
      const values = this.shown === null ? null : this.typed();
      this.shown = key;
      this.draw(values);
    }
    this.showNote(data.note);
  }

  /** Draw again in the present colours. */
  redraw() {
    if (this.data.card) this.draw(this.typed());
  }

  draw(values) {
    const { text, card } = this.data;
    const focused = this.content.contains(document.activeElement);
    const parts = [];
    if (text) parts.push(this.words(text));
    this.typed = () => null;
    if (card) {
      const drawn = drawCard({ card, message: this.data.id, person: this.pane.person, people: this.pane.people, values, pressed: (...press) => this.press(...press) });
      this.typed = drawn.typed;
      parts.push(drawn.element);
    }
    this.content.replaceChildren(...parts);
    if (focused) this.keepFocus();
  }

  words(text) {
    const box = el("div", { class: "words" });
    if (this.data.author !== null) {
      box.classList.add("typed");
      box.textContent = text;
    } else {
      setMentions(null);
      box.innerHTML = render(text); // only what Markdown made: HTML in the text has become text
    }
    return box;
  }

  /** The pressed button is gone with its card: the keyboard goes on from the new one. */
  keepFocus() {
    const card = this.content.querySelector(".card") ?? this.content;
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
  }

  async press(action, data, element) {
    element.setAttribute("aria-busy", "true");
    try { await this.pane.press(this.data.id, action, data); } finally { element.removeAttribute("aria-busy"); }
  }

  showNote(note) {
    this.note.hidden = !note;
    this.note.className = note ? `note ${note.kind}` : "note";
    this.note.textContent = note?.text ?? "";
  }
}
