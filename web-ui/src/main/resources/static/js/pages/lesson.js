// @ts-check
import { HostTerminals } from "../elements/host-terminals.js";
import { LabHosts } from "../elements/lab-hosts.js";
import { LabTerminal } from "../elements/lab-terminal.js";
import { apply, EMPTY } from "../model/engine-model.js";
import { listenToLab } from "../net/live.js";
import { BuildLadder } from "../views/build-ladder.js";
import { followDraft } from "../views/draft.js";
import { HintOffers } from "../views/hint-offers.js";
import { LayerStack } from "../views/layer-stack.js";
import { leadToPorts, pressButtons } from "../views/lesson-blocks.js";
import { renderSteps } from "../views/lesson-steps.js";
import { LifecycleGraph } from "../views/lifecycle-graph.js";
import { NetworkPicture } from "../views/network-picture.js";
import { networkRows } from "../views/network-table.js";
import { PublishedPorts } from "../views/published-ports.js";
import { Quizzes } from "../views/quizzes.js";
import { controlSteps } from "../views/step-control.js";
import { freshPage, linkCaptions, takeLesson, takeStepTexts } from "../views/step-texts.js";
import { containerRows, layerRows } from "../views/tables.js";
import { TermMeanings } from "../views/term-meanings.js";

customElements.define("lab-terminal", LabTerminal);
customElements.define("host-terminals", HostTerminals);
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
const networkFigure = /** @type {HTMLDetailsElement} */ (document.querySelector("[data-live-picture=network]"));
const network = new NetworkPicture(networkFigure);
const ports = new PublishedPorts(/** @type {HTMLElement} */ (document.querySelector("[data-ports]")));
const hints = new HintOffers();
new TermMeanings();
/** @type {import("../model/engine-model.js").Step[]} */
let shownSteps = [];

function render() {
  const model = { ...(models.get(hosts.selected) ?? EMPTY), steps: first().steps };
  lifecycle.render(model);
  layers.render(model);
  ladder.render(model);
  network.render(models);
  ports.render(model);
  leadToPorts(model.preview);
  containerRows(part("lifecycle", "[data-rows]"), model);
  layerRows(part("layers", "[data-rows]"), model);
  networkRows(part("network", "[data-rows]"), models);
  hints.follow(model.steps, renderSteps(model.steps, shownSteps));
  shownSteps = model.steps;
}

const lesson = /** @type {HTMLElement} */ (document.querySelector("[data-lesson]"));
const hosts = /** @type {LabHosts} */ (document.querySelector("lab-hosts"));
const FIRST = 1;
/** What each lab host has; the first one's tells how far the student is. @type {Map<number, import("../model/engine-model.js").Model>} */
const models = new Map();
/** What ends listening to a further lab host. @type {Map<number, () => void>} */
const others = new Map();

function first() {
  return models.get(FIRST) ?? EMPTY;
}

/** Texts of steps that wait may have in them what was captured since the page was written; a lesson begun anew is another. */
async function keepTexts() {
  const { captured, drawn } = first();
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

/**
 * @param {number} host
 * @param {import("../model/engine-model.js").LiveMessage} message
 */
function hear(host, message) {
  models.set(host, apply(models.get(host) ?? EMPTY, message));
  render();
}

/** Listens to the lab hosts that there are. */
function followHosts() {
  const there = new Set(hosts.numbers);
  for (const [host, end] of others) {
    if (!there.has(host)) {
      end();
      others.delete(host);
      models.delete(host);
    }
  }
  for (const host of there) {
    if (host !== FIRST && !others.has(host)) {
      others.set(host, listenToLab({ host: String(host) }, (message) => hear(host, message)).end);
    }
  }
}

const live = listenToLab({ lesson: lesson.dataset.lesson ?? "", lang: document.documentElement.lang }, (message) => {
  if (message.type === "quiz") {
    quizzes.show(message);
    return;
  }
  hear(FIRST, message);
  keepTexts();
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
  followHosts();
  render();
});
networkFigure.open ||= document.querySelector(".picture[data-picture=network]") !== null;
new ResizeObserver(render).observe(part("network", ".drawing"));
new ResizeObserver(render).observe(part("lifecycle", ".drawing"));
new ResizeObserver(render).observe(part("layers", ".drawing"));
followHosts();
render();

linkCaptions();

controlSteps(lesson.dataset.lesson ?? "", hosts);
followDraft(() => takeTexts(takeLesson));
if (location.hash === "" && document.querySelector(":is([data-status=done], [data-status=skipped])") !== null) {
  // Who comes back goes on where they were.
  document.querySelector(".step[data-status=open]")?.scrollIntoView();
}
pressButtons(hosts);
