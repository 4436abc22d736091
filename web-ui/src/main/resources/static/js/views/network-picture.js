// @ts-check
import { networkMap } from "../model/network-map.js";
import { placesOf } from "../model/network-places.js";
import { columnsFor } from "./network-layout.js";
import { sceneOf } from "./network-scene.js";
import { svg } from "./svg.js";

/** @typedef {import("./network-scene.js").Group} Group */
/** @typedef {import("../model/network-places.js").Cell} Cell */

const HUES = 8;
const LEAST_WIDTH = 280;
const NEXT = ["ArrowRight", "ArrowDown"];
const PREVIOUS = ["ArrowLeft", "ArrowUp"];
const stillness = matchMedia("(prefers-reduced-motion: reduce)");

/** The networks of all lab hosts of the student, who is on them, and what leads in from outside. */
export class NetworkPicture {
  #layers = { host: svg("g", {}), lane: svg("g", {}), box: svg("g", {}), sign: svg("g", {}) };
  #drawing = svg("svg", { class: "network" });
  /** @type {Map<string, {element: SVGGElement, shown: string, group: Group}>} */
  #groups = new Map();
  /** Where sandboxes stand on each lab host. @type {Map<number, Map<string, Cell>>} */
  #cells = new Map();
  /** @type {Map<string, number>} */
  #hues = new Map();
  #shape = "";
  #current = "";

  /** @param {HTMLElement} figure */
  constructor(figure) {
    this.place = /** @type {HTMLElement} */ (figure.querySelector(".drawing"));
    this.detail = /** @type {HTMLElement} */ (figure.querySelector("[data-detail]"));
    this.#drawing.append(arrowHead(), ...Object.values(this.#layers));
    this.place.append(this.#drawing);
    this.#drawing.addEventListener("pointerover", ({ target }) => this.#tell(target));
    this.#drawing.addEventListener("pointerleave", () => this.#tell(document.activeElement));
    this.#drawing.addEventListener("focusin", ({ target }) => this.#tell(target));
    this.#drawing.addEventListener("focusout", () => this.#tell(null));
    this.#drawing.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** @param {ReadonlyMap<number, import("../model/engine-model.js").Model>} models of lab hosts, by number */
  render(models) {
    const known = [...models].filter(([, { known }]) => known).sort(([one], [other]) => one - other);
    if (known.length === 0) {
      return;
    }
    const columns = columnsFor(Math.max(LEAST_WIDTH, this.place.clientWidth), known.length);
    const hosts = known.map(([number, { networks, containers }]) => {
      const map = networkMap(networks, containers);
      const places = placesOf(map, columns, this.#cells.get(number));
      this.#cells.set(number, places.cells);
      return { number, ...map, places };
    });
    this.#colour(new Set(hosts.flatMap(({ lanes }) => lanes.map(({ key }) => key))));
    const { groups, width, height } = sceneOf(hosts, this.#hues);
    this.#drawing.setAttribute("width", String(width));
    this.#drawing.setAttribute("height", String(height));
    this.#drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    // After a change of its size everything stands elsewhere; nothing has moved that an eye should follow.
    const shape = `${columns} ${hosts.length}`;
    this.#drawing.classList.toggle("is-new", shape !== this.#shape);
    this.#show(groups, shape === this.#shape);
    this.#shape = shape;
  }

  /**
   * Each network keeps its colour as long as it is there.
   * @param {Set<string>} keys
   */
  #colour(keys) {
    const hues = new Map([...this.#hues].filter(([key]) => keys.has(key)));
    for (const key of keys) {
      if (!hues.has(key)) {
        const used = [...hues.values()];
        const free = Array.from({ length: HUES }, (_, hue) => hue).find((hue) => !used.includes(hue));
        hues.set(key, free ?? hues.size % HUES);
      }
    }
    this.#hues = hues;
  }

  /**
   * @param {Group[]} groups
   * @param {boolean} followsChanges
   */
  #show(groups, followsChanges) {
    const keys = new Set(groups.map(({ key }) => key));
    for (const [key, { element }] of this.#groups) {
      if (!keys.has(key)) {
        this.#groups.delete(key);
        leave(element);
      }
    }
    /** @type {Map<string, SVGGElement>} */
    const next = new Map();
    const shownGroups = new Map();
    for (const group of groups.toReversed()) {
      const known = this.#groups.get(group.key);
      const element = known?.element ?? this.#enter(group, next.get(group.layer) ?? null, followsChanges);
      next.set(group.layer, element);
      element.style.transform = `translate(${group.x}px, ${group.y}px)`;
      const shown = JSON.stringify([group.name, group.label, group.parts]);
      if (shown !== known?.shown) {
        draw(element, group);
      }
      shownGroups.set(group.key, { element, shown, group });
    }
    this.#groups = new Map([...shownGroups].reverse());
    if (!this.#groups.has(this.#current)) {
      this.#current = groups.find(isStop)?.key ?? "";
    }
    this.#keepOneStop();
  }

  /**
   * @param {Group} group
   * @param {Element | null} next what it stands before, also for who listens to the picture
   * @param {boolean} isChange
   */
  #enter({ key, layer }, next, isChange) {
    const element = svg("g", { "data-key": key });
    if (isChange) {
      element.classList.add("is-appearing");
    }
    this.#layers[layer].insertBefore(element, next);
    return element;
  }

  /** The picture is one stop of the tab key; arrows lead on inside. */
  #keepOneStop() {
    for (const [key, { element, group }] of this.#groups) {
      if (isStop(group)) {
        element.setAttribute("tabindex", key === this.#current ? "0" : "-1");
      }
    }
  }

  /** @param {KeyboardEvent} event */
  #walk(event) {
    const step = NEXT.includes(event.key) ? 1 : PREVIOUS.includes(event.key) ? -1 : 0;
    const stops = [...this.#groups.values()].filter(({ group }) => isStop(group));
    const at = stops.findIndex(({ element }) => element === document.activeElement);
    const next = stops[at + step];
    if (step !== 0 && next !== undefined) {
      event.preventDefault();
      this.#current = next.group.key;
      this.#keepOneStop();
      next.element.focus();
    }
  }

  /**
   * Says what something is, and shows which networks it belongs to.
   * @param {EventTarget | null} target
   */
  #tell(target) {
    const key = target instanceof Element ? target.closest("[data-key]")?.getAttribute("data-key") : undefined;
    const group = this.#groups.get(key ?? "")?.group;
    const told = group !== undefined && group.label !== "" ? group : undefined;
    this.detail.textContent = told?.label ?? this.detail.dataset.empty ?? "";
    for (const each of this.#groups.values()) {
      const isNear = told !== undefined && each.group.lanes.some((lane) => told.lanes.includes(lane));
      each.element.classList.toggle("is-near", isNear);
      each.element.classList.toggle("is-told", each.group === told);
    }
  }
}

/** @param {Group} group */
function isStop({ label, isEcho }) {
  return label !== "" && !isEcho;
}

/**
 * @param {SVGGElement} element
 * @param {Group} group
 */
function draw(element, group) {
  const { name, label, parts } = group;
  const appears = element.classList.contains("is-appearing");
  element.setAttribute("class", appears ? `${name} is-appearing` : name);
  if (isStop(group)) {
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", label);
  }
  element.replaceChildren(
    ...parts.map(({ shape, attributes, content }) =>
      content === undefined
        ? svg(shape, attributes)
        : svg(shape, attributes, shape === "text" ? content : svg("title", {}, content)),
    ),
  );
}

/**
 * Fades away what is gone.
 * @param {SVGGElement} element
 */
function leave(element) {
  element.removeAttribute("tabindex");
  element.removeAttribute("data-key");
  element.classList.add("is-leaving");
  if (stillness.matches) {
    element.remove();
  } else {
    element.addEventListener("animationend", () => element.remove(), { once: true });
  }
}

function arrowHead() {
  const head = svg("marker", {
    id: "network-arrow",
    viewBox: "0 0 8 8",
    refX: 7,
    refY: 4,
    markerWidth: 8,
    markerHeight: 8,
    markerUnits: "userSpaceOnUse",
    orient: "auto",
  });
  head.append(svg("path", { d: "M0 0L8 4L0 8z" }));
  return svg("defs", {}, head);
}
