// @ts-check
import { socketAddress } from "./address.js";
import { delayBefore } from "./backoff.js";

const POLICY_VIOLATION = 1008;
const MOST_WAITING = 10;

/**
 * Listens to one of the student's lab hosts until it is told to end, or the lab host is gone.
 * @param {Record<string, string>} query
 * @param {(message: import("../model/engine-model.js").LiveMessage) => void} listener
 */
export function listenToLab(query, listener) {
  return listen("/lab/live", query, listener);
}

/**
 * Listens to a WebSocket of the server until it is told to end, or refused; when the connection is lost, it is made again.
 * @template Message
 * @param {string} path
 * @param {Record<string, string>} query
 * @param {(message: Message) => void} listener
 * @returns {{end: () => void, send: (message: object) => void}} what is sent before there is a connection waits for it
 */
export function listen(path, query, listener) {
  let attempt = 0;
  let ended = false;
  /** @type {object[]} */
  const waiting = [];
  /** @type {WebSocket | undefined} */
  let socket;
  const connect = () => {
    if (ended) {
      return;
    }
    socket = new WebSocket(socketAddress(path, query));
    socket.onmessage = ({ data }) => {
      attempt = 0;
      if (!ended) {
        listener(JSON.parse(data));
      }
    };
    socket.onopen = () => {
      for (const message of waiting.splice(0)) {
        socket?.send(JSON.stringify(message));
      }
    };
    socket.onclose = ({ code }) => {
      if (code !== POLICY_VIOLATION) {
        setTimeout(connect, delayBefore(attempt));
        attempt += 1;
      }
    };
  };
  connect();
  return {
    end: () => {
      ended = true;
      socket?.close();
    },
    send: (message) => {
      if (socket?.readyState === WebSocket.OPEN) {
        socket.send(JSON.stringify(message));
      } else if (waiting.length < MOST_WAITING) {
        waiting.push(message);
      }
    },
  };
}
