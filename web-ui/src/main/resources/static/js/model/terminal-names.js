// @ts-check
/** Which terminals of a lab host have a tab, and which name a new one gets. */

export const FIRST = "1";

/**
 * The first, then those with numbers, then those with names.
 * @param {string[]} names
 * @returns {string[]}
 */
export function inOrder(names) {
  return [...names].sort((one, other) => (one < other ? -1 : 1));
}

/**
 * @param {string[]} names that are taken
 * @param {number} most that there may be
 * @returns {string | undefined} the lowest number that is free; undefined when there are as many as there may be
 */
export function nextName(names, most) {
  if (names.length >= most) {
    return;
  }
  return Array.from({ length: most }, (_, at) => String(at + 1)).find((name) => !names.includes(name));
}

/**
 * Where a command is typed whose lesson names no terminal: where the student is, but not among the output of something
 * that a lesson lets run in a terminal of its own.
 * @param {string} selected
 */
export function placeFor(selected) {
  return /^[1-9]$/.test(selected) ? selected : FIRST;
}
