// @ts-check
import { follow, hintOpened, isStuck, NONE } from "../model/hint-offers.js";
import { text } from "../texts.js";

const LOOK = 5_000;

/**
 * Hints wait to be opened; the next one offers itself to who has tried for a while, or several times. One that is for a
 * situation is there only in it, and offers itself at once.
 */
export class HintOffers {
  #tries = NONE;
  #situation = "";
  #plain = text("step.hint");

  constructor() {
    setInterval(() => this.#offer(), LOOK);
  }

  /** @param {import("../model/engine-model.js").Step[]} steps */
  follow(steps) {
    const tries = follow(this.#tries, steps, Date.now());
    const situation = steps.find(({ status }) => status === "open")?.hint ?? "";
    // Every event of the engine comes here; most say nothing new of the steps.
    if (tries !== this.#tries || situation !== this.#situation) {
      this.#tries = tries;
      this.#situation = situation;
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
    const own = `.step[data-step="${step}"] details[data-hint]`;
    const helping = document.querySelector(`${own}[data-situation="${this.#situation}"]`);
    const next =
      helping !== null && !helping.hasAttribute("data-opened")
        ? helping
        : isStuck(this.#tries, Date.now())
          ? document.querySelector(`${own}:not([data-situation], [data-opened])`)
          : null;
    for (const hint of hints) {
      // What was opened is being read.
      hint.hidden = "situation" in hint.dataset && hint !== helping && !("opened" in hint.dataset);
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
