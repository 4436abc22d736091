// @ts-check
import { LabTerminal } from "../elements/lab-terminal.js";
import { apply, EMPTY } from "../model/engine-model.js";
import { listen } from "../net/live.js";
import { BuildLadder } from "../views/build-ladder.js";
import { LayerStack } from "../views/layer-stack.js";
import { renderSteps } from "../views/lesson-steps.js";
import { LifecycleGraph } from "../views/lifecycle-graph.js";
import { containerRows, layerRows } from "../views/tables.js";

customElements.define("lab-terminal", LabTerminal);

/**
 * @param {string} picture
 * @param {string} part
 */
function part(picture, part) {
  return /** @type {HTMLElement} */ (document.querySelector(`[data-live-picture=${picture}] ${part}`));
}

const lifecycle = new LifecycleGraph(part("lifecycle", ".drawing"));
const layers = new LayerStack(part("layers", ".drawing"));
const ladder = new BuildLadder(/** @type {HTMLElement} */ (document.querySelector("[data-live-picture=build]")));
let model = EMPTY;
/** @type {import("../model/engine-model.js").Step[]} */
let shownSteps = [];

function render() {
  lifecycle.render(model);
  layers.render(model);
  ladder.render(model);
  containerRows(part("lifecycle", "[data-rows]"), model);
  layerRows(part("layers", "[data-rows]"), model);
  renderSteps(model.steps, shownSteps);
  shownSteps = model.steps;
}

const lesson = /** @type {HTMLElement} */ (document.querySelector("[data-lesson]"));
listen({ lesson: lesson.dataset.lesson ?? "", lang: document.documentElement.lang }, (message) => {
  model = apply(model, message);
  render();
});
new ResizeObserver(render).observe(part("lifecycle", ".drawing"));
new ResizeObserver(render).observe(part("layers", ".drawing"));
render();

for (const caption of document.querySelectorAll(".picture[data-picture] figcaption")) {
  const link = document.createElement("a");
  link.href = `#picture-${caption.closest("[data-picture]")?.getAttribute("data-picture")}`;
  link.append(...caption.childNodes);
  caption.append(link);
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-action=run]") : null;
  if (button instanceof HTMLElement) {
    const terminal = /** @type {LabTerminal} */ (document.querySelector("lab-terminal"));
    terminal.run(button.dataset.command ?? "");
  }
});
