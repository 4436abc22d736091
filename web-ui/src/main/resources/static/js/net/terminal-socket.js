// @ts-check
import { socketAddress } from "./address.js";
import { delayBefore } from "./backoff.js";
import { inputFrames, resizeFrame, shownFrame } from "./terminal-frames.js";

/** @typedef {"connecting" | "open" | "waiting" | "failed" | "full-labs" | "full-disk" | "full-memory" | "full-hosts" | "full-terminals" | "ended" | "removed"
 *   | "refused"} TerminalState */

const SHOWN_STEP = 64 * 1024;
const POLICY_VIOLATION = 1008;
const SERVER_ERROR = 1011;
const TRY_AGAIN_LATER = 1013;
/** @type {ReadonlyMap<string, TerminalState>} */
const FULL = new Map([
  ["disk", "full-disk"],
  ["memory", "full-memory"],
  ["hosts", "full-hosts"],
  ["terminals", "full-terminals"],
]);
const encoder = new TextEncoder();

/**
 * What the page shows after the server has closed a connection.
 * @param {number} code
 * @param {string} reason
 * @returns {TerminalState}
 */
export function stateAfter(code, reason) {
  switch (code) {
    case POLICY_VIOLATION:
      return reason.startsWith("there is no host") ? "removed" : "refused";
    case SERVER_ERROR:
      return "failed";
    case TRY_AGAIN_LATER:
      return FULL.get(reason) ?? "full-labs";
    default:
      return "waiting";
  }
}

/** A connection to a terminal of the student's lab host, made again whenever it is lost. */
export class TerminalSocket {
  /** @type {WebSocket | undefined} */
  #socket;
  #attempt = 0;
  #shown = 0;
  #closed = false;
  #caughtUp = false;
  /** @type {Uint8Array[]} */
  #early = [];

  /**
   * @param {number} host
   * @param {string} terminal its name
   * @param {object} listener
   * @param {() => {rows: number, columns: number}} listener.size
   * @param {() => void} listener.begin output follows from its very beginning
   * @param {(bytes: Uint8Array) => void} listener.output calls back with {@link shown}
   * @param {() => void} listener.caughtUp what follows is new
   * @param {(state: TerminalState) => void} listener.state
   */
  constructor(host, terminal, listener) {
    this.host = host;
    this.terminal = terminal;
    this.listener = listener;
  }

  connect() {
    if (this.#closed) {
      return;
    }
    const query = { host: this.host, ...this.listener.size() };
    const socket = new WebSocket(socketAddress(`/lab/terminals/${this.terminal}`, query));
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    this.#shown = 0;
    this.#caughtUp = false;
    let ended = false;
    socket.onopen = () => this.listener.begin();
    socket.onmessage = ({ data }) => {
      if (typeof data !== "string") {
        this.listener.output(new Uint8Array(data));
      } else if (data === "caught-up") {
        this.listener.caughtUp();
      } else if (data === "ended") {
        ended = true;
      }
    };
    socket.onclose = ({ code, reason }) => this.#lost(socket, ended ? "ended" : stateAfter(code, reason));
  }

  /** What came before is on the screen: from now on keys go to the shell. */
  live() {
    this.#attempt = 0;
    this.#caughtUp = true;
    this.listener.state("open");
    const { rows, columns } = this.listener.size();
    this.resize(rows, columns);
    for (const bytes of this.#early.splice(0)) {
      this.#send(bytes);
    }
  }

  /**
   * Keys or a paste. Before the shell is there they wait; while the connection is lost they are dropped.
   * @param {string} typed
   */
  input(typed) {
    const bytes = encoder.encode(typed);
    if (this.#caughtUp) {
      this.#send(bytes);
    } else if (this.#attempt === 0) {
      this.#early.push(bytes);
    }
  }

  /**
   * @param {number} rows
   * @param {number} columns
   */
  resize(rows, columns) {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(resizeFrame(rows, columns));
    }
  }

  /** @param {number} bytes of output that are on the screen now */
  shown(bytes) {
    this.#shown += bytes;
    if (this.#shown >= SHOWN_STEP && this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(shownFrame(this.#shown));
      this.#shown = 0;
    }
  }

  close() {
    this.#closed = true;
    this.#socket?.close();
  }

  /** @param {Uint8Array} bytes */
  #send(bytes) {
    for (const frame of inputFrames(bytes)) {
      if (this.#socket?.readyState === WebSocket.OPEN) {
        this.#socket.send(frame);
      }
    }
  }

  /**
   * @param {WebSocket} socket
   * @param {TerminalState} state
   */
  #lost(socket, state) {
    if (socket !== this.#socket || this.#closed) {
      return;
    }
    this.#caughtUp = false;
    this.listener.state(state);
    if (state !== "ended" && state !== "refused" && state !== "removed") {
      setTimeout(() => this.connect(), delayBefore(this.#attempt));
      this.#attempt += 1;
    }
  }
}
