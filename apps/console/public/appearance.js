// Runs before the first paint so that nobody sees the wrong theme flash. `core/preferences/preferences.ts` takes over after that.
(function () {
  var chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('tocsin.preferences')) || {};
  } catch {
    // A browser that keeps nothing, or kept something unreadable, gets the defaults.
  }
  var light = matchMedia('(prefers-color-scheme: light)').matches;
  var root = document.documentElement;
  root.dataset.theme = chosen.theme === 'light' || chosen.theme === 'dark' ? chosen.theme : light ? 'light' : 'dark';
  if (typeof chosen.density === 'string') root.dataset.density = chosen.density;
})();
