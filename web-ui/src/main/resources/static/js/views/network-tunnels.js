// @ts-check
import { RIGHT, SPINE, UNDERLAY } from "./network-layout.js";

/**
 * @typedef {import("./network-layout.js").HostArea} HostArea
 * @typedef {import("./network-scene.js").Part} Part
 * @typedef {import("./network-scene.js").Group} Group
 */

const PORT = 5;
const TUBE = 18;

/**
 * A socket in a wall.
 * @param {number} x
 * @param {number} y
 */
export function port(x, y) {
  return `M${x - PORT} ${y - PORT}h${2 * PORT}v${2 * PORT}h${-2 * PORT}z`;
}

/**
 * What joins lab hosts: the network between them, and in it the tunnels of overlay networks.
 * @param {HostArea[]} areas
 * @param {ReadonlyMap<string, number>} hues
 * @returns {Group[]}
 */
export function between(areas, hues) {
  /** @type {Group[]} */
  const groups = [];
  for (const [index, area] of areas.entries()) {
    const next = areas[index + 1];
    for (const { lane, lines } of area.lanes.values()) {
      const end = next?.lanes.has(lane.key) ? next.x : undefined;
      if (lane.kind === "overlay" && (end !== undefined || areas.length === 1)) {
        groups.push(tunnel(area, lane, lines[0] ?? 0, end, hues.get(lane.key) ?? 0));
      }
    }
  }
  return areas.length > 1 ? [...groups, underlay(areas)] : groups;
}

/**
 * @param {HostArea} area
 * @param {import("../model/network-map.js").Lane} lane
 * @param {number} y
 * @param {number | undefined} end where the next lab host begins that has the network
 * @param {number} hue
 * @returns {Group}
 */
function tunnel(area, lane, y, end, hue) {
  const start = area.x + area.width;
  const width = (end ?? start + RIGHT - 16) - start;
  /** @type {Part[]} */
  const parts = [
    { shape: "rect", attributes: { x: 0, y: -TUBE / 2, width, height: TUBE, rx: 4, class: "tunnel-wall" } },
    {
      shape: "rect",
      attributes: { x: 0, y: -2, width: end === undefined ? width - 6 : width, height: 4, class: "lane-line" },
    },
  ];
  if (end !== undefined) {
    const label = `VXLAN ${lane.network?.carrier?.vni ?? ""}`;
    parts.push({ shape: "text", attributes: { x: width / 2, y: -TUBE / 2 - 5, class: "tunnel-name" }, content: label });
  }
  return {
    key: `${area.host.number} tunnel ${lane.key}`,
    layer: "lane",
    x: start,
    y,
    name: `tunnel hue-${hue}${end === undefined ? " is-open" : ""}`,
    label: "",
    lanes: [lane.key],
    parts,
  };
}

/**
 * @param {HostArea[]} areas
 * @returns {Group}
 */
function underlay(areas) {
  const first = areas[0];
  const last = areas.at(-1) ?? first;
  const y = first.y + first.height;
  const down = UNDERLAY - 22;
  const left = first.x + SPINE / 2;
  return {
    key: "underlay",
    layer: "host",
    x: 0,
    y,
    name: "underlay",
    label: "",
    lanes: [],
    parts: [
      {
        shape: "rect",
        attributes: { x: left, y: down - 1.5, width: last.x + SPINE / 2 - left, height: 3, class: "underlay-line" },
      },
      ...areas.flatMap(({ x, host }) => ends(x + SPINE / 2, down, addressOf(host))),
    ],
  };
}

/**
 * @param {number} x
 * @param {number} down
 * @param {string} address
 * @returns {Part[]}
 */
function ends(x, down, address) {
  return [
    { shape: "rect", attributes: { x: x - 1, y: 0, width: 2, height: down, class: "underlay-line" } },
    { shape: "path", attributes: { d: port(x, 0), class: "underlay-port" } },
    { shape: "text", attributes: { x: x + 10, y: down - 7, class: "outside" }, content: address },
  ];
}

/**
 * Where the other lab hosts find this one, as its overlay networks tell.
 * @param {import("./network-layout.js").Host} host
 */
function addressOf({ number, lanes }) {
  const peers = lanes.flatMap(({ network }) => network?.carrier?.peers ?? []);
  return peers.find((peer) => peer.host === number)?.address ?? "";
}
