// @ts-check
/** @typedef {import("./engine-model.js").Step} Step */

/** For how long, and how often, somebody tries before the next hint offers itself. */
export const PATIENCE = { milliseconds: 120_000, attempts: 3 };

/**
 * How somebody gets on with an open step.
 * @typedef {object} Tries
 * @property {string} step its id
 * @property {string} reason why it is not done, as was last said
 * @property {number} since when they came to the step, or its last hint was opened; infinity while they are at another one
 * @property {number} attempts how often another reason was said since then
 */

/**
 * Another reason means that something was done, and that it was not it yet.
 * @param {Tries[]} before
 * @param {Step[]} steps as they are now
 * @param {string} current id of the step where they are
 * @param {number} now in milliseconds
 * @returns {Tries[]} of each open step; the same list when nothing has changed
 */
export function follow(before, steps, current, now) {
  const open = steps.filter(({ status }) => status === "open");
  const next = open.map((step) => tryOn(before, step, step.id === current ? now : Number.POSITIVE_INFINITY));
  return next.length === before.length && next.every((each, at) => each === before[at]) ? before : next;
}

/**
 * @param {Tries[]} before
 * @param {Step} open
 * @param {number} now in milliseconds, infinity for a step where they are not
 * @returns {Tries}
 */
function tryOn(before, open, now) {
  const reason = open.reason ?? "";
  const own = before.find(({ step }) => step === open.id);
  if (own === undefined) {
    return { step: open.id, reason, since: now, attempts: 0 };
  }
  const since = Number.isFinite(now) && Number.isFinite(own.since) ? own.since : now;
  if (reason === own.reason) {
    return since === own.since ? own : { ...own, since };
  }
  return { ...own, reason, since, attempts: own.attempts + 1 };
}

/**
 * What a hint says has to be tried first.
 * @param {Tries[]} tries
 * @param {string} step whose hint it is
 * @param {number} now in milliseconds
 * @returns {Tries[]}
 */
export function hintOpened(tries, step, now) {
  return tries.map((each) => (each.step === step ? { ...each, since: now, attempts: 0 } : each));
}

/**
 * Whether it is time for the next hint.
 * @param {Tries} tries
 * @param {number} now in milliseconds
 */
export function isStuck(tries, now) {
  return now - tries.since >= PATIENCE.milliseconds || tries.attempts >= PATIENCE.attempts;
}
