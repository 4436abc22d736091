// @ts-check
/** @typedef {import("../elements/lab-hosts.js").LabHosts} LabHosts */

const SHOWN = 2000;

/**
 * Buttons of the lesson's text: they type commands, or copy what stands beside them.
 * @param {LabHosts} hosts
 */
export function pressButtons(hosts) {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-action=run], [data-action=copy]") : null;
    if (!(button instanceof HTMLButtonElement)) {
      return;
    }
    if (button.dataset.action === "copy") {
      copy(button);
      return;
    }
    const { host, terminal, command, once, interrupt } = button.dataset;
    button.disabled = once !== undefined;
    hosts.run(Number(host ?? hosts.selected), terminal, command ?? "", interrupt !== undefined);
  });
}

/** @param {HTMLButtonElement} button */
async function copy(button) {
  const code = button.parentElement?.querySelector("code");
  if (code === null || code === undefined) {
    return;
  }
  getSelection()?.selectAllChildren(code);
  try {
    await navigator.clipboard.writeText(code.textContent ?? "");
  } catch {
    return; // Not over plain http: it is selected, and the student copies it.
  }
  const label = button.textContent;
  button.textContent = button.dataset.done ?? label;
  setTimeout(() => {
    button.textContent = label;
  }, SHOWN);
}

/**
 * Links to ports of the lab host lead there as far as this browser can.
 * @param {string | null} preview address of published ports, with PORT in place of the number
 */
export function leadToPorts(preview) {
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[data-port]"))) {
    const { port = "", path = "/" } = link.dataset;
    const address = preview === null ? "" : new URL(path, preview.replace("PORT", port)).href;
    if (address !== "" && link.href !== address) {
      link.href = address;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
    }
  }
}
