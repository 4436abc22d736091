// @ts-check
import { follow, hintOpened, isStuck, NONE } from "../model/hint-offers.js";
import { text } from "../texts.js";

const LOOK = 5_000;

/** Hints wait to be opened; the next one offers itself to who has tried for a while, or several times. */
export class HintOffers {
  #tries = NONE;
  #plain = text("step.hint");

  constructor() {
    setInterval(() => this.#offer(), LOOK);
  }

  /** @param {import("../model/engine-model.js").Step[]} steps */
  follow(steps) {
    const tries = follow(this.#tries, steps, Date.now());
    // Every event of the engine comes here; most say nothing new of the steps.
    if (tries !== this.#tries) {
      this.#tries = tries;
      this.#offer();
    }
  }

  /** @param {HTMLDetailsElement} hint */
  opened(hint) {
    this.#put(hint, false);
    this.#tries = hintOpened(this.#tries, Date.now());
  }

  #offer() {
    const { step } = this.#tries;
    const hints = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details[data-hint]"));
    const next = isStuck(this.#tries, Date.now())
      ? document.querySelector(`.step[data-step="${step}"] details[data-hint]:not([data-opened])`)
      : null;
    for (const hint of hints) {
      this.#put(hint, hint === next);
    }
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
