// @ts-check
import { addHost, removeHost } from "../net/hosts.js";
import { text } from "../texts.js";
import { LabTerminal } from "./lab-terminal.js";

const FIRST = 1;

/**
 * `<lab-hosts>`: the student's lab hosts, each a tab with a terminal. Sends `host-selected` when another one is shown, also
 * when one is added or removed. Its markup comes from the server, also that of lab hosts that are added later (`template[data-new-host]`).
 */
export class LabHosts extends HTMLElement {
  #tabs = /** @type {HTMLElement} */ (this.querySelector("[role=tablist]"));
  #message = /** @type {HTMLElement} */ (this.querySelector("[data-host-message]"));
  #add = /** @type {HTMLButtonElement} */ (this.querySelector("[data-action=add-host]"));
  #selected = FIRST;

  connectedCallback() {
    this.#tabs.addEventListener("click", ({ target }) => {
      const tab = target instanceof Element ? target.closest("[role=tab]") : null;
      if (tab instanceof HTMLElement) {
        this.select(Number(tab.dataset.host));
      }
    });
    this.#tabs.addEventListener("keydown", (event) => this.#key(event));
    this.#add.addEventListener("click", () => this.#addHost());
    this.addEventListener("click", ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-action=remove-host]") : null;
      const terminal = button?.closest("lab-terminal");
      if (terminal instanceof LabTerminal) {
        this.#remove(Number(terminal.dataset.host));
      }
    });
    this.select(FIRST);
  }

  /** The number of the lab host that is shown. */
  get selected() {
    return this.#selected;
  }

  /** The numbers of all lab hosts. */
  get numbers() {
    return this.#terminals().map(({ dataset }) => Number(dataset.host));
  }

  /**
   * The terminal of a lab host; undefined when the student has not added it.
   * @param {number} host
   * @returns {LabTerminal | undefined}
   */
  terminal(host) {
    return this.#terminals().find((terminal) => Number(terminal.dataset.host) === host);
  }

  /**
   * Shows a lab host, types a command there and presses Enter.
   * @param {number} host
   * @param {string} command
   * @param {boolean} [interrupts] whether what runs there is ended first
   */
  run(host, command, interrupts = false) {
    const terminal = this.terminal(host);
    if (terminal === undefined) {
      this.#message.textContent = text("hosts.missing", `host${host}`);
      this.#add.focus();
      return;
    }
    this.select(host);
    if (interrupts) {
      terminal.interruptAndRun(command);
    } else {
      terminal.run(command);
    }
  }

  /** @param {number} host */
  select(host) {
    const changes = host !== this.#selected;
    this.#selected = host;
    for (const tab of this.#allTabs()) {
      const isIt = Number(tab.dataset.host) === host;
      tab.setAttribute("aria-selected", String(isIt));
      tab.tabIndex = isIt ? 0 : -1;
    }
    for (const terminal of this.#terminals()) {
      terminal.hidden = Number(terminal.dataset.host) !== host;
    }
    if (changes) {
      this.dispatchEvent(new CustomEvent("host-selected"));
    }
  }

  /** @returns {LabTerminal[]} */
  #terminals() {
    return [...this.querySelectorAll("lab-terminal")].filter((each) => each instanceof LabTerminal);
  }

  /** @returns {HTMLElement[]} */
  #allTabs() {
    return /** @type {HTMLElement[]} */ ([...this.#tabs.querySelectorAll("[role=tab]")]);
  }

  /**
   * As in every list of tabs: the arrows lead from one to the next.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step !== 0) {
      const tabs = this.#allTabs();
      const at = tabs.findIndex((tab) => Number(tab.dataset.host) === this.#selected);
      const next = tabs[(at + step + tabs.length) % tabs.length];
      this.select(Number(next?.dataset.host));
      next?.focus();
      event.preventDefault();
    }
  }

  async #addHost() {
    await this.#work(text("hosts.adding"), async () => {
      const answer = await addHost();
      if ("reason" in answer) {
        return text(`hosts.full.${answer.reason}`);
      }
      this.#show(answer.number);
      return "";
    });
  }

  /** @param {number} host */
  async #remove(host) {
    if (confirm(text("hosts.confirm", `host${host}`))) {
      await this.#work(text("hosts.removing", `host${host}`), async () => {
        await removeHost(host);
        this.terminal(host)?.remove();
        this.querySelector(`[role=tab][data-host="${host}"]`)?.remove();
        this.select(FIRST);
        return "";
      });
    }
  }

  /**
   * @param {string} meanwhile what is said while it lasts
   * @param {() => Promise<string>} work returns what is said afterwards
   */
  async #work(meanwhile, work) {
    this.#add.disabled = true;
    this.#message.textContent = meanwhile;
    try {
      this.#message.textContent = await work();
    } catch {
      this.#message.textContent = text("hosts.failed");
    }
    this.#add.disabled = false;
  }

  /** @param {number} host a new one; its place is by its number */
  #show(host) {
    const template = /** @type {HTMLTemplateElement} */ (this.querySelector("[data-new-host]"));
    const fresh = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    const tab = /** @type {HTMLElement} */ (fresh.querySelector("[role=tab]"));
    const terminal = /** @type {HTMLElement} */ (fresh.querySelector("lab-terminal"));
    tab.id = `tab-${host}`;
    tab.dataset.host = String(host);
    tab.textContent = `host${host}`;
    tab.setAttribute("aria-controls", `host-${host}`);
    terminal.id = `host-${host}`;
    terminal.dataset.host = String(host);
    terminal.setAttribute("aria-labelledby", tab.id);
    const keys = /** @type {HTMLElement} */ (terminal.querySelector(".terminal-keys"));
    keys.id = `keys-${host}`;
    for (const name of terminal.querySelectorAll("[data-host-name]")) {
      name.textContent = `host${host}`;
    }
    this.#tabs.insertBefore(tab, this.#allTabs().find((each) => Number(each.dataset.host) > host) ?? null);
    template.before(terminal);
    this.select(host);
    const needed = /** @type {HTMLElement | null} */ (document.querySelector("[data-needed-hosts]"));
    if (needed !== null) {
      needed.hidden = this.#terminals().length >= Number(needed.dataset.neededHosts);
    }
  }
}
