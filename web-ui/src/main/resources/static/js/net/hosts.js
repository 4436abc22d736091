// @ts-check
/** Adds and removes lab hosts of the student. */

/** @typedef {"hosts" | "labs" | "disk" | "memory"} Shortage */

const CREATED = 201;
const NO_CONTENT = 204;
const CONFLICT = 409;

/**
 * @returns {Promise<{number: number} | {reason: Shortage}>} the new one, or what there is not enough of
 */
export async function addHost() {
  const answer = await fetch("/lab/hosts", { method: "POST" });
  if (answer.status !== CREATED && answer.status !== CONFLICT) {
    throw new Error(`the server answered ${answer.status}`);
  }
  return await answer.json();
}

/** @param {number} number */
export async function removeHost(number) {
  const answer = await fetch(`/lab/hosts/${number}`, { method: "DELETE" });
  if (answer.status !== NO_CONTENT) {
    throw new Error(`the server answered ${answer.status}`);
  }
}
