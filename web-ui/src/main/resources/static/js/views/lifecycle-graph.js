// @ts-check
import { arrowsOf } from "../model/lifecycle.js";
import { isMoving, send, settle, step } from "../model/walk.js";
import { text } from "../texts.js";
import { HEIGHT, placesOf, wayBetween } from "./lifecycle-layout.js";
import { fitted, svg } from "./svg.js";

/** @typedef {import("../model/walk.js").Walker} Walker */

const PACE = 550;
const CHIP = 19;
const HEAD = 24;
const LETTER = 6.6;
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/** Docker's states, the verbs between them, and a token for each container. */
export class LifecycleGraph {
  /** @type {Map<string, Walker>} */
  #walkers = new Map();
  /** @type {Map<string, SVGGElement>} */
  #tokens = new Map();
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer;
  #states = svg("g", {});
  #arrows = svg("g", {});
  #crowd = svg("g", {});
  #drawing = svg("svg", { height: HEIGHT });
  /** @type {Map<string, import("./lifecycle-layout.js").Place>} */
  #places = new Map();
  #drawn = "";
  /** @type {unknown} */
  #moves;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
    const head = svg("marker", {
      id: "arrow-head",
      viewBox: "0 0 8 8",
      refX: 7,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto",
    });
    head.append(svg("path", { d: "M0 0L8 4L0 8z" }));
    this.#drawing.append(svg("defs", {}, head), this.#arrows, this.#states, this.#crowd);
    place.append(this.#drawing);
  }

  /** @param {import("../model/engine-model.js").Model} model */
  render(model) {
    const width = Math.max(300, this.place.clientWidth);
    const shape = `${width} ${model.transitions.length}`;
    if (shape !== this.#drawn) {
      this.#drawn = shape;
      this.#drawGround(width, arrowsOf(model.transitions));
    }
    if (!model.known) {
      return;
    }
    if (model.moves !== this.#moves) {
      this.#moves = model.moves;
      this.#walkers = send(this.#walkers, model.moves);
    } else {
      this.#walkers = settle(this.#walkers, model.containers);
    }
    this.#walk();
  }

  #walk() {
    if (stillness.matches) {
      while (isMoving(this.#walkers)) {
        this.#walkers = step(this.#walkers);
      }
    } else if (isMoving(this.#walkers) && this.#timer === undefined) {
      this.#timer = setInterval(() => this.#tick(), PACE);
    }
    this.#drawTokens();
  }

  #tick() {
    this.#walkers = step(this.#walkers);
    if (!isMoving(this.#walkers)) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#drawTokens();
  }

  /**
   * @param {number} width
   * @param {import("../model/lifecycle.js").Arrow[]} arrows
   */
  #drawGround(width, arrows) {
    this.#places = placesOf(width);
    this.#drawing.setAttribute("width", String(width));
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${HEIGHT}`);
    this.#states.replaceChildren(...[...this.#places].map(([state, place]) => stateBox(state, place)));
    this.#arrows.replaceChildren(...arrows.flatMap((arrow) => this.#arrow(arrow)));
  }

  /** @param {import("../model/lifecycle.js").Arrow} arrow */
  #arrow({ from, to, verbs }) {
    const start = this.#places.get(from);
    const end = this.#places.get(to);
    if (start === undefined || end === undefined) {
      return [];
    }
    const { d, label } = wayBetween(start, end);
    const plain = verbs.filter((verb) => verb !== "force remove");
    const isMain = label !== null && plain.length > 0;
    const parts = [
      svg(
        "path",
        { d, class: isMain ? "arrow" : "arrow arrow-faint", "marker-end": "url(#arrow-head)" },
        svg("title", {}, `${from} → ${to}: ${verbs.join(", ")}`),
      ),
    ];
    if (!isMain) {
      return parts;
    }
    const { x, y, anchor } = label;
    const lines = anchor === "middle" ? [plain.join(" ")] : plain;
    const top = y - ((lines.length - 1) * 12) / 2;
    return [
      ...parts,
      ...lines.map((verb, row) => svg("text", { x, y: top + row * 12, "text-anchor": anchor, class: "verb" }, verb)),
    ];
  }

  #drawTokens() {
    /** @type {Map<string, number>} */
    const rows = new Map();
    for (const walker of this.#walkers.values()) {
      const token = this.#tokens.get(walker.id) ?? this.#newToken(walker);
      const place = this.#places.get(walker.state);
      if (place !== undefined) {
        const row = rows.get(walker.state) ?? 0;
        rows.set(walker.state, row + 1);
        this.#moveToken(token, walker, place, row);
      }
    }
    for (const [id, token] of this.#tokens) {
      if (!this.#walkers.has(id)) {
        token.remove();
        this.#tokens.delete(id);
      }
    }
    this.#drawCounts(rows);
  }

  /** @param {Walker} walker */
  #newToken(walker) {
    const token = svg(
      "g",
      { class: "token", "data-container": walker.id },
      svg("rect", { rx: 8, height: CHIP - 3 }),
      svg("text", { x: 8, y: 12 }),
      svg("title", {}),
    );
    this.#tokens.set(walker.id, token);
    this.#crowd.append(token);
    return token;
  }

  /**
   * @param {SVGGElement} token
   * @param {Walker} walker
   * @param {import("./lifecycle-layout.js").Place} place
   * @param {number} row
   */
  #moveToken(token, walker, place, row) {
    const width = place.width - 12;
    token.dataset.state = walker.state;
    token.style.transform = `translate(${place.x + 6}px, ${place.y + HEAD + row * CHIP}px)`;
    token.classList.toggle("is-hidden", HEAD + (row + 1) * CHIP > place.height);
    token.children[0].setAttribute("width", String(width));
    token.children[1].textContent = fitted(walker.name, width - 16, LETTER);
    token.children[2].textContent = `${walker.name}: ${walker.state}`;
  }

  /** @param {Map<string, number>} rows */
  #drawCounts(rows) {
    for (const count of /** @type {NodeListOf<SVGTextElement>} */ (this.#states.querySelectorAll("[data-count]"))) {
      const state = count.dataset.count ?? "";
      const place = this.#places.get(state);
      const room = place === undefined ? 0 : Math.floor((place.height - HEAD) / CHIP);
      const left = (rows.get(state) ?? 0) - room;
      count.textContent = left > 0 ? text("lifecycle.more", left) : "";
    }
  }
}

/**
 * @param {string} state
 * @param {import("./lifecycle-layout.js").Place} place
 */
function stateBox(state, { x, y, width, height }) {
  const group = svg("g", { class: "state", "data-state": state }, svg("rect", { x, y, width, height, rx: 8 }));
  const label = text(`state.${state}`);
  group.append(svg("text", { x: x + 10, y: y + 16, class: "state-name" }, fitted(label, width - 16, LETTER)));
  group.append(
    svg("text", { x: x + width - 8, y: y + 16, class: "state-count", "text-anchor": "end", "data-count": state }),
  );
  return group;
}
