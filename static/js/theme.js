// Applies what this browser has stored (theme, sizes) before the first paint; loaded before the styles.
(() => {
  const root = document.documentElement;
  try {
    for (const [key, value] of Object.entries(localStorage)) {
      if (key.startsWith("ui:--")) root.style.setProperty(key.slice(3), value);
      else if (key.startsWith("ui:")) root.dataset[key.slice(3)] = value;
    }
  } catch {
    // Storage may be blocked: the page then follows the system.
  }
})();
