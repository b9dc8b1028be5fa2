// What the page asks of the sandbox.

/** A failed request, in words for people. */
export class Trouble extends Error {}

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  let response;
  try { response = await fetch(path, options); } catch { throw new Trouble("The sandbox does not answer."); }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Trouble(answer?.error ?? `The sandbox answered ${response.status}.`);
  return answer;
}

const teams = "/sandbox/teams";

export const about = () => ask("/sandbox/about");
export const books = () => ask("/sandbox/books");
export const audit = () => ask("/sandbox/audit");
export const features = () => ask("/page/features.json");
export const advance = (span) => ask("/sandbox/clock", { advance: span });
export const behind = (order) => ask("/sandbox/entra", order);
export const cycle = () => ask("/sandbox/cycle", {});
export const view = (person, since) => ask(`${teams}/view?person=${encodeURIComponent(person)}&since=${since}`);
export const open = (person) => ask(`${teams}/open`, { person });
export const say = (person, text, conversation, thread) => ask(`${teams}/say`, { person, text, conversation, thread });
export const attach = (person, file) => ask(`${teams}/say`, { person, file });
export const press = (person, message, action, data) => ask(`${teams}/press`, { person, message, action, data });
export const close = (person, message) => ask(`${teams}/close`, { person, message });
export const search = (person, message, dataset, query) => ask(`${teams}/search`, { person, message, dataset, query });

/** Call `changed` now and whenever the world has changed; `reachable` hears whether the sandbox answers. */
export function listen(changed, reachable) {
  const source = new EventSource(`${teams}/stream`);
  source.addEventListener("change", changed);
  source.addEventListener("open", () => reachable(true));
  source.addEventListener("error", () => reachable(false));
}
