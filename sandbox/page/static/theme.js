// Light, dark or high contrast: the system's unless somebody chose.

const QUERIES = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)", "(forced-colors: active)"].map((q) => matchMedia(q));
const watchers = new Set();

function remembered() {
  try { return localStorage.getItem("usher.theme") ?? "system"; } catch { return "system"; }
}

function resolve() {
  const chosen = remembered();
  if (chosen !== "system") return chosen;
  const [dark, more, forced] = QUERIES.map((q) => q.matches);
  return more || forced ? "contrast" : dark ? "dark" : "light";
}

function apply() {
  const theme = resolve();
  if (document.documentElement.dataset.theme === theme) return;
  document.documentElement.dataset.theme = theme;
  for (const watcher of watchers) watcher(theme);
}

/** The theme now: light, dark or contrast. */
export const current = () => document.documentElement.dataset.theme;

/** Hear of a change: cards carry colours of their own. */
export const watch = (watcher) => watchers.add(watcher);

/** Wire the chooser. */
export function start(chooser) {
  chooser.value = remembered();
  chooser.addEventListener("change", () => {
    try { localStorage.setItem("usher.theme", chooser.value); } catch { /* private windows forget, and that is all */ }
    apply();
  });
  for (const query of QUERIES) query.addEventListener("change", apply);
  apply();
}
