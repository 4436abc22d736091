// @ts-check
import { socketAddress } from "./address.js";
import { delayBefore } from "./backoff.js";

/**
 * Listens to the live state of the student's lab host for as long as the page is there.
 * @param {Record<string, string>} query
 * @param {(message: import("../model/engine-model.js").LiveMessage) => void} listener
 */
export function listen(query, listener) {
  let attempt = 0;
  const connect = () => {
    const socket = new WebSocket(socketAddress("/lab/live", query));
    socket.onmessage = ({ data }) => {
      attempt = 0;
      listener(JSON.parse(data));
    };
    socket.onclose = () => {
      setTimeout(connect, delayBefore(attempt));
      attempt += 1;
    };
  };
  connect();
}
