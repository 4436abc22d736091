// @ts-check
/**
 * The life of containers as a picture needs it. The states and the arrows are the engine's own table; where a container
 * has been between two states of the engine is read from its events.
 *
 * @typedef {{from: string, verb: string, to: string}} Transition
 * @typedef {{id: string, name: string, state: string}} Move
 * @typedef {{from: string, to: string, verbs: string[]}} Arrow
 */

/** Docker's event strings, and the state that a container is in after each. @type {Map<string, string>} */
const STATE_AFTER = new Map([
  ["create", "created"],
  ["start", "running"],
  ["unpause", "running"],
  ["pause", "paused"],
  ["die", "exited"],
  ["destroy", "removing"],
]);

/**
 * The states that containers went through, in order.
 * @param {import("./engine-model.js").EngineEvent[]} events
 * @returns {Move[]}
 */
export function movesOf(events) {
  const moves = [];
  for (const { kind, action, id, attributes } of events) {
    const state = STATE_AFTER.get(action);
    if (kind === "container" && state !== undefined) {
      moves.push({ id, name: attributes.name ?? id.slice(0, 12), state });
    }
  }
  return moves;
}

/** It leads from everywhere to "removing"; arrows for it alone would hide all others. */
const FROM_EVERYWHERE = "force remove";

/**
 * One arrow for each pair of states, with every verb that leads along it.
 * @param {Transition[]} transitions
 * @returns {Arrow[]}
 */
export function arrowsOf(transitions) {
  /** @type {Map<string, Arrow>} */
  const arrows = new Map();
  for (const { from, verb, to } of transitions.filter((transition) => transition.verb !== FROM_EVERYWHERE)) {
    const key = `${from} ${to}`;
    const arrow = arrows.get(key) ?? { from, to, verbs: [] };
    arrow.verbs.push(verb);
    arrows.set(key, arrow);
  }
  return [...arrows.values()];
}
