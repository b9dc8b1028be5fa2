// Where people write: Enter sends, Shift+Enter begins a line.

import { el } from "./dom.js";
import { suggest } from "./suggestions.js";

export class Composer {
  /** `send(text, thread)` and `attach(file)` return promises. */
  constructor(send, attach) {
    this.send = send;
    this.thread = null;
    this.box = el("textarea", { rows: 1, "aria-label": "Message to Usher", placeholder: "Message Usher", enterKeyHint: "send" });
    this.button = el("button", { type: "submit", class: "send", "aria-label": "Send" }, "➤");
    this.file = el("input", { type: "file", accept: ".csv,.txt", class: "file", "aria-label": "Attach a list", tabIndex: -1 });
    this.file.addEventListener("change", () => this.attach(attach));
    this.clip = el("button", { type: "button", class: "clip", "aria-label": "Attach a file", title: "Attach a list (CSV)", onclick: () => this.file.click() }, "+");
    this.chips = el("div", { class: "chips", role: "group", "aria-label": "Suggestions" });
    this.reply = el("div", { class: "replying", hidden: true });
    this.element = el("form", { class: "composer" }, this.chips, this.reply, el("div", { class: "box" }, this.box, this.file, this.clip, this.button));
    this.element.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.submit();
    });
    this.box.addEventListener("input", () => this.grow());
  }

  /** Suggestions for somebody, and the words of the place. */
  setPlace(person, channel) {
    this.box.placeholder = channel ? "Write to @Usher in the channel" : "Message Usher";
    this.box.setAttribute("aria-label", channel ? "Message to Usher in the channel" : "Message to Usher");
    this.chips.replaceChildren(...suggest(person, channel).map((words) => el("button", { type: "button", class: "chip", title: words, onclick: () => this.fill(words) }, words)));
    this.clip.hidden = channel; // Teams gives bots the files of their own chats alone
    this.setThread(null);
  }

  /** The file that was picked; the same one can be picked again. */
  async attach(send) {
    const [file] = this.file.files;
    if (!file) return;
    await send({ name: file.name, text: await file.text() });
    this.file.value = "";
    this.box.focus();
  }

  fill(words) {
    this.box.value = words;
    this.grow();
    this.box.focus();
  }

  /** Answer in a thread of the channel; null begins a new one. */
  setThread(thread, about = "") {
    this.thread = thread;
    this.reply.hidden = thread === null;
    this.reply.replaceChildren();
    if (thread === null) return;
    this.reply.append(el("span", {}, `Reply to “${about.slice(0, 60)}”`), el("button", { type: "button", class: "quiet", onclick: () => this.setThread(null) }, "New post instead"));
    this.box.focus();
  }

  submit() {
    const text = this.box.value.trim();
    if (!text) return;
    this.box.value = "";
    this.grow();
    this.send(text, this.thread);
  }

  grow() {
    const lines = Math.min(this.box.value.split("\n").length, 6);
    this.box.rows = Math.max(lines, Math.min(Math.ceil(this.box.value.length / 60), 4), 1);
  }
}
