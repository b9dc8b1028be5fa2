// Before anything is painted: the colours, so that a dark page never flashes white. Chosen ones win over the system's.
(function () {
  "use strict";
  var chosen = null;
  try { chosen = localStorage.getItem("usher.theme"); } catch (error) { chosen = null; }
  var asks = function (query) { return window.matchMedia(query).matches; };
  var system = asks("(prefers-contrast: more)") || asks("(forced-colors: active)") ? "contrast"
    : asks("(prefers-color-scheme: dark)") ? "dark" : "light";
  document.documentElement.dataset.theme = chosen && chosen !== "system" ? chosen : system;
})();
