// @ts-check
/**
 * Where states and arrows stand in the life-cycle picture.
 *
 * @typedef {{x: number, y: number, width: number, height: number}} Place
 * @typedef {{x: number, y: number, anchor: "start" | "middle" | "end", up: boolean}} Label up: its last line stands there
 * @typedef {{d: string, label: Label | null}} Way
 */

const ROW = 84;
const BETWEEN = 60;
const LOW = 46;
const LANE = 12;
const EDGE = 1;
export const HEIGHT = 2 * ROW + BETWEEN + 2 * EDGE;

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
  const gap = Math.min(96, Math.max(44, width * 0.13));
  const box = (width - 2 * gap - 2 * EDGE) / 3;
  /** @type {Map<string, Place>} */
  const places = new Map();
  for (const [state, [column, row]] of Object.entries(CELLS)) {
    const x = EDGE + column * (box + gap);
    const y = EDGE + row * (ROW + BETWEEN);
    places.set(state, { x, y, width: box, height: state === "removing" ? LOW : ROW });
  }
  // Containers pass through "removing" and hardly ever get to "dead": these two share a cell.
  places.set("dead", { x: EDGE, y: EDGE + 2 * ROW + BETWEEN - 28, width: box, height: 28 });
  return places;
}

/**
 * The way of an arrow.
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} [twoWay] there is an arrow back, so the two keep apart
 * @returns {Way}
 */
export function wayBetween(from, to, twoWay = false) {
  if (from.y === to.y) {
    return across(from, to, twoWay);
  }
  return from.x === to.x ? along(from, to, twoWay) : around(from, to);
}

/**
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} twoWay
 * @returns {Way}
 */
function across(from, to, twoWay) {
  const right = to.x > from.x;
  const lane = twoWay ? LANE : 0;
  const y = from.y + Math.min(from.height, to.height) / 2 + (right ? -lane : lane);
  const start = right ? from.x + from.width : from.x;
  const end = right ? to.x - 3 : to.x + to.width + 3;
  const up = right || !twoWay;
  return { d: `M${start} ${y}H${end}`, label: { x: (start + end) / 2, y: up ? y - 6 : y + 14, anchor: "middle", up } };
}

/**
 * @param {Place} from
 * @param {Place} to
 * @param {boolean} twoWay
 * @returns {Way}
 */
function along(from, to, twoWay) {
  const down = to.y > from.y;
  const left = twoWay && down;
  const x = from.x + from.width / 2 + (twoWay ? (down ? -LANE : LANE) : 0);
  const start = down ? from.y + from.height : from.y;
  const end = down ? to.y - 3 : to.y + to.height + 3;
  const d = `M${x} ${start}V${end}`;
  if (Math.abs(end - start) < BETWEEN / 2) {
    return { d, label: null };
  }
  return {
    d,
    label: { x: left ? x - 6 : x + 6, y: Math.min(start, end) + 14, anchor: left ? "end" : "start", up: false },
  };
}

/**
 * @param {Place} from
 * @param {Place} to
 * @returns {Way}
 */
function around(from, to) {
  const right = to.x > from.x;
  const down = to.y > from.y;
  const startX = from.x + from.width * (right ? 0.75 : 0.25);
  const startY = down ? from.y + from.height : from.y;
  const endX = to.x + to.width * (right ? 0.14 : 0.86);
  const endY = down ? to.y - 3 : to.y + to.height + 3;
  const middle = (startY + endY) / 2;
  return { d: `M${startX} ${startY}C${startX} ${middle} ${endX} ${middle} ${endX} ${endY}`, label: null };
}
