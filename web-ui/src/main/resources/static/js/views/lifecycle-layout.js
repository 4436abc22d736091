// @ts-check
/**
 * Where states and arrows stand in the life-cycle picture.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Place
 * @typedef {{d: string, label: {x: number, y: number, anchor: "start" | "middle" | "end"} | null}} Way
 */

const ROW = 88;
const BETWEEN = 62;
const DEAD = 34;
const LANE = 12;
export const HEIGHT = 2 * ROW + BETWEEN + DEAD + 14;

/** @type {Record<string, [column: number, row: number]>} */
const CELLS = {
  created: [0, 0],
  running: [1, 0],
  paused: [2, 0],
  removing: [0, 1],
  exited: [1, 1],
  restarting: [2, 1],
};

/**
 * @param {number} width
 * @returns {Map<string, Place>}
 */
export function placesOf(width) {
  const gap = Math.min(110, Math.max(40, width * 0.13));
  const box = (width - 2 * gap - 2) / 3;
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const [state, [column, row]] of Object.entries(CELLS)) {
    places.set(state, { x: 1 + column * (box + gap), y: 1 + row * (ROW + BETWEEN), width: box, height: ROW });
  }
  places.set("dead", { x: 1, y: 1 + 2 * ROW + BETWEEN + 10, width: box, height: DEAD });
  return places;
}

/**
 * The way of an arrow, empty when it has none in this picture.
 * @param {Place} from
 * @param {Place} to
 * @returns {Way}
 */
export function wayBetween(from, to) {
  const sameRow = from.y === to.y;
  const sameColumn = from.x === to.x;
  if (sameRow) {
    const right = to.x > from.x;
    // Two arrows between the same boxes keep apart: to the right above, to the left below.
    const y = from.y + ROW / 2 + (right ? -LANE : LANE);
    const start = right ? from.x + from.width : from.x;
    const end = right ? to.x - 3 : to.x + to.width + 3;
    return { d: `M${start} ${y}H${end}`, label: { x: (start + end) / 2, y: right ? y - 6 : y + 15, anchor: "middle" } };
  }
  if (sameColumn) {
    const down = to.y > from.y;
    const x = from.x + from.width / 2 + (down ? -LANE : LANE);
    const start = down ? from.y + from.height : from.y;
    const end = down ? to.y - 3 : to.y + to.height + 3;
    /** @type {Way["label"]} */
    const label = { x: down ? x - 6 : x + 6, y: (start + end) / 2 + 4, anchor: down ? "end" : "start" };
    return { d: `M${x} ${start}V${end}`, label };
  }
  const right = to.x > from.x;
  const down = to.y > from.y;
  const startX = from.x + from.width * (right ? 0.75 : 0.25);
  const startY = down ? from.y + from.height : from.y;
  const endX = to.x + to.width * (right ? 0.2 : 0.8);
  const endY = down ? to.y - 3 : to.y + to.height + 3;
  const middle = (startY + endY) / 2;
  return { d: `M${startX} ${startY}C${startX} ${middle} ${endX} ${middle} ${endX} ${endY}`, label: null };
}
