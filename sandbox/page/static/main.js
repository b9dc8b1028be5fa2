// The page: one person or two side by side, and the world outside beside them.

import * as api from "./api.js";
import * as markdown from "./markdown.js";
import * as mend from "./mend.js";
import { Outside } from "./outside.js";
import { Pane } from "./pane.js";
import * as theme from "./theme.js";

const find = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const panes = [];

function remember() {
  const [first, second] = panes;
  const next = new URLSearchParams({ person: first.person, ...(second ? { beside: second.person } : {}) });
  history.replaceState(null, "", `?${next}`);
}

function addPane(person) {
  const pane = new Pane(person, remember);
  panes.push(pane);
  find("panes").append(pane.element);
  pane.setPeople(panes[0].people);
}

function setBeside(on, person = panes[0].person === "adam" ? "olivia" : "adam") {
  if (on && panes.length === 1) addPane(person);
  if (!on && panes.length === 2) panes.pop().element.remove();
  find("beside").setAttribute("aria-pressed", String(on));
  document.body.classList.toggle("two", on);
  remember();
}

function setShown(outside) {
  document.body.classList.toggle("outside-shown", outside);
  find("show-chat").setAttribute("aria-pressed", String(!outside));
  find("show-outside").setAttribute("aria-pressed", String(outside));
}

theme.start(find("theme"));
markdown.start();
mend.start();
addPane(query.get("person") ?? "olivia");
if (query.get("beside")) setBeside(true, query.get("beside"));
const outside = new Outside(find("outside"), (people) => panes.forEach((pane) => pane.setPeople(people)));
find("beside").addEventListener("click", () => setBeside(panes.length === 1));
find("show-chat").addEventListener("click", () => setShown(false));
find("show-outside").addEventListener("click", () => setShown(true));
theme.watch(() => panes.forEach((pane) => pane.redraw()));
api.listen(() => { outside.refresh(); panes.forEach((pane) => pane.refresh()); }, (reachable) => { find("offline").hidden = reachable; });
