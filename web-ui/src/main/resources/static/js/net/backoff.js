// @ts-check
/** How long to wait before connecting again: longer each time, never the same for all pages of a class. */

const FIRST = 250;
const MOST = 8000;

/**
 * @param {number} attempt 0 for the first one after a loss
 * @param {() => number} [random] from 0 to 1
 * @returns {number} milliseconds
 */
export function delayBefore(attempt, random = Math.random) {
  const whole = Math.min(MOST, FIRST * 2 ** Math.min(attempt, 10));
  return Math.round(whole / 2 + (whole / 2) * random());
}
