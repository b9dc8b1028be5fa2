// One Adaptive Card on the page: drawn, pressed, mended after drawing.

import * as api from "./api.js";
import { el } from "./dom.js";
import { hostConfig } from "./host-config.js";
import * as markdown from "./markdown.js";
import { isTooNew, listSearched, mend, takeMistakes } from "./mend.js";
import { current } from "./theme.js";

/**
 * Draw `card` of `message` for `person`. `pressed(action, data)` is called for every button that reaches the bot.
 * Returns the element and `typed()`, what somebody has changed in it since (null when nothing).
 */
export function drawCard({ card, message, person, people, values, pressed }) {
  if (isTooNew(card)) return { element: el("div", { class: "card fallback" }, card.fallbackText || `Teams cannot show this card: it needs version ${card.version}.`), typed: () => null };
  const titles = new Map();
  const searched = listSearched(card);
  const applet = new AdaptiveCards.AdaptiveApplet();
  // a form of its own: the renderer names radio buttons by the input's id, and two cards would share one choice
  const element = el("form", { class: card.msteams?.width === "Full" ? "card full" : "card", autocomplete: "off", lang: typeof card.lang === "string" ? card.lang : undefined, onsubmit: (event) => event.preventDefault() }, applet.renderedElement);
  let touched = false;
  let context = null;
  element.addEventListener("input", () => { touched = true; });
  const send = (action) => {
    touched = false;
    const data = action.data && typeof action.data === "object" ? { ...action.data } : {};
    for (const id of searched) if (titles.has(data[id])) data[id] = titles.get(data[id]);
    const sent = { type: action.getJsonTypeName(), verb: action.verb, id: action.id, title: action.title };
    return pressed(sent, data, element);
  };
  applet.hostConfig = hostConfig(current());
  applet.onShowManualRefreshButton = () => false;
  applet.onActivityRequestFailed = () => -1;
  applet.onCreateProgressOverlay = () => el("div", { class: "busy" }, el("span", { class: "sr" }, "Working"));
  applet.onCreateSerializationContext = () => (context = new AdaptiveCards.SerializationContext(AdaptiveCards.Versions.v1_6));
  applet.onCardChanged = () => tidy(applet.card);
  applet.channelAdapter = { sendRequestAsync: (request) => answer(request, { message, person, titles, send }) };
  applet.onAction = (_sender, action) => {
    if (action instanceof AdaptiveCards.OpenUrlAction) openUrl(action.url);
    else if (action instanceof AdaptiveCards.SubmitAction && !(action instanceof AdaptiveCards.ExecuteAction)) send(action);
  };
  markdown.setMentions(card);
  takeMistakes();
  applet.setCard(mend(card, people, values));
  element.append(...complain(context));
  return { element, typed: () => (touched ? gather(applet.card) : null) };
}

async function answer(request, { message, person, titles, send }) {
  const action = request.action;
  try {
    if (action instanceof AdaptiveCards.ExecuteAction) {
      await send(action);
      // what the bot answered comes back with the person's view; the renderer has nothing left to do
      return new AdaptiveCards.SuccessResponse(request, '""');
    }
    const { results } = await api.search(person, message, action.dataset, action.filter);
    for (const choice of results) titles.set(choice.title, choice.value);
    return new AdaptiveCards.SuccessResponse(request, JSON.stringify(results));
  } catch (error) {
    return new AdaptiveCards.ErrorResponse(request, new AdaptiveCards.ActivityRequestError(undefined, error.message));
  }
}

function openUrl(url) {
  if (/^https?:\/\//i.test(url ?? "")) window.open(url, "_blank", "noopener,noreferrer");
}

/** Names for the inputs that the renderer leaves without one. */
function tidy(card) {
  for (const box of card.renderedElement.querySelectorAll(".ac-choiceSetInput-filtered, .ac-choiceSetInput-filtered-textbox")) {
    const named = box.parentElement.closest("[aria-labelledby]");
    if (named && !box.hasAttribute("aria-labelledby")) {
      box.setAttribute("aria-labelledby", named.getAttribute("aria-labelledby"));
      named.removeAttribute("aria-labelledby");
    }
    box.removeAttribute("aria-label");
    box.autocomplete = "off";
  }
  for (const input of card.renderedElement.querySelectorAll("input, textarea, select")) {
    const labelled = input.getAttribute("aria-labelledby");
    if (labelled) input.removeAttribute("aria-label");
  }
}

/** Values of all inputs, for a card that is drawn again. */
function gather(card) {
  return Object.fromEntries(card.getAllInputs().filter((input) => input.id).map((input) => [input.id, input.value ?? ""]));
}

/** Mistakes in a card are shown: they are the bot's, and whoever builds it should see them. */
function complain(context) {
  const words = takeMistakes();
  for (let i = 0; i < (context?.eventCount ?? 0); i += 1) words.push(context.getEventAt(i).message);
  if (!words.length) return [];
  return [el("details", { class: "mistakes" }, el("summary", {}, `This card has ${words.length} mistake${words.length > 1 ? "s" : ""}`), el("ul", {}, ...words.map((w) => el("li", {}, w))))];
}
