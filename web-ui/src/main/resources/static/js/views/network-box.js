// @ts-check
import { RUNNING } from "../model/network-map.js";
import { text } from "../texts.js";
import { BOX, boxHeight, COLUMN, LINE, MOST_PORTS, NAME, PADDING } from "./network-layout.js";
import { addressesOf, portText } from "./network-table.js";
import { fitted } from "./svg.js";

/**
 * The sandbox of one container or several: its wires to networks, its addresses, and the published ports that lead to it.
 *
 * @typedef {import("../model/network-map.js").Sandbox} Sandbox
 * @typedef {import("./network-layout.js").BoxArea} BoxArea
 * @typedef {import("./network-layout.js").HostArea} HostArea
 * @typedef {import("./network-scene.js").Part} Part
 */

const LETTER = 6.65;
const NAME_LETTER = 7.2;
const INSIDE = 9;
const WIRE = 3;
/** Where the first wire leaves the box, and how far the next ones are apart. */
const FIRST_WIRE = 20;
const NEXT_WIRE = 16;
const PILL = 15;
const PILL_LETTER = 6.4;
const LONGEST_WITH_DEVICE = 12;

/**
 * @param {BoxArea} box
 * @param {HostArea} area
 * @param {ReadonlyMap<string, number>} hues
 * @returns {Part[]}
 */
export function boxParts(box, area, hues) {
  const { sandbox } = box;
  const height = boxHeight(sandbox);
  return [
    ...wires(box, area, hues),
    ...box.tracks.flatMap((track, index) => portWay(box, area, track, index)),
    { shape: "rect", attributes: { width: BOX, height, rx: 7, class: "sandbox-wall" } },
    ...names(sandbox),
    ...lines(sandbox, hues),
  ];
}

/**
 * A wire for each place on a network, from the box to the network's line. Those to other networks pass beside other boxes.
 * @param {BoxArea} box
 * @param {HostArea} area
 * @param {ReadonlyMap<string, number>} hues
 */
function wires({ sandbox, area: { y, height } }, { lanes }, hues) {
  return sandbox.plugs.flatMap(({ lane, endpoint }, index) => {
    const at = lanes.get(lane);
    if (at === undefined) {
      return [];
    }
    const x = FIRST_WIRE + index * NEXT_WIRE;
    const above = at.lines.filter((line) => line < y).at(-1);
    const end = (at.y < y ? above : at.lines[0]) ?? y;
    const isUp = end < y;
    const start = isUp ? end - y : height;
    return wire(x, start, isUp ? y - end : end - y - height, `hue-${hues.get(lane) ?? 0}`, endpoint);
  });
}

/**
 * @param {number} x
 * @param {number} y
 * @param {number} length
 * @param {string} hue
 * @param {import("../model/engine-model.js").Endpoint} endpoint
 * @returns {Part[]}
 */
function wire(x, y, length, hue, endpoint) {
  const plug = y < 0 ? y : y + length;
  return [
    { shape: "rect", attributes: { x: x - WIRE, y, width: 2 * WIRE, height: length, class: "wire-halo" } },
    { shape: "rect", attributes: { x: x - WIRE / 2, y, width: WIRE, height: length, class: `wire ${hue}` } },
    {
      shape: "path",
      attributes: { d: `M${x - 4} ${plug - 4}h8v8h-8z`, class: `wire-plug ${hue}` },
      content: endpoint.hostDevice,
    },
  ];
}

/**
 * @param {Sandbox} sandbox
 * @returns {Part[]}
 */
function names({ containers }) {
  return containers.flatMap(({ name, state }, index) => {
    const y = PADDING + index * NAME;
    const still = RUNNING.includes(state) ? "" : " is-still";
    /** @type {Part} */
    const title = {
      shape: "text",
      attributes: { x: INSIDE, y: y + 13, class: `sandbox-name${still}` },
      content: fitted(name, BOX - 2 * INSIDE, NAME_LETTER),
    };
    const wall = { x: 4, y, width: BOX - 8, height: NAME - 2, rx: 4, class: `member-wall${still}` };
    return containers.length > 1 ? [{ shape: /** @type {const} */ ("rect"), attributes: wall }, title] : [title];
  });
}

/**
 * @param {Sandbox} sandbox
 * @param {ReadonlyMap<string, number>} hues
 * @returns {Part[]}
 */
function lines({ containers, isRunning, isOnHost, plugs, ports }, hues) {
  const top = PADDING + containers.length * NAME + 10;
  if (!isRunning) {
    return [fact(text(`state.${containers[0]?.state}`), top, "")];
  }
  /** @type {Part[]} */
  const parts = plugs.map(({ lane, endpoint: { device, address } }, index) => {
    const content = address.length > LONGEST_WITH_DEVICE ? address : `${device} ${address}`;
    return fact(content, top + index * LINE, `hue-ink hue-${hues.get(lane) ?? 0}`);
  });
  if (plugs.length === 0) {
    parts.push(fact(text(isOnHost ? "network.as-host" : "network.only-lo"), top, ""));
  }
  for (const [index, port] of ports.slice(0, MOST_PORTS).entries()) {
    const left = index === MOST_PORTS - 1 ? ports.length - MOST_PORTS : 0;
    const more = left > 0 ? ` +${left}` : "";
    parts.push(
      fact(`${port.host} → ${port.container}${more}`, top + (Math.max(1, plugs.length) + index) * LINE, "is-port"),
    );
  }
  return parts;
}

/**
 * @param {string} content
 * @param {number} y
 * @param {string} kind
 * @returns {Part}
 */
function fact(content, y, kind) {
  const attributes = { x: INSIDE, y, class: `sandbox-fact ${kind}`.trim() };
  return { shape: "text", attributes, content: fitted(content, BOX - INSIDE - 4, LETTER) };
}

/**
 * The way of a published port: from the lab host's edge, below the boxes of the row, up beside the box and into its line. One
 * that is open only at the lab host's own addresses begins inside the wall.
 * @param {BoxArea} box
 * @param {HostArea} host
 * @param {import("./network-layout.js").Track} track
 * @param {number} index
 * @returns {Part[]}
 */
function portWay({ sandbox, area }, host, { port, y }, index) {
  const content = port.address ? `${port.address}:${port.host}` : String(port.host);
  const width = content.length * PILL_LETTER + 12;
  const edge = host.x - area.x;
  const isInside = (port.address ?? "").startsWith("127.");
  const left = isInside ? edge + 4 : edge - Math.min(width - 12, 44);
  const level = y - area.y;
  const line = PADDING + sandbox.containers.length * NAME + (Math.max(1, sandbox.plugs.length) + index) * LINE + 6;
  const side = -(COLUMN - BOX) / 2 + 1;
  const start = left + width;
  const way = start > side - 2 ? `M${start - 2} ${level}H-1` : `M${start} ${level}H${side}V${line}H-2`;
  return [
    {
      shape: "path",
      attributes: {
        d: start > side - 2 ? upInto(start, level, area.height) : way,
        class: "port-way",
        "marker-end": "url(#network-arrow)",
      },
    },
    {
      shape: "rect",
      attributes: { x: left, y: level - PILL / 2, width, height: PILL, rx: PILL / 2, class: "port-pill" },
    },
    { shape: "text", attributes: { x: left + width / 2, y: level + 4, class: "port-number" }, content },
  ];
}

/**
 * A label that reaches below the box itself: up from its end.
 * @param {number} start
 * @param {number} level
 * @param {number} height of the box
 */
function upInto(start, level, height) {
  const x = Math.min(BOX - 8, start + 12);
  return `M${Math.min(start, x)} ${level}H${x}V${height + 2}`;
}

/**
 * All that the picture knows of a sandbox, in words.
 * @param {Sandbox} sandbox
 * @param {HostArea} area
 */
export function describeBox({ containers, isRunning, plugs, ports }, { host }) {
  const who = containers.map(({ name }) => name).join(" + ");
  const parts = [isRunning ? "" : text(`state.${containers[0]?.state}`)];
  for (const { lane, endpoint } of plugs) {
    const network = host.lanes.find(({ key }) => key === lane)?.network;
    parts.push(
      `${endpoint.device} ${addressesOf(endpoint)} ⇄ ${endpoint.hostDevice} · ${network?.name} (${network?.device})`,
      endpoint.mac,
      endpoint.names.length > 0 ? text("network.answers", endpoint.names.join(", ")) : "",
    );
  }
  parts.push(...ports.map(portText));
  return `${who}: ${parts.filter(Boolean).join(" · ")}`;
}
