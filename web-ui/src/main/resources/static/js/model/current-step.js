// @ts-check
/** @typedef {import("./engine-model.js").Step} Step */

/**
 * At which of the open steps somebody is: the one that was done and is open again, or of which something else is said than
 * before, since something was done about it; else where they were, while it is open; else the first.
 * @param {Step[]} steps as they are now
 * @param {Step[]} before
 * @param {string} last id of the step where they were; empty when there was none
 * @returns {Step | undefined} undefined when none is open
 */
export function currentStep(steps, before, last) {
  const open = steps.filter(({ status }) => status === "open");
  const moved = open.find(({ id, reason }) =>
    before.some(
      (each) =>
        each.id === id && (isDone(each) || (each.status === "open" && each.reason !== null && each.reason !== reason)),
    ),
  );
  return moved ?? open.find(({ id }) => id === last) ?? open[0];
}

/** @param {Step} step */
export function isDone({ status }) {
  return status === "done" || status === "skipped";
}
