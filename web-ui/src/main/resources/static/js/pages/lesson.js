// @ts-check
import { LabHosts } from "../elements/lab-hosts.js";
import { LabTerminal } from "../elements/lab-terminal.js";
import { apply, EMPTY } from "../model/engine-model.js";
import { listenToLab } from "../net/live.js";
import { BuildLadder } from "../views/build-ladder.js";
import { followDraft } from "../views/draft.js";
import { HintOffers } from "../views/hint-offers.js";
import { LayerStack } from "../views/layer-stack.js";
import { renderSteps } from "../views/lesson-steps.js";
import { LifecycleGraph } from "../views/lifecycle-graph.js";
import { PublishedPorts } from "../views/published-ports.js";
import { Quizzes } from "../views/quizzes.js";
import { controlSteps } from "../views/step-control.js";
import { freshPage, linkCaptions, takeLesson, takeStepTexts } from "../views/step-texts.js";
import { containerRows, layerRows } from "../views/tables.js";
import { TermMeanings } from "../views/term-meanings.js";

customElements.define("lab-terminal", LabTerminal);
customElements.define("lab-hosts", LabHosts);

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
const ports = new PublishedPorts(/** @type {HTMLElement} */ (document.querySelector("[data-ports]")));
const hints = new HintOffers();
new TermMeanings();
let model = EMPTY;
/** @type {import("../model/engine-model.js").Step[]} */
let shownSteps = [];

function render() {
  lifecycle.render(model);
  layers.render(model);
  ladder.render(model);
  ports.render(model);
  containerRows(part("lifecycle", "[data-rows]"), model);
  layerRows(part("layers", "[data-rows]"), model);
  renderSteps(model.steps, shownSteps);
  hints.follow(model.steps);
  shownSteps = model.steps;
}

const lesson = /** @type {HTMLElement} */ (document.querySelector("[data-lesson]"));
const hosts = /** @type {LabHosts} */ (document.querySelector("lab-hosts"));
const FIRST = 1;
/** What the first lab host has, and how far the student is. @type {import("../model/engine-model.js").Model} */
let first = EMPTY;
let endOther = () => {};

/** Texts of steps that wait may have in them what was captured since the page was written; a lesson begun anew is another. */
async function keepTexts() {
  const { captured, drawn } = first;
  if (captured === null || drawn === null) {
    return;
  }
  const isAnother = drawn !== lesson.dataset.drawn;
  if (isAnother || captured !== lesson.dataset.captured) {
    lesson.dataset.captured = captured;
    lesson.dataset.drawn = drawn;
    await takeTexts(isAnother ? takeLesson : takeStepTexts);
  }
}

/** @param {(page: Document) => void} take over what the server would write now */
async function takeTexts(take) {
  const page = await freshPage(location.href);
  if (page !== undefined) {
    take(page);
    linkCaptions();
    shownSteps = [];
    render();
    quizzes.showAgain();
  }
}

/** @param {import("../model/engine-model.js").Model} next */
function show(next) {
  model = { ...next, steps: first.steps };
  render();
}

const live = listenToLab({ lesson: lesson.dataset.lesson ?? "", lang: document.documentElement.lang }, (message) => {
  if (message.type === "quiz") {
    quizzes.show(message);
    return;
  }
  first = apply(first, message);
  keepTexts();
  show(hosts.selected === FIRST ? first : model);
});
const quizzes = new Quizzes(live.send);

// Caught on the way down: it does not bubble, and texts of steps may be replaced.
document.addEventListener(
  "toggle",
  ({ target }) => {
    if (target instanceof HTMLDetailsElement && target.matches("[data-hint]:not([data-opened])")) {
      target.dataset.opened = "";
      hints.opened(target);
      const step = target.closest("[data-step]")?.getAttribute("data-step");
      live.send({ type: "hint", step, hint: Number(target.dataset.hint) });
    }
  },
  true,
);
hosts.addEventListener("host-selected", () => {
  const host = hosts.selected;
  endOther();
  endOther = () => {};
  show(host === FIRST ? first : EMPTY);
  if (host !== FIRST) {
    endOther = listenToLab({ host: String(host) }, (message) => show(apply(model, message))).end;
  }
});
new ResizeObserver(render).observe(part("lifecycle", ".drawing"));
new ResizeObserver(render).observe(part("layers", ".drawing"));
render();

linkCaptions();

controlSteps(lesson.dataset.lesson ?? "", hosts);
followDraft(() => takeTexts(takeLesson));
if (location.hash === "" && document.querySelector(":is([data-status=done], [data-status=skipped])") !== null) {
  // Who comes back goes on where they were.
  document.querySelector(".step[data-status=open]")?.scrollIntoView();
}
document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("[data-action=run]") : null;
  if (button instanceof HTMLElement) {
    hosts.run(Number(button.dataset.host ?? hosts.selected), button.dataset.command ?? "");
  }
});
