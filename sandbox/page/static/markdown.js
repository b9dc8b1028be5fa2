// Markdown as Teams' cards know it: emphasis, links and lists, nothing else; HTML stays text.

let reader = null;
let mentions = new Set();

function make() {
  const md = window.markdownit("zero").enable(["emphasis", "link", "list", "newline"]);
  md.options.breaks = true;
  md.validateLink = (url) => /^https?:\/\//i.test(url);
  md.renderer.rules.link_open = (tokens, i, options, _env, self) => {
    tokens[i].attrSet("target", "_blank");
    tokens[i].attrSet("rel", "noopener noreferrer");
    return self.renderToken(tokens, i, options);
  };
  return md;
}

/** Render text as HTML that holds only what Markdown made of it. */
export function render(text) {
  reader ??= make();
  const html = reader.render(text);
  return html.replace(/&lt;at&gt;(.*?)&lt;\/at&gt;/g, (whole, name) =>
    mentions.has(name) ? `<span class="mention">${name}</span>` : name);
}

/** From now on `<at>` counts as a mention only where the card's own entities say so. */
export function setMentions(card) {
  const entities = card?.msteams?.entities ?? [];
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
  mentions = new Set(entities.filter((e) => e?.type === "mention").map((e) => escape(String(e.text ?? "").replace(/<\/?at>/g, ""))));
}

/** Let cards use this reader. */
export function start() {
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = render(text);
    result.didProcess = true;
  };
}
