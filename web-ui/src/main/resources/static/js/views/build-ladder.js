// @ts-check
import { sizeText } from "../model/sizes.js";
import { text } from "../texts.js";

/** The steps of the latest build, one rung each: which were there already, and from where on they had to be done. */
export class BuildLadder {
  /** @type {import("../model/engine-model.js").Build | null} */
  #shown = null;

  /** @param {HTMLElement} figure that stays hidden as long as nothing was built */
  constructor(figure) {
    this.figure = figure;
    this.list = /** @type {HTMLElement} */ (figure.querySelector("[data-rungs]"));
    this.outcome = /** @type {HTMLElement} */ (figure.querySelector("[data-outcome]"));
  }

  /** @param {import("../model/engine-model.js").Model} model */
  render({ build }) {
    if (build === null || JSON.stringify(build) === JSON.stringify(this.#shown)) {
      return;
    }
    this.#shown = build;
    this.figure.hidden = false;
    this.figure.dataset.status = build.status;
    const broken = build.steps.findIndex(({ reason }) => reason !== null);
    this.list.replaceChildren(...build.steps.map((step, index) => rung(step, index === broken)));
    this.outcome.textContent = [text(`build.${build.status}`), build.tags.join(", "), build.error]
      .filter(Boolean)
      .join(" · ");
    this.list.lastElementChild?.scrollIntoView({ block: "nearest" });
  }
}

/**
 * @param {import("../model/engine-model.js").Rung} step
 * @param {boolean} isBreak whether the cache ends here
 */
function rung(step, isBreak) {
  const line = document.createElement("li");
  line.value = step.number;
  line.dataset.status = step.status;
  line.classList.toggle("is-break", isBreak);
  line.append(part("code", step.text, "rung-text"));
  line.append(part("span", text(`build.step.${step.status}`), "rung-status"));
  if (step.size > 0) {
    line.append(part("span", `+${sizeText(step.size)}`, "rung-size"));
  }
  if (step.reason !== null && (isBreak || step.reason !== "earlier")) {
    line.append(part("span", text(`build.miss.${step.reason}`, step.detail), "rung-reason"));
  }
  return line;
}

/**
 * @param {string} name
 * @param {string} content
 * @param {string} kind
 */
function part(name, content, kind) {
  const element = document.createElement(name);
  element.className = kind;
  element.textContent = content;
  return element;
}
