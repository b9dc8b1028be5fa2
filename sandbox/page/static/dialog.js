// A dialog that a button opened: a card over the chat, for its presser alone.

import * as api from "./api.js";
import { el } from "./dom.js";
import { MessageView } from "./message.js";

/** How many dialogs are open: while there are any, nothing behind them can be reached. */
let open = 0;

function setBehind(change) {
  open += change;
  for (const part of document.querySelectorAll(".top, .stage")) part.inert = open > 0;
}

export class DialogView {
  constructor(pane, data) {
    this.view = new MessageView(pane, data);
    this.before = document.activeElement;
    const title = el("h2", { id: `dialog-${data.id}` }, data.title || "Usher");
    const shut = el("button", { type: "button", class: "quiet", "aria-label": "Close", onclick: () => this.close(pane, data.id) }, "✕");
    const box = el("section", { class: "over", role: "dialog", "aria-modal": "true", "aria-labelledby": title.id }, el("header", {}, title, shut), this.view.content, this.view.note);
    this.element = el("div", { class: "over-back", onkeydown: (event) => { if (event.key === "Escape") this.close(pane, data.id); } }, box);
    document.body.append(this.element);
    setBehind(1);
    (box.querySelector("input, textarea, select, .ac-pushButton") ?? shut).focus();
  }

  close(pane, message) {
    api.close(pane.person, message).then(() => pane.refresh(), () => this.remove());
  }

  update(data) { this.view.update(data); }

  redraw() { this.view.redraw(); }

  remove() {
    if (!this.element.isConnected) return;
    this.element.remove();
    setBehind(-1);
    if (this.before?.isConnected) this.before.focus();
  }
}
