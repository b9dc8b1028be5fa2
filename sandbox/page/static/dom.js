// Small ways to make elements: no markup is ever built from text that somebody else wrote.

/** An element with properties, attributes (`aria-*`, `role`, `data-*`, `for`) and children. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key.includes("-") || key === "role" || key === "for" || key === "list") node.setAttribute(key, value);
    else if (key === "class") node.className = value;
    else node[key] = value;
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** Say something to people who listen to the page. */
export function announce(words) {
  const region = document.getElementById("announcer");
  region.append(el("p", {}, words));
  while (region.childElementCount > 4) region.firstElementChild.remove();
}

/** Call `work` at most once per `ms`, and once more after the last call; never twice at the same time, and rarely when it is slow. */
export function calm(work, ms) {
  let timer = null, running = false, again = false, took = 0;
  const run = async () => {
    timer = null;
    running = true;
    const began = performance.now();
    try { await work(); } finally {
      running = false;
      took = performance.now() - began;
      if (again) { again = false; plan(); }
    }
  };
  const plan = () => {
    if (running) again = true;
    else if (timer === null) timer = setTimeout(run, Math.max(ms, Math.min(took * 3, 20000)));
  };
  return plan;
}

const COLOURS = 8;

/** Two letters in a circle, always the same colour for the same key. */
export function avatar(name, key) {
  let sum = 0;
  for (const letter of key) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  const letters = name.split("@")[0].split(/[\s._-]+/).filter(Boolean).slice(0, 2).map((word) => word[0].toUpperCase()).join("");
  return el("span", { class: `avatar hue-${sum % COLOURS}`, "aria-hidden": "true" }, letters);
}

/** The mark of Usher, where a person has letters. */
export function mark() {
  return el("img", { class: "avatar", src: "/favicon.ico", alt: "", width: 32, height: 32 });
}
