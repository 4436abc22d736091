// @ts-check
/**
 * Where the picture shows each container. Events come faster than an eye can follow, so a container walks: it is shown in
 * each state it went through for a moment, and ends where the engine says that it is.
 *
 * @typedef {{id: string, name: string, state: string, ahead: string[]}} Walker ahead: states still to show; "gone" is the end
 */

/** After the last state of a removed container. */
export const GONE = "gone";
const MOST_AHEAD = 8;

/**
 * Puts the states that containers went through in front of them.
 * @param {ReadonlyMap<string, Walker>} walkers
 * @param {import("./lifecycle.js").Move[]} moves
 * @returns {Map<string, Walker>}
 */
export function send(walkers, moves) {
  const next = new Map(walkers);
  for (const { id, name, state } of moves) {
    const walker = next.get(id);
    next.set(id, walker === undefined ? { id, name, state, ahead: [] } : lead(walker, state));
  }
  return next;
}

/**
 * Makes every way end at the truth.
 * @param {ReadonlyMap<string, Walker>} walkers
 * @param {import("./engine-model.js").Container[]} containers what the engine has
 * @returns {Map<string, Walker>}
 */
export function settle(walkers, containers) {
  const next = new Map(walkers);
  for (const { id, name, state } of containers) {
    const walker = next.get(id);
    next.set(id, walker === undefined ? { id, name, state, ahead: [] } : lead({ ...walker, name }, state));
  }
  const there = new Set(containers.map(({ id }) => id));
  for (const walker of walkers.values()) {
    if (!there.has(walker.id)) {
      next.set(walker.id, lead(walker, GONE));
    }
  }
  return next;
}

/**
 * Everybody who has a way ahead takes one step.
 * @param {ReadonlyMap<string, Walker>} walkers
 * @returns {Map<string, Walker>}
 */
export function step(walkers) {
  const next = new Map();
  for (const walker of walkers.values()) {
    const [state = walker.state, ...ahead] = walker.ahead;
    if (state !== GONE) {
      next.set(walker.id, { ...walker, state, ahead });
    }
  }
  return next;
}

/** @param {ReadonlyMap<string, Walker>} walkers */
export function isMoving(walkers) {
  return [...walkers.values()].some(({ ahead }) => ahead.length > 0);
}

/**
 * @param {Walker} walker
 * @param {string} state
 * @returns {Walker}
 */
function lead(walker, state) {
  const last = walker.ahead.at(-1) ?? walker.state;
  return last === state ? walker : { ...walker, ahead: [...walker.ahead, state].slice(-MOST_AHEAD) };
}
