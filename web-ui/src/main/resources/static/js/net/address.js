// @ts-check

/**
 * The address of a WebSocket of this server.
 * @param {string} path
 * @param {Record<string, string | number>} query
 */
export function socketAddress(path, query) {
  const address = new URL(path, location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  for (const [name, value] of Object.entries(query)) {
    address.searchParams.set(name, String(value));
  }
  return address.href;
}
