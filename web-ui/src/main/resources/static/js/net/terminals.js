// @ts-check
/** The terminals of a lab host, besides their WebSockets. */

const OK = 200;
const NO_CONTENT = 204;

/**
 * @param {number} host
 * @returns {Promise<string[]>} the names of those whose shells run
 */
export async function openTerminals(host) {
  const answer = await fetch(`/lab/hosts/${host}/terminals`);
  if (answer.status !== OK) {
    throw new Error(`the server answered ${answer.status}`);
  }
  return (await answer.json()).terminals;
}

/**
 * Ends the shell of a terminal.
 * @param {number} host
 * @param {string} terminal
 */
export async function closeTerminal(host, terminal) {
  const answer = await fetch(`/lab/hosts/${host}/terminals/${terminal}`, { method: "DELETE" });
  if (answer.status !== NO_CONTENT) {
    throw new Error(`the server answered ${answer.status}`);
  }
}
