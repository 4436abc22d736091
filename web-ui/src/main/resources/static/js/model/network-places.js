// @ts-check
/**
 * Which cell each sandbox stands in. Lanes have rows, rows have columns. What stands somewhere stays there when others come
 * and go; only who would stand in the way of a wire moves.
 *
 * @typedef {import("./network-map.js").Lane} Lane
 * @typedef {import("./network-map.js").Sandbox} Sandbox
 * @typedef {{lane: string, row: number, column: number}} Cell
 * @typedef {{cells: Map<string, Cell>, rows: Map<string, number>, columns: number}} Places rows: how many each lane has
 * @typedef {{from: Spot, to: Spot}} Span
 * @typedef {{level: number, row: number}} Spot level: number of a lane, from the top
 */

/** Below all rows of a lane. */
const LAST = Number.MAX_SAFE_INTEGER;

/**
 * @param {{lanes: Lane[], sandboxes: Sandbox[]}} map
 * @param {number} columns as many as there is room for; more are used when wires need them
 * @param {ReadonlyMap<string, Cell>} before where sandboxes stood
 * @returns {Places}
 */
export function placesOf({ lanes, sandboxes }, columns, before = new Map()) {
  const board = new Board(lanes, columns);
  const late = new Set();
  // Of two that are in each other's way now, the one with more wires has been connected.
  for (const sandbox of sandboxes.toSorted((one, other) => one.plugs.length - other.plugs.length)) {
    const cell = before.get(sandbox.key);
    if (cell?.lane !== sandbox.home || cell.column >= columns || !board.put(sandbox, cell)) {
      late.add(sandbox.key);
    }
  }
  for (const sandbox of sandboxes.filter((each) => late.has(each.key))) {
    board.putAnywhere(sandbox);
  }
  return { cells: board.cells, rows: board.rows, columns: board.columns };
}

class Board {
  /** @type {Map<string, Cell>} */
  cells = new Map();
  /** @type {Map<string, number>} */
  rows = new Map();
  /** Where boxes and wires are, by column. @type {Map<number, Span[]>} */
  #taken = new Map();

  /**
   * @param {Lane[]} lanes
   * @param {number} columns
   */
  constructor(lanes, columns) {
    this.levels = new Map(lanes.map(({ key }, level) => [key, level]));
    this.columns = columns;
  }

  /** @param {Sandbox} sandbox */
  putAnywhere(sandbox) {
    const rows = this.rows.get(sandbox.home) ?? 0;
    for (let row = 0; row <= rows; row += 1) {
      for (let column = 0; column < this.columns; column += 1) {
        if (this.put(sandbox, { lane: sandbox.home, row, column })) {
          return;
        }
      }
    }
    this.columns += 1;
    this.put(sandbox, { lane: sandbox.home, row: 0, column: this.columns - 1 });
  }

  /**
   * @param {Sandbox} sandbox
   * @param {Cell} cell
   * @returns {boolean} false when something is in the way
   */
  put(sandbox, cell) {
    const needed = this.#needs(sandbox, cell);
    const taken = this.#taken.get(cell.column) ?? [];
    if (taken.some((other) => overlap(needed, other))) {
      return false;
    }
    this.#taken.set(cell.column, [...taken, needed]);
    this.cells.set(sandbox.key, cell);
    this.rows.set(cell.lane, Math.max(cell.row + 1, this.rows.get(cell.lane) ?? 0));
    return true;
  }

  /**
   * The box, and what is between it and the networks above and below that it is also on. A network above is reached at its
   * lowest row, so that row is needed as well.
   * @param {Sandbox} sandbox
   * @param {Cell} cell
   * @returns {Span}
   */
  #needs({ plugs }, cell) {
    const here = { level: this.levels.get(cell.lane) ?? 0, row: cell.row };
    let from = here;
    let to = here;
    for (const { lane } of plugs) {
      const level = this.levels.get(lane) ?? here.level;
      if (level > here.level) {
        to = later(to, { level: level - 1, row: LAST });
      } else if (level < here.level) {
        const bottom = { level, row: Math.max(0, (this.rows.get(lane) ?? 1) - 1) };
        from = isBefore(bottom, from) ? bottom : from;
      }
    }
    return { from, to };
  }
}

/**
 * @param {Spot} one
 * @param {Spot} other
 */
function isBefore(one, other) {
  return one.level < other.level || (one.level === other.level && one.row < other.row);
}

/**
 * @param {Spot} one
 * @param {Spot} other
 */
function later(one, other) {
  return isBefore(one, other) ? other : one;
}

/**
 * @param {Span} one
 * @param {Span} other
 */
function overlap(one, other) {
  return !isBefore(one.to, other.from) && !isBefore(other.to, one.from);
}
