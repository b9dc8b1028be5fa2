// Where Microsoft's renderer differs from Teams, mended on the card before it is drawn.

/** Newest card version that Teams shows for bots. */
const NEWEST = [1, 5];

/** Whether Teams would refuse this card. */
export function isTooNew(card) {
  const [major, minor] = String(card.version ?? "1.0").split(".").map(Number);
  return major > NEWEST[0] || (major === NEWEST[0] && minor > NEWEST[1]);
}

/** A copy to draw. `people` turn object ids into names; `values` are what somebody has typed already. */
export function mend(card, people, values) {
  const copy = structuredClone(card);
  delete copy.refresh;
  delete copy.lang; // the renderer refuses every second one: its pattern remembers where it stopped
  walk(copy, (node) => {
    if (node.type === "Table") embolden(node);
    if (node.type === "Input.ChoiceSet") mendChoices(node, people, values);
    else if (String(node.type).startsWith("Input.") && values?.[node.id] !== undefined) node.value = values[node.id];
  });
  return copy;
}

/** Ids of the inputs that search for their choices. */
export function listSearched(card) {
  const ids = [];
  walk(card, (node) => { if (node.type === "Input.ChoiceSet" && node["choices.data"]) ids.push(node.id); });
  return ids;
}

function walk(node, visit) {
  if (Array.isArray(node)) { for (const item of node) walk(item, visit); return; }
  if (node === null || typeof node !== "object") return;
  visit(node);
  for (const [key, value] of Object.entries(node)) if (key !== "data" && key !== "msteams") walk(value, visit);
}

/** Teams leaves header cells as they are; the renderer's readers expect them to look like headers. */
function embolden(table) {
  if (table.firstRowAsHeaders === false || table.firstRowAsHeader === false) return;
  walk(table.rows?.[0] ?? {}, (node) => { if (node.type === "TextBlock") node.weight ??= "Bolder"; });
}

/** Searched and filtered sets show their value as it is: give them the title, and one person where they would lose several. */
function mendChoices(node, people, values) {
  const searched = Boolean(node["choices.data"]);
  if (values?.[node.id] !== undefined) node.value = values[node.id];
  if (searched) node.isMultiSelect = false;
  if ((!searched && node.style !== "filtered") || !node.value) return;
  const choices = node.choices ??= [];
  let known = choices.find((choice) => choice.value === node.value || choice.title === node.value);
  if (!known) {
    const person = people.find((p) => p.aadObjectId === node.value);
    if (!person) return;
    known = { title: `${person.name} (${person.upn})`, value: person.aadObjectId };
    choices.push(known);
  }
  node.value = known.title;
}

/** Once: rules of the renderer that no card can change. */
export function start() {
  const settings = AdaptiveCards.GlobalSettings;
  settings.applets.maximumRetryAttempts = 1;
  settings.applets.onLogEvent = (level, message) => { if (level === AdaptiveCards.LogLevel.Error) mistakes.push(String(message)); };
  settings.allowMoreThanMaxActionsInOverflowMenu = true;
  const number = AdaptiveCards.NumberInput.prototype;
  const validNumber = number.isValid;
  // an empty number that is not required would block every button (AdaptiveCards issue 8347)
  number.isValid = function () { return this.isSet() || this.isRequired ? validNumber.call(this) : true; };
  const choices = AdaptiveCards.ChoiceSetInput.prototype;
  const validChoice = choices.isValid;
  // a required set that people type into would count as filled in when it is empty
  choices.isValid = function () { return this.isRequired && !this.isSet() ? false : validChoice.call(this); };
}

/** What the renderer swallowed since the last time somebody asked. */
const mistakes = [];
export const takeMistakes = () => mistakes.splice(0);
