// @ts-check

const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

/**
 * The terminal's colours from the page's design tokens (`--terminal-red`, `--terminal-bright-red`, …).
 * @param {Element} element
 * @returns {import("@xterm/xterm").ITheme}
 */
export function terminalTheme(element) {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  /** @param {string} token */
  const colour = (token) => {
    probe.style.color = `var(--terminal-${token})`;
    return getComputedStyle(probe).color;
  };
  /** @type {Record<string, string>} */
  const theme = {
    background: colour("background"),
    foreground: colour("foreground"),
    cursor: colour("cursor"),
    cursorAccent: colour("background"),
    selectionBackground: colour("selection"),
  };
  for (const name of COLOURS) {
    theme[name] = colour(name);
    theme[`bright${name[0].toUpperCase()}${name.slice(1)}`] = colour(`bright-${name}`);
  }
  probe.remove();
  return theme;
}
