// How cards look: Teams' spacings and type, in three themes. (Sizes as measured in Teams; colours are the page's own.)

const TEXT = {
  light: { default: ["#242424", "#5c5c5c"], dark: ["#242424", "#5c5c5c"], light: ["#ffffff", "#f0f0f0"], accent: ["#4f52b2", "#5b5fc7"], good: ["#0e6e0e", "#2b7a2b"], warning: ["#835b00", "#8a6410"], attention: ["#b10e1c", "#b8333d"] },
  dark: { default: ["#f5f5f5", "#b3b3b3"], dark: ["#b3b3b3", "#999999"], light: ["#ffffff", "#e0e0e0"], accent: ["#a6a9f5", "#9a9de8"], good: ["#92c353", "#86b34d"], warning: ["#f2c661", "#d9b25a"], attention: ["#ff8f94", "#e98489"] },
  contrast: { default: ["#ffffff", "#ffffff"], dark: ["#ffffff", "#ffffff"], light: ["#ffffff", "#ffffff"], accent: ["#ffff00", "#ffff00"], good: ["#3ff23f", "#3ff23f"], warning: ["#ffe07a", "#ffe07a"], attention: ["#ff9aa2", "#ff9aa2"] },
};
const BACK = {
  light: { default: "#00000000", emphasis: "#f5f5f5", accent: "#ecedfb", good: "#e9f5e9", attention: "#fdf0f1", warning: "#fdf6e3" },
  dark: { default: "#00000000", emphasis: "#2c2c2c", accent: "#2f2f4a", good: "#1f301a", attention: "#3b2022", warning: "#3a2f15" },
  contrast: { default: "#00000000", emphasis: "#000000", accent: "#000000", good: "#000000", attention: "#000000", warning: "#000000" },
};
const LINES = { light: "#e3e3e3", dark: "#3d3d3d", contrast: "#ffffff" };
const FAMILY = "'Segoe UI', system-ui, -apple-system, 'Noto Sans', 'Liberation Sans', sans-serif";
const SIZES = { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 };
const WEIGHTS = { lighter: 200, default: 400, bolder: 600 };

const colours = (theme) => Object.fromEntries(Object.entries(TEXT[theme]).map(([name, [full, subtle]]) => [name, { default: full, subtle }]));
const containers = (theme) => Object.fromEntries(Object.entries(BACK[theme]).map(([name, backgroundColor]) => [name, { backgroundColor, foregroundColors: colours(theme), borderColor: LINES[theme] }]));

/** The host configuration for a theme. */
export function hostConfig(theme) {
  const font = (fontFamily) => ({ fontFamily, fontSizes: SIZES, fontWeights: WEIGHTS });
  return new AdaptiveCards.HostConfig({
    supportsInteractivity: true,
    fontFamily: FAMILY,
    fontTypes: { default: font(FAMILY), monospace: font("ui-monospace, 'Cascadia Mono', 'Liberation Mono', monospace") },
    spacing: { none: 0, extraSmall: 4, small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: LINES[theme] },
    imageSizes: { small: 32, medium: 52, large: 100 },
    containerStyles: containers(theme),
    inputs: {
      label: { inputSpacing: "small", requiredInputs: { weight: "bolder", suffix: " *", suffixColor: "attention" }, optionalInputs: { weight: "bolder" } },
      errorMessage: { color: "attention", spacing: "small", weight: "default" },
      debounceTimeInMilliSeconds: 200,
      allowDynamicallyFilteredChoiceSet: true,
    },
    actions: { maxActions: 6, spacing: "medium", buttonSpacing: 8, actionsOrientation: "horizontal", actionAlignment: "left", showCard: { actionMode: "inline", inlineTopMargin: 12, style: "emphasis" } },
    adaptiveCard: { allowCustomStyle: false },
    factSet: { title: { weight: "bolder", wrap: true, maxWidth: 130 }, value: { wrap: true }, spacing: 12 },
    textBlock: { headingLevel: 3 },
    table: { cellSpacing: 8 },
  });
}
