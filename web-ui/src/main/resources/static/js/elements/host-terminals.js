// @ts-check
import { FIRST, inOrder, nextName, placeFor } from "../model/terminal-names.js";
import { closeTerminal, openTerminals } from "../net/terminals.js";
import { text } from "../texts.js";
import { LabTerminal } from "./lab-terminal.js";
import { neighbour, selectTab } from "./tabs.js";

/**
 * `<host-terminals data-host="1" data-most="4">`: the terminals of a lab host, each a tab with a shell of its own. The first is
 * always there; the others are made from `template[data-new-terminal]`, and connect when they are shown first.
 */
export class HostTerminals extends HTMLElement {
  #tabs = /** @type {HTMLElement} */ (this.querySelector("[role=tablist]"));
  #message = /** @type {HTMLElement} */ (this.querySelector("[data-terminal-message]"));
  #selected = FIRST;

  connectedCallback() {
    this.#tabs.addEventListener("click", ({ target }) => {
      const tab = target instanceof Element ? target.closest("[role=tab]") : null;
      if (tab instanceof HTMLElement) {
        this.select(tab.dataset.terminal ?? FIRST);
      }
    });
    this.#tabs.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-action]") : null;
      if (!(button instanceof HTMLElement)) {
        return;
      }
      if (button.dataset.action === "add-terminal") {
        this.#add();
      } else if (button.dataset.action === "close-terminal") {
        this.#close(this.#selected);
      }
    });
    // What runs since an earlier page, or is opened by another one.
    this.addEventListener("terminal-open", () => this.#resume());
  }

  get host() {
    return Number(this.dataset.host);
  }

  /** The terminal that is shown. */
  get terminal() {
    return this.#open(this.#selected);
  }

  /**
   * Shows a terminal, opened if it is not there, types a command there and presses Enter.
   * @param {string | undefined} name undefined for where the student is
   * @param {string} command
   * @param {boolean} interrupts whether what runs there is ended first
   */
  run(name, command, interrupts) {
    const terminal = this.show(name ?? placeFor(this.#selected));
    if (interrupts) {
      terminal?.interruptAndRun(command);
    } else {
      terminal?.run(command);
    }
  }

  /**
   * Shows a terminal, opened if it is not there.
   * @param {string} name
   * @returns {LabTerminal | undefined} undefined when there are as many as there may be, which the page says then
   */
  show(name) {
    if (!this.#names().includes(name)) {
      if (this.#names().length >= Number(this.dataset.most)) {
        this.#say("terminals.full");
        return;
      }
      this.#addTab(name);
    }
    this.select(name);
    return this.terminal;
  }

  /** @param {string} name one that has a tab */
  select(name) {
    this.#selected = name;
    this.#message.textContent = "";
    const shown = this.#open(name);
    selectTab(this.#tabs, (tab) => tab.dataset.terminal === name);
    for (const terminal of this.#terminals()) {
      terminal.hidden = terminal !== shown;
    }
  }

  /** @returns {LabTerminal[]} */
  #terminals() {
    return [...this.querySelectorAll("lab-terminal")].filter((each) => each instanceof LabTerminal);
  }

  #names() {
    return [...this.#tabs.querySelectorAll("[role=tab]")].map((tab) => tab.getAttribute("data-terminal") ?? "");
  }

  /** @param {string} name */
  #tab(name) {
    return /** @type {HTMLElement | null} */ (this.#tabs.querySelector(`[data-terminal="${name}"]`));
  }

  /** @param {string} name */
  #find(name) {
    return this.#terminals().find((terminal) => terminal.dataset.terminal === name);
  }

  /** @param {string} key */
  #say(key) {
    this.#message.textContent = text(key);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const next = neighbour(this.#tabs, event.key);
    if (next !== undefined) {
      this.select(next.dataset.terminal ?? FIRST);
      next.focus();
      event.preventDefault();
    } else if (event.key === "Delete") {
      this.#close(this.#selected);
      event.preventDefault();
    }
  }

  async #add() {
    await this.#resume();
    const name = nextName(this.#names(), Number(this.dataset.most));
    if (name === undefined) {
      this.#say("terminals.full");
    } else {
      this.show(name)?.terminal.focus();
    }
  }

  async #resume() {
    try {
      for (const name of await openTerminals(this.host)) {
        if (!this.#names().includes(name)) {
          this.#addTab(name);
        }
      }
    } catch {
      // A lab host that has just gone has none.
    }
  }

  /**
   * Ends its shell and what runs there.
   * @param {string} name
   */
  async #close(name) {
    if (name === FIRST) {
      return;
    }
    try {
      await closeTerminal(this.host, name);
    } catch {
      this.#say("terminals.failed");
      return;
    }
    const names = this.#names();
    const before = names[names.indexOf(name) - 1] ?? FIRST;
    this.#tab(name)?.remove();
    this.#find(name)?.remove();
    if (this.#selected === name) {
      this.select(before);
      this.#tab(before)?.focus();
    }
  }

  #fresh() {
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector("[data-new-terminal]"));
    return /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  }

  /** @param {string} name */
  #addTab(name) {
    const tab = /** @type {HTMLElement} */ (this.#fresh().querySelector("[role=tab]"));
    tab.id = `terminal-tab-${this.host}-${name}`;
    tab.dataset.terminal = name;
    tab.textContent = name;
    // It has no terminal before it is shown.
    tab.removeAttribute("aria-controls");
    const after = inOrder([...this.#names(), name]);
    this.#tabs.insertBefore(tab, this.#tab(after[after.indexOf(name) + 1] ?? ""));
  }

  /**
   * @param {string} name one that has a tab
   * @returns {LabTerminal} which connects when it is made
   */
  #open(name) {
    const there = this.#find(name);
    if (there !== undefined) {
      return there;
    }
    const terminal = /** @type {LabTerminal} */ (this.#fresh().querySelector("lab-terminal"));
    const tab = this.#tab(name);
    terminal.id = `terminal-${this.host}-${name}`;
    terminal.dataset.host = String(this.host);
    terminal.dataset.terminal = name;
    terminal.setAttribute("aria-labelledby", tab?.id ?? "");
    const keys = /** @type {HTMLElement} */ (terminal.querySelector(".terminal-keys"));
    keys.id = `keys-${this.host}-${name}`;
    tab?.setAttribute("aria-controls", terminal.id);
    this.append(terminal);
    return terminal;
  }
}
