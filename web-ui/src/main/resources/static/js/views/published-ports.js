// @ts-check
import { text } from "../texts.js";

const TCP = "/tcp";

/** The ports that containers publish on the lab host; each of TCP is a link to a page of its own. */
export class PublishedPorts {
  #root;
  #list;
  #unreachable;
  #shown = "";

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#list = /** @type {HTMLElement} */ (root.querySelector("ul"));
    this.#unreachable = /** @type {HTMLElement} */ (root.querySelector("[data-ports-unreachable]"));
  }

  /** @param {Readonly<import("../model/engine-model.js").Model>} model */
  render({ containers, preview }) {
    const ports = containers.flatMap(({ name, ports }) => ports.map((port) => ({ ...port, name })));
    // Drawn anew, a link would lose the focus.
    const shown = JSON.stringify([ports, preview]);
    if (shown === this.#shown) {
      return;
    }
    this.#shown = shown;
    this.#root.hidden = ports.length === 0;
    this.#unreachable.hidden = preview !== null;
    this.#list.replaceChildren(...ports.map((port) => item(port, preview)));
  }
}

/**
 * @param {{host: number, container: string, name: string}} port
 * @param {string | null} preview
 */
function item({ host, container, name }, preview) {
  const row = document.createElement("li");
  const label = `${host} → ${name}:${container}`;
  if (preview === null || !container.endsWith(TCP)) {
    row.append(label);
    return row;
  }
  const link = document.createElement("a");
  link.href = preview.replace("PORT", String(host));
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.title = text("ports.open", link.href);
  link.append(label);
  row.append(link);
  return row;
}
