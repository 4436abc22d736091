// @ts-check
import { layerPicture } from "../model/layer-tree.js";
import { sizeText } from "../model/sizes.js";
import { text } from "../texts.js";
import { fitted, svg } from "./svg.js";

/** @typedef {import("../model/layer-tree.js").Box} Box */

const LEAST_COLUMN = 84;
const MOST_COLUMN = 200;
const LEVEL = { layer: 30, image: 26, container: 44 };
const GAP = 4;
const PADDING = 8;
/** How wide a letter is, by the kind of text. */
const LETTER = { made: 6.7, name: 6.9, detail: 5.6, size: 6.2 };

/** Images as stacks of layers, with the writable layer of each container on top. */
export class LayerStack {
  /** @type {Set<string>} */
  #seen = new Set();
  #first = true;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  /** @param {import("../model/engine-model.js").Model} model */
  render({ known, images, containers }) {
    if (!known) {
      return;
    }
    const picture = layerPicture(images, containers);
    const room = this.place.clientWidth || LEAST_COLUMN;
    const column = Math.min(MOST_COLUMN, Math.max(LEAST_COLUMN, Math.floor(room / Math.max(1, picture.columns))));
    const bottoms = this.#bottoms(picture.boxes);
    const height = Math.max(0, ...bottoms.values()) + PADDING;
    const drawing = svg("svg", {
      width: picture.columns * column,
      height,
      viewBox: `0 0 ${picture.columns * column} ${height}`,
    });
    for (const box of picture.boxes) {
      const top = height - (bottoms.get(box.key) ?? 0);
      drawing.append(this.#box(box, { x: box.column * column, y: top, width: box.span * column - GAP }));
    }
    const newest = this.#first ? undefined : picture.boxes.findLast(({ key }) => !this.#seen.has(key));
    this.#seen = new Set(picture.boxes.map(({ key }) => key));
    this.#first = false;
    this.place.replaceChildren(picture.boxes.length > 0 ? drawing : note(text("layers.none")));
    if (newest !== undefined) {
      this.place.scrollTo({ left: newest.column * column });
    }
    if (picture.left > 0) {
      this.place.append(note(text("layers.more", picture.left)));
    }
  }

  /**
   * How high above the ground each box ends.
   * @param {Box[]} boxes
   */
  #bottoms(boxes) {
    /** @type {Map<string, number>} */
    const tops = new Map();
    /** @type {number[]} */
    const under = [];
    for (const box of boxes) {
      const ground = box.level === 0 ? 0 : (under[box.level - 1] ?? 0);
      under[box.level] = ground + LEVEL[box.kind] + GAP;
      tops.set(box.key, under[box.level]);
    }
    return tops;
  }

  /**
   * @param {Box} box
   * @param {{x: number, y: number, width: number}} at
   */
  #box(box, { x, y, width }) {
    const isNew = !this.#first && !this.#seen.has(box.key);
    const group = svg("g", {
      class: `box box-${box.kind}${isNew ? " is-new" : ""}`,
      "data-key": box.key,
    });
    group.append(svg("rect", { x, y, width, height: LEVEL[box.kind], rx: 5 }));
    if (box.layer !== undefined) {
      this.#drawLayer(group, box, { x, y, width });
    } else if (box.image !== undefined) {
      const name = box.image.references.join(", ") || text("layers.dangling");
      group.append(svg("title", {}, `${name} ${box.image.id}`));
      group.append(line(name, { x, y: y + 17, width }, "name"));
    } else if (box.container !== undefined) {
      const { name, state } = box.container;
      group.dataset.state = state;
      group.append(svg("title", {}, `${name} · ${text("layers.writable")} · ${state}`));
      group.append(line(name, { x, y: y + 18, width }, "name"));
      group.append(line(text("layers.writable"), { x, y: y + 34, width }, "detail"));
    }
    return group;
  }

  /**
   * @param {SVGGElement} group
   * @param {Box} box
   * @param {{x: number, y: number, width: number}} at
   */
  #drawLayer(group, { layer, sharedBy = 1 }, { x, y, width }) {
    if (layer === undefined) {
      return;
    }
    const size = sizeText(layer.size);
    const shared = sharedBy > 1 ? text("layers.shared", sharedBy) : "";
    const made = layer.instruction || layer.diff;
    group.append(svg("title", {}, [made, layer.diff, size, shared].filter(Boolean).join("\n")));
    group.classList.toggle("is-shared", sharedBy > 1);
    const sizeWidth = (size.length + 1) * LETTER.size;
    group.append(line(made, { x, y: y + 19, width: width - sizeWidth - PADDING }, "made"));
    const end = svg("text", { x: x + width - PADDING, y: y + 19, class: "box-size" }, size);
    group.append(end);
  }
}

/**
 * @param {string} content
 * @param {{x: number, y: number, width: number}} at
 * @param {keyof typeof LETTER} kind
 */
function line(content, { x, y, width }, kind) {
  return svg("text", { x: x + PADDING, y, class: `box-${kind}` }, fitted(content, width - 2 * PADDING, LETTER[kind]));
}

/** @param {string} sentence */
function note(sentence) {
  const paragraph = document.createElement("p");
  paragraph.className = "drawing-note";
  paragraph.textContent = sentence;
  return paragraph;
}
