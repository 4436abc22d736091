// @ts-check
import { follow, hintOpened, isStuck } from "../model/hint-offers.js";
import { text } from "../texts.js";

const LOOK = 5_000;

/**
 * Hints wait to be opened; the next one of an open step offers itself to who has tried for a while, or several times. One that
 * is for a situation is there only in it, and offers itself at once.
 */
export class HintOffers {
  /** Of each open step. @type {import("../model/hint-offers.js").Tries[]} */
  #tries = [];
  /** The hints whose situation is there, as selectors. */
  #helping = "";
  #plain = text("step.hint");

  constructor() {
    setInterval(() => this.#offer(), LOOK);
  }

  /**
   * @param {import("../model/engine-model.js").Step[]} steps
   * @param {string} current id of the step where the student is
   */
  follow(steps, current) {
    const tries = follow(this.#tries, steps, current, Date.now());
    const helping = steps
      .filter(({ status, hint }) => status === "open" && hint)
      .map(({ id, hint }) => `.step[data-step="${id}"] details[data-situation="${hint}"]`)
      .join();
    // Every event of the engine comes here; most say nothing new of the steps.
    if (tries !== this.#tries || helping !== this.#helping) {
      this.#tries = tries;
      this.#helping = helping;
      this.#offer();
    }
  }

  /** @param {HTMLDetailsElement} hint */
  opened(hint) {
    this.#put(hint, false);
    this.#tries = hintOpened(this.#tries, hint.closest("[data-step]")?.getAttribute("data-step") ?? "", Date.now());
  }

  #offer() {
    const offered = this.#tries.map((tries) => this.#next(tries));
    const hints = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-hint]"));
    for (const hint of hints) {
      // What was opened is being read.
      hint.hidden = "situation" in hint.dataset && !this.#helps(hint) && !("opened" in hint.dataset);
      this.#put(hint, offered.includes(hint));
    }
  }

  /** @param {Element} hint */
  #helps(hint) {
    return this.#helping !== "" && hint.matches(this.#helping);
  }

  /**
   * What is offered of a step.
   * @param {import("../model/hint-offers.js").Tries} tries
   */
  #next(tries) {
    const own = [
      ...document.querySelectorAll(`.step[data-step="${tries.step}"] details[data-hint]:not([data-opened])`),
    ];
    const helping = own.find((hint) => this.#helps(hint));
    return helping ?? (isStuck(tries, Date.now()) ? own.find((hint) => !hint.matches("[data-situation]")) : undefined);
  }

  /**
   * @param {HTMLDetailsElement} hint
   * @param {boolean} isOffered
   */
  #put(hint, isOffered) {
    const summary = hint.querySelector("summary");
    if (summary !== null && "offered" in hint.dataset !== isOffered) {
      hint.toggleAttribute("data-offered", isOffered);
      summary.textContent = isOffered ? text("step.hint.offered") : this.#plain;
    }
  }
}
