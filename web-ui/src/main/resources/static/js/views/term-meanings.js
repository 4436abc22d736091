// @ts-check

/** How long the pointer may be on the way from a term to its meaning. */
const ON_THE_WAY = 300;
const GAP = 6;

/**
 * Shows what a term means while it is pointed at, has the focus or was tapped. It stays while the pointer is over it, and
 * Escape closes it. Without this script a term is a link into the glossary.
 */
export class TermMeanings {
  /** @type {HTMLElement | null} */
  #term = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #leaving;

  constructor() {
    document.addEventListener("pointerover", (event) => this.#over(event));
    document.addEventListener("focusin", ({ target }) => this.#focus(target));
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("keydown", ({ key }) => key === "Escape" && this.#close());
    document.addEventListener("scroll", () => this.#scrolled(), { capture: true, passive: true });
  }

  /** @param {PointerEvent} event */
  #over({ target, pointerType }) {
    const term = termOf(target);
    if (pointerType !== "mouse") {
      return;
    }
    if (term !== null) {
      this.#open(term);
    } else if (target instanceof Element && target.closest("[data-term-meaning]") !== null) {
      clearTimeout(this.#leaving);
    } else if (this.#term !== null && this.#term !== document.activeElement) {
      clearTimeout(this.#leaving);
      this.#leaving = setTimeout(() => this.#close(), ON_THE_WAY);
    }
  }

  /** @param {EventTarget | null} target */
  #focus(target) {
    const term = termOf(target);
    if (term === null) {
      this.#close();
    } else {
      this.#open(term);
    }
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const term = termOf(event.target);
    if (term === null) {
      const isWithin = event.target instanceof Element && event.target.closest("[data-term-meaning]") !== null;
      if (!isWithin) {
        this.#close();
      }
    } else if (meaningOf(term) !== null && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      this.#open(term);
    }
  }

  /** @param {HTMLElement} term */
  #open(term) {
    clearTimeout(this.#leaving);
    const meaning = meaningOf(term);
    if (meaning === null || term === this.#term) {
      return;
    }
    this.#close();
    this.#term = term;
    term.dataset.open = "";
    meaning.showPopover();
    place(meaning, wordOf(term));
  }

  /** It stays beside its word, and goes with it. */
  #scrolled() {
    const meaning = this.#term === null ? null : meaningOf(this.#term);
    if (this.#term !== null && meaning !== null) {
      const word = wordOf(this.#term);
      if (word.bottom < 0 || word.top > document.documentElement.clientHeight) {
        this.#close();
      } else {
        place(meaning, word);
      }
    }
  }

  #close() {
    clearTimeout(this.#leaving);
    if (this.#term !== null) {
      delete this.#term.dataset.open;
      meaningOf(this.#term)?.hidePopover();
      this.#term = null;
    }
  }
}

/**
 * @param {EventTarget | null} target
 * @returns {HTMLElement | null}
 */
function termOf(target) {
  return target instanceof Element ? target.closest("a[data-term]") : null;
}

/**
 * Where its first line stands.
 * @param {HTMLElement} term
 */
function wordOf(term) {
  return term.getClientRects()[0] ?? term.getBoundingClientRect();
}

/** @param {HTMLElement} term */
function meaningOf(term) {
  return document.getElementById(`term-${term.dataset.term}`);
}

/**
 * Below the word, or above it where there is more room.
 * @param {HTMLElement} meaning
 * @param {DOMRect} word
 */
function place(meaning, word) {
  const { offsetWidth, offsetHeight } = meaning;
  const { clientWidth, clientHeight } = document.documentElement;
  const below = word.bottom + GAP;
  const top = below + offsetHeight <= clientHeight ? below : Math.max(GAP, word.top - GAP - offsetHeight);
  meaning.style.left = `${Math.max(GAP, Math.min(word.left, clientWidth - offsetWidth - GAP))}px`;
  meaning.style.top = `${top}px`;
}
