// @ts-check
import { sizeText } from "../model/sizes.js";
import { text } from "../texts.js";

/**
 * The life-cycle picture in words.
 * @param {Element} body of the table
 * @param {import("../model/engine-model.js").Model} model
 */
export function containerRows(body, { containers }) {
  const rows = containers.map(({ id, name, imageName, state, health, exitCode }) => {
    const line = row([name, imageName, stateText(state, health), exitCode === null ? "" : String(exitCode)]);
    line.dataset.container = id;
    line.dataset.state = state;
    return line;
  });
  body.replaceChildren(...(rows.length > 0 ? rows : [row([text("lifecycle.none")])]));
}

/**
 * @param {string} state
 * @param {string | null} health
 */
function stateText(state, health) {
  return health === null ? text(`state.${state}`) : `${text(`state.${state}`)} (${text(`health.${health}`)})`;
}

/**
 * The layer picture in words: each image's layers, lowest first, then the writable layers on them.
 * @param {Element} body of the table
 * @param {import("../model/engine-model.js").Model} model
 */
export function layerRows(body, { images, containers }) {
  const rows = images.flatMap((image) => {
    const name = image.references.join(", ") || text("layers.dangling");
    return [
      ...image.layers.map((layer) => row([name, shortDigest(layer.diff), sizeText(layer.size), layer.instruction])),
      ...containers
        .filter((container) => container.image === image.id)
        .map((container) => row([name, text("layers.writable"), "", container.name])),
    ];
  });
  body.replaceChildren(...(rows.length > 0 ? rows : [row([text("layers.none")])]));
}

/** @param {string} digest */
function shortDigest(digest) {
  return digest.slice(0, "sha256:".length + 12);
}

/** @param {string[]} cells */
export function row(cells) {
  const line = document.createElement("tr");
  for (const [column, content] of cells.entries()) {
    const cell = document.createElement(column === 0 ? "th" : "td");
    if (cell.localName === "th") {
      cell.setAttribute("scope", "row");
    }
    cell.textContent = content;
    line.append(cell);
  }
  return line;
}
