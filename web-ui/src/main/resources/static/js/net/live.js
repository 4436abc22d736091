// @ts-check
import { socketAddress } from "./address.js";
import { delayBefore } from "./backoff.js";

const POLICY_VIOLATION = 1008;

/**
 * Listens to the live state of one of the student's lab hosts until it is told to end, or the lab host is gone.
 * @param {Record<string, string>} query
 * @param {(message: import("../model/engine-model.js").LiveMessage) => void} listener
 * @returns {() => void} ends it
 */
export function listen(query, listener) {
  let attempt = 0;
  let ended = false;
  /** @type {WebSocket | undefined} */
  let socket;
  const connect = () => {
    if (ended) {
      return;
    }
    socket = new WebSocket(socketAddress("/lab/live", query));
    socket.onmessage = ({ data }) => {
      attempt = 0;
      if (!ended) {
        listener(JSON.parse(data));
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
  return () => {
    ended = true;
    socket?.close();
  };
}
