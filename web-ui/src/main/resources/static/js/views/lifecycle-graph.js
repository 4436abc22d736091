// @ts-check
import { arrowsOf } from "../model/lifecycle.js";
import { isMoving, send, settle, step } from "../model/walk.js";
import { text } from "../texts.js";
import { HEIGHT, placesOf, wayBetween } from "./lifecycle-layout.js";
import { fitted, svg } from "./svg.js";

/** @typedef {import("../model/walk.js").Walker} Walker */

const PACE = 550;
const LEAST_WIDTH = 300;
const CHIP = 20;
const HEAD = 22;
const LETTER = 6.6;
const LINE = 12;
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
      markerWidth: 9,
      markerHeight: 9,
      markerUnits: "userSpaceOnUse",
      orient: "auto",
    });
    head.append(svg("path", { d: "M0 0L8 4L0 8z" }));
    this.#drawing.append(svg("defs", {}, head), this.#arrows, this.#states, this.#crowd);
    place.append(this.#drawing);
  }

  /** @param {import("../model/engine-model.js").Model} model */
  render(model) {
    const width = Math.max(LEAST_WIDTH, this.place.clientWidth);
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
    const before = this.#walkers;
    if (isMoving(before)) {
      this.#walkers = step(before);
      this.#drawTokens();
    } else {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
    this.#lightArrows(before);
  }

  /**
   * Shows which arrows containers have just gone along.
   * @param {Map<string, Walker>} before
   */
  #lightArrows(before) {
    const used = new Set([...this.#walkers.values()].map(({ id, state }) => `${before.get(id)?.state} ${state}`));
    for (const arrow of /** @type {NodeListOf<SVGPathElement>} */ (this.#arrows.querySelectorAll("[data-arrow]"))) {
      arrow.classList.toggle("is-used", used.has(arrow.dataset.arrow ?? ""));
    }
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
    const ways = new Set(arrows.map(({ from, to }) => `${from} ${to}`));
    this.#arrows.replaceChildren(
      ...arrows.flatMap((arrow) => this.#arrow(arrow, ways.has(`${arrow.to} ${arrow.from}`))),
    );
  }

  /**
   * @param {import("../model/lifecycle.js").Arrow} arrow
   * @param {boolean} twoWay
   */
  #arrow({ from, to, verbs }, twoWay) {
    const start = this.#places.get(from);
    const end = this.#places.get(to);
    if (start === undefined || end === undefined) {
      return [];
    }
    const { d, label } = wayBetween(start, end, twoWay);
    const isMain = label !== null;
    const path = svg("path", { d, class: "arrow", "marker-end": "url(#arrow-head)", "data-arrow": `${from} ${to}` });
    path.classList.toggle("arrow-faint", !isMain);
    path.append(svg("title", {}, `${from} → ${to}: ${verbs.join(", ")}`));
    return isMain ? [path, ...verbLines(verbs, label)] : [path];
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
  group.append(svg("text", { x: x + 10, y: y + 15, class: "state-name" }, fitted(label, width - 16, LETTER)));
  group.append(
    svg("text", { x: x + width - 8, y: y + 15, class: "state-count", "text-anchor": "end", "data-count": state }),
  );
  return group;
}

/**
 * @param {string[]} verbs
 * @param {import("./lifecycle-layout.js").Label} label
 */
function verbLines(verbs, { x, y, anchor, up }) {
  const first = up ? y - (verbs.length - 1) * LINE : y;
  return verbs.map((verb, line) =>
    svg("text", { x, y: first + line * LINE, "text-anchor": anchor, class: "verb" }, verb),
  );
}
