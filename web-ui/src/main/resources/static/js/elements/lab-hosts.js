// @ts-check
import { addHost, removeHost } from "../net/hosts.js";
import { text } from "../texts.js";
import { HostTerminals } from "./host-terminals.js";
import { neighbour, selectTab, tabsOf } from "./tabs.js";

const FIRST = 1;

/**
 * `<lab-hosts>`: the student's lab hosts, each a tab with its terminals. Sends `host-selected` when another one is shown, also
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
      const terminals = button?.closest("host-terminals");
      if (terminals instanceof HostTerminals) {
        this.#remove(terminals.host);
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
    return this.#hosts().map(({ host }) => host);
  }

  /**
   * The terminals of a lab host; undefined when the student has not added it.
   * @param {number} host
   * @returns {HostTerminals | undefined}
   */
  terminals(host) {
    return this.#hosts().find((each) => each.host === host);
  }

  /**
   * Shows a lab host, types a command there and presses Enter.
   * @param {number} host
   * @param {string | undefined} terminal its name; undefined for where the student is
   * @param {string} command
   * @param {boolean} interrupts whether what runs there is ended first
   */
  run(host, terminal, command, interrupts) {
    const terminals = this.terminals(host);
    if (terminals === undefined) {
      this.#message.textContent = text("hosts.missing", `host${host}`);
      this.#add.focus();
      return;
    }
    this.select(host);
    terminals.run(terminal, command, interrupts);
  }

  /** @param {number} host */
  select(host) {
    const changes = host !== this.#selected;
    this.#selected = host;
    selectTab(this.#tabs, (tab) => Number(tab.dataset.host) === host);
    for (const each of this.#hosts()) {
      each.hidden = each.host !== host;
    }
    if (changes) {
      this.dispatchEvent(new CustomEvent("host-selected"));
    }
  }

  /** @returns {HostTerminals[]} */
  #hosts() {
    return [...this.querySelectorAll("host-terminals")].filter((each) => each instanceof HostTerminals);
  }

  /**
   * As in every list of tabs: the arrows lead from one to the next.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    const next = neighbour(this.#tabs, event.key);
    if (next !== undefined) {
      this.select(Number(next.dataset.host));
      next.focus();
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
        this.terminals(host)?.remove();
        this.#tabs.querySelector(`[data-host="${host}"]`)?.remove();
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
    const terminals = /** @type {HTMLElement} */ (fresh.querySelector("host-terminals"));
    const terminalTab = /** @type {HTMLElement} */ (terminals.querySelector("[role=tab]"));
    const terminal = /** @type {HTMLElement} */ (terminals.querySelector("lab-terminal"));
    tab.id = `tab-${host}`;
    tab.dataset.host = String(host);
    tab.textContent = `host${host}`;
    tab.setAttribute("aria-controls", `host-${host}`);
    terminals.id = `host-${host}`;
    terminals.dataset.host = String(host);
    terminals.setAttribute("aria-labelledby", tab.id);
    for (const name of terminals.querySelectorAll("[data-host-name]")) {
      name.textContent = `host${host}`;
    }
    terminalTab.id = `terminal-tab-${host}-1`;
    terminalTab.setAttribute("aria-controls", `terminal-${host}-1`);
    terminal.id = `terminal-${host}-1`;
    terminal.dataset.host = String(host);
    terminal.setAttribute("aria-labelledby", terminalTab.id);
    const keys = /** @type {HTMLElement} */ (terminal.querySelector(".terminal-keys"));
    keys.id = `keys-${host}-1`;
    this.#tabs.insertBefore(tab, tabsOf(this.#tabs).find((each) => Number(each.dataset.host) > host) ?? null);
    template.before(terminals);
    this.select(host);
    const needed = /** @type {HTMLElement | null} */ (document.querySelector("[data-needed-hosts]"));
    if (needed !== null) {
      needed.hidden = this.#hosts().length >= Number(needed.dataset.neededHosts);
    }
  }
}
