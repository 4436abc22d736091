// @ts-check
/** @typedef {import("./engine-model.js").Step} Step */

/** For how long, and how often, somebody tries before the next hint offers itself. */
export const PATIENCE = { milliseconds: 120_000, attempts: 3 };

/**
 * How somebody gets on with the open step.
 * @typedef {object} Tries
 * @property {string} step id of the open step; empty when there is none
 * @property {string} reason why it is not done, as was last said
 * @property {number} since when the step began, or its last hint was opened
 * @property {number} attempts how often another reason was said since then
 */

/** @type {Tries} */
export const NONE = { step: "", reason: "", since: 0, attempts: 0 };

/**
 * Another reason means that something was done, and that it was not it yet.
 * @param {Tries} before
 * @param {Step[]} steps as they are now
 * @param {number} now in milliseconds
 * @returns {Tries}
 */
export function follow(before, steps, now) {
  const open = steps.find(({ status }) => status === "open");
  if (open === undefined) {
    return NONE;
  }
  const reason = open.reason ?? "";
  if (open.id !== before.step) {
    return { step: open.id, reason, since: now, attempts: 0 };
  }
  return reason === before.reason ? before : { ...before, reason, attempts: before.attempts + 1 };
}

/**
 * What a hint says has to be tried first.
 * @param {Tries} tries
 * @param {number} now in milliseconds
 * @returns {Tries}
 */
export function hintOpened(tries, now) {
  return { ...tries, since: now, attempts: 0 };
}

/**
 * Whether it is time for the next hint.
 * @param {Tries} tries
 * @param {number} now in milliseconds
 */
export function isStuck(tries, now) {
  return tries.step !== "" && (now - tries.since >= PATIENCE.milliseconds || tries.attempts >= PATIENCE.attempts);
}
