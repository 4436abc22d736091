// @ts-check
import { FitAddon } from "@xterm/addon-fit";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import { Terminal } from "@xterm/xterm";
import { hasCome, isPrompt } from "../model/typing.js";
import { TerminalSocket } from "../net/terminal-socket.js";
import { terminalTheme } from "./terminal-theme.js";

const SCROLL_BACK = 5000;
/** In milliseconds; some commands of lessons take a minute. */
const PATIENCE = 90_000;
const INTERRUPT = "\x03";
const ENTER = "\r";
const ESCAPE = "\x1b";
const darkness = matchMedia("(prefers-color-scheme: dark)");

/**
 * `<lab-terminal data-host="1" data-terminal="1">`: a terminal of one of the student's lab hosts. Its markup comes from the server: a
 * `.terminal-screen`, sentences with `data-state`, and a button that starts a new shell. Sends `terminal-open` when it is connected.
 */
export class LabTerminal extends HTMLElement {
  /** For tests and for other parts of the page. @type {Terminal} */
  terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    fontSize: 14,
    lineHeight: 1.15,
    scrollback: SCROLL_BACK,
  });
  #fit = new FitAddon();
  #replaying = true;
  /** @type {TerminalSocket | undefined} */
  #socket;

  disconnectedCallback() {
    this.#socket?.close();
    this.terminal.dispose();
  }

  connectedCallback() {
    const screen = /** @type {HTMLElement} */ (this.querySelector(".terminal-screen"));
    this.#prepare(screen);
    this.#socket = new TerminalSocket(Number(this.dataset.host), this.dataset.terminal ?? "", {
      size: () => ({ rows: this.terminal.rows, columns: this.terminal.cols }),
      begin: () => this.#begin(),
      output: (bytes) => this.terminal.write(bytes, () => this.#socket?.shown(bytes.length)),
      caughtUp: () => this.terminal.write("", () => this.#live()),
      state: (state) => this.#show(state),
    });
    this.#socket.connect();
    new ResizeObserver(() => this.#fit.fit()).observe(screen);
    this.querySelector("[data-action=restart-terminal]")?.addEventListener("click", () => this.#restart());
    this.querySelector("[data-action=screen-reader]")?.addEventListener("click", () => this.#toggleScreenReader());
  }

  /**
   * Types a command and presses Enter.
   * @param {string} command
   */
  run(command) {
    this.#socket?.input(command.replaceAll("\n", ENTER) + ENTER);
    this.terminal.scrollToBottom();
    this.terminal.focus();
  }

  /**
   * Ends what runs, then types a command when the prompt is back.
   * @param {string} command
   */
  async interruptAndRun(command) {
    this.#socket?.input(INTERRUPT);
    if (await this.#until(() => isPrompt(this.#cursorLine()))) {
      this.run(command);
    }
  }

  /**
   * Types lines as somebody would who waits for what comes.
   * @param {import("../model/typing.js").Typed[]} lines
   * @param {boolean} goesOn whether they are for what runs there, and not for the shell
   * @returns {Promise<boolean>} false when it does not come
   */
  async type(lines, goesOn) {
    if (!goesOn && !(await this.#until(() => isPrompt(this.#cursorLine())))) {
      return false;
    }
    for (const { send, answer } of lines) {
      let feeds = 0;
      const counter = this.terminal.onLineFeed(() => {
        feeds += 1;
      });
      const before = this.#cursorLine();
      this.#socket?.input(send);
      const came = await this.#until(() => hasCome(answer, this.#cursorLine(), feeds, before));
      counter.dispose();
      if (!came) {
        return false;
      }
    }
    return true;
  }

  #cursorLine() {
    const { active } = this.terminal.buffer;
    return active.getLine(active.baseY + active.cursorY)?.translateToString(false, 0, active.cursorX) ?? "";
  }

  /**
   * Waits until something is shown.
   * @param {() => boolean} isShown
   * @returns {Promise<boolean>} false when it is not
   */
  #until(isShown) {
    if (isShown()) {
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const end = (/** @type {boolean} */ came) => {
        clearTimeout(timer);
        writes.dispose();
        resolve(came);
      };
      const writes = this.terminal.onWriteParsed(() => {
        if (isShown()) {
          end(true);
        }
      });
      const timer = setTimeout(() => end(false), PATIENCE);
    });
  }

  /** @param {HTMLElement} screen */
  #prepare(screen) {
    const { terminal } = this;
    terminal.loadAddon(this.#fit);
    terminal.loadAddon(new Unicode11Addon());
    terminal.loadAddon(new WebLinksAddon());
    terminal.unicode.activeVersion = "11";
    const style = () => {
      terminal.options.fontFamily = getComputedStyle(this).getPropertyValue("--font-mono");
      terminal.options.theme = terminalTheme(this);
    };
    style();
    darkness.addEventListener("change", style);
    terminal.open(screen);
    terminal.textarea?.setAttribute("aria-label", screen.dataset.label ?? "");
    terminal.textarea?.setAttribute("aria-describedby", this.querySelector(".terminal-keys")?.id ?? "");
    this.#fit.fit();
    terminal.onData((typed) => this.#typed(typed));
    terminal.onBinary((typed) => this.#typed(typed));
    terminal.onResize(({ rows, cols }) => this.#socket?.resize(rows, cols));
    terminal.attachCustomKeyEventHandler((event) => this.#key(event));
  }

  /**
   * Tab belongs to the shell, so another key leads out of the terminal.
   * @param {KeyboardEvent} event
   */
  #key(event) {
    if (event.key === "Escape" && event.shiftKey) {
      if (event.type === "keydown") {
        this.parentElement?.querySelector("h2")?.focus();
      }
      return false;
    }
    return true;
  }

  /**
   * Old output may hold questions to the terminal; their answers must not be typed again.
   * @param {string} typed
   */
  #typed(typed) {
    if (!this.#replaying || !typed.startsWith(ESCAPE)) {
      this.#socket?.input(typed);
    }
  }

  #begin() {
    this.#replaying = true;
    this.terminal.reset();
  }

  #live() {
    this.#replaying = false;
    this.#socket?.live();
  }

  /** Off by default: with it, xterm ignores what input methods for Chinese insert. */
  #toggleScreenReader() {
    const isOn = !this.terminal.options.screenReaderMode;
    this.terminal.options.screenReaderMode = isOn;
    this.querySelector("[data-action=screen-reader]")?.setAttribute("aria-pressed", String(isOn));
  }

  #restart() {
    this.#show("connecting");
    this.#socket?.connect();
    this.terminal.focus();
  }

  /** @param {import("../net/terminal-socket.js").TerminalState} state */
  #show(state) {
    this.dataset.connection = state;
    if (state === "open") {
      this.dispatchEvent(new CustomEvent("terminal-open", { bubbles: true }));
    }
    for (const sentence of /** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll("[data-state]"))) {
      sentence.hidden = sentence.dataset.state !== state;
    }
    const restart = /** @type {HTMLElement | null} */ (this.querySelector("[data-action=restart-terminal]"));
    if (restart !== null) {
      restart.hidden = state !== "ended";
    }
  }
}
