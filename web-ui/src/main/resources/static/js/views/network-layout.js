// @ts-check
/**
 * Where everything stands in the picture of the network: lab hosts side by side, in each a lane for each network with its
 * line (the bridge), and sandboxes hanging from it in columns.
 *
 * @typedef {import("../model/network-map.js").Lane} Lane
 * @typedef {import("../model/network-map.js").Sandbox} Sandbox
 * @typedef {{number: number, lanes: Lane[], sandboxes: Sandbox[], places: import("../model/network-places.js").Places}} Host
 * @typedef {{x: number, y: number, width: number, height: number}} Area
 * @typedef {{lane: Lane, y: number, height: number, lines: number[]}} LaneArea lines: y of its line in each row
 * @typedef {{port: import("../model/engine-model.js").Port, y: number}} Track a published port's way from the edge
 * @typedef {{sandbox: Sandbox, area: Area, tracks: Track[]}} BoxArea
 * @typedef {Area & {host: Host, lanes: Map<string, LaneArea>, boxes: BoxArea[]}} HostArea
 */

export const COLUMN = 142;
export const BOX = 128;
export const LINE = 15;
export const NAME = 18;
export const PADDING = 6;
/** Room for the line's end at the lab host's edge. */
export const SPINE = 34;
export const TRACK = 19;
/** Between two lab hosts, and left of the first: what comes in from outside. */
export const OUTSIDE = 58;
export const BETWEEN = 128;
export const RIGHT = 40;
/** Published ports that are shown of one sandbox; the table has all. */
export const MOST_PORTS = 4;
const END = 14;
const HEAD = 30;
const DROP = 18;
/** Below the sign of a network that has no line. */
const UNDER_SIGN = -2;
const ROW_GAP = 12;
const TOP = 6;
/** Under lab hosts that are joined. */
export const UNDERLAY = 46;

/**
 * How many columns each lab host has room for.
 * @param {number} width of the picture
 * @param {number} hosts
 */
export function columnsFor(width, hosts) {
  const room = (width - OUTSIDE - RIGHT - (hosts - 1) * BETWEEN) / hosts - SPINE - END;
  return Math.max(hosts > 1 ? 2 : 1, Math.floor(room / COLUMN));
}

/** @param {number} columns of one lab host */
export function labelHeight(columns) {
  return columns > 2 ? 24 : 38;
}

/**
 * How high a sandbox is: a line for each container, each place on a network and each published port.
 * @param {Sandbox} sandbox
 */
export function boxHeight(sandbox) {
  return 2 * PADDING + sandbox.containers.length * NAME + linesOf(sandbox) * LINE;
}

/**
 * Lines below the names; who has no network still has loopback, and who does not run has a state.
 * @param {Sandbox} sandbox
 */
function linesOf({ isRunning, plugs, ports }) {
  return isRunning ? Math.max(1, plugs.length) + Math.min(ports.length, MOST_PORTS) : 1;
}

/**
 * @param {Host[]} hosts
 * @returns {{hosts: HostArea[], width: number, height: number}}
 */
export function layoutOf(hosts) {
  let x = OUTSIDE;
  const areas = hosts.map((host) => {
    const width = SPINE + host.places.columns * COLUMN + END;
    const area = { host, x, y: TOP, width, height: 0, lanes: new Map(), boxes: [] };
    x += width + BETWEEN;
    return area;
  });
  const bottoms = areas.map((area) => stack(area, area.host.lanes.filter(isOwn), area.y + HEAD));
  const bottom = stackShared(areas, Math.max(0, ...bottoms));
  for (const area of areas) {
    area.height = bottom - area.y;
  }
  return { hosts: areas, width: x - BETWEEN + RIGHT, height: bottom + (hosts.length > 1 ? UNDERLAY : TOP) };
}

/**
 * Whether a device stands behind it, to which containers are connected.
 * @param {Lane} lane
 */
export function hasLine({ network }) {
  return network !== null && network.device !== "";
}

/** @param {Lane} lane */
function isOwn({ kind }) {
  return kind !== "overlay";
}

/**
 * Overlay networks run through all lab hosts, so they stand equally high in each.
 * @param {HostArea[]} areas
 * @param {number} top
 */
function stackShared(areas, top) {
  let y = top;
  const keys = new Set(areas.flatMap(({ host }) => host.lanes.filter((lane) => !isOwn(lane)).map(({ key }) => key)));
  for (const key of keys) {
    y = Math.max(
      ...areas.map((area) =>
        stack(
          area,
          area.host.lanes.filter((lane) => lane.key === key),
          y,
        ),
      ),
    );
  }
  return y;
}

/**
 * Puts lanes below each other.
 * @param {HostArea} area
 * @param {Lane[]} lanes
 * @param {number} top
 * @returns {number} where the last one ends
 */
function stack(area, lanes, top) {
  let y = top;
  const { host } = area;
  for (const lane of lanes) {
    const label = labelHeight(host.places.columns);
    const lines = [];
    let end = y + label;
    const rows = host.places.rows.get(lane.key) ?? 0;
    for (let row = 0; row < rows; row += 1) {
      lines.push(end);
      end = putRow(area, lane.key, row, end + (hasLine(lane) ? DROP : UNDER_SIGN));
    }
    if (rows === 0) {
      lines.push(end);
      end += ROW_GAP;
    }
    area.lanes.set(lane.key, { lane, y, height: end - y, lines });
    y = end;
  }
  return y;
}

/**
 * @param {HostArea} area
 * @param {string} lane
 * @param {number} row
 * @param {number} top
 * @returns {number} where the next thing may stand
 */
function putRow(area, lane, row, top) {
  const { cells } = area.host.places;
  const inRow = area.host.sandboxes
    .map((sandbox) => ({ sandbox, cell: cells.get(sandbox.key) }))
    .filter(({ cell }) => cell?.lane === lane && cell.row === row)
    .sort((one, other) => (one.cell?.column ?? 0) - (other.cell?.column ?? 0));
  const height = Math.max(...inRow.map(({ sandbox }) => boxHeight(sandbox)));
  let track = top + height + TRACK / 2 + 2;
  for (const { sandbox, cell } of inRow) {
    const x = area.x + SPINE + (cell?.column ?? 0) * COLUMN + (COLUMN - BOX) / 2;
    const tracks = sandbox.isRunning ? sandbox.ports.slice(0, MOST_PORTS).map((port) => ({ port, y: 0 })) : [];
    for (const each of tracks) {
      each.y = track;
      track += TRACK;
    }
    area.boxes.push({ sandbox, area: { x, y: top, width: BOX, height: boxHeight(sandbox) }, tracks });
  }
  return track - TRACK / 2 - 2 + ROW_GAP;
}
