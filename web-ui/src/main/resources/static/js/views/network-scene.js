// @ts-check
import { text } from "../texts.js";
import { boxParts, describeBox } from "./network-box.js";
import { hasLine, layoutOf } from "./network-layout.js";
import { between, port } from "./network-tunnels.js";
import { fitted } from "./svg.js";

/**
 * The picture of the network as groups of shapes, each group with a place of its own.
 *
 * @typedef {{shape: "rect" | "text" | "path", attributes: Record<string, string | number>, content?: string}} Part
 * @typedef {object} Group
 * @property {string} key
 * @property {"host" | "lane" | "box" | "sign"} layer
 * @property {number} x
 * @property {number} y
 * @property {string} name its classes
 * @property {string} label what it is and has, in words; empty for what only frames others
 * @property {boolean} [isEcho] part of something that another group is a stop of the keyboard for
 * @property {string[]} lanes lanes that it belongs to
 * @property {Part[]} parts
 * @typedef {import("./network-layout.js").HostArea} HostArea
 * @typedef {import("./network-layout.js").LaneArea} LaneArea
 */

const LETTER = 6.7;
const BOLD = 7.4;

/**
 * @param {import("./network-layout.js").Host[]} hosts
 * @param {ReadonlyMap<string, number>} hues of networks
 * @returns {{groups: Group[], width: number, height: number}}
 */
export function sceneOf(hosts, hues) {
  const layout = layoutOf(hosts);
  const groups = layout.hosts.flatMap((area) => [
    hostGroup(area),
    ...[...area.lanes.values()].flatMap((lane) => laneGroups(area, lane, hues)),
    ...area.boxes.map((box) => ({
      key: `${area.host.number} ${box.sandbox.key}`,
      layer: /** @type {const} */ ("box"),
      x: box.area.x,
      y: box.area.y,
      name: boxClass(box.sandbox),
      label: describeBox(box.sandbox, area),
      lanes: box.sandbox.plugs.map(({ lane }) => lane),
      parts: boxParts(box, area, hues),
    })),
  ]);
  return { groups: [...groups, ...between(layout.hosts, hues)], width: layout.width, height: layout.height };
}

/** @param {import("../model/network-map.js").Sandbox} sandbox */
function boxClass({ isRunning, containers }) {
  return ["sandbox", isRunning ? "" : "is-still", containers.length > 1 ? "is-shared" : ""].filter(Boolean).join(" ");
}

/**
 * @param {HostArea} area
 * @returns {Group}
 */
function hostGroup({ host, x, y, width, height }) {
  return {
    key: `host ${host.number}`,
    layer: "host",
    x,
    y,
    name: "lab-host",
    label: "",
    lanes: [],
    parts: [
      { shape: "rect", attributes: { width, height, rx: 10, class: "lab-host-wall" } },
      {
        shape: "text",
        attributes: { x: 14, y: 19, class: "lab-host-name" },
        content: text("network.host", `host${host.number}`),
      },
    ],
  };
}

/**
 * A network: its line or, in several rows, lines that are joined at the left; and its sign, which no wire may cover.
 * @param {HostArea} area
 * @param {LaneArea} at
 * @param {ReadonlyMap<string, number>} hues
 * @returns {Group[]}
 */
function laneGroups({ host, x, width }, { lane, y, lines }, hues) {
  const heights = lines.map((line) => line - y);
  const name = `lane lane-${lane.kind} hue-${hues.get(lane.key) ?? 0}`;
  const both = { x, y, name, label: describeLane(lane), lanes: [lane.key] };
  return [
    {
      ...both,
      key: `${host.number} lane ${lane.key}`,
      layer: "lane",
      isEcho: true,
      parts: hasLine(lane) ? laneLines(lane, width, heights) : [],
    },
    {
      ...both,
      key: `${host.number} sign ${lane.key}`,
      layer: "sign",
      parts: laneLabel(lane, width, heights[0] ?? 0),
    },
  ];
}

/**
 * @param {import("../model/network-map.js").Lane} lane
 * @param {number} width
 * @param {number} line y of its first line
 * @returns {Part[]}
 */
function laneLabel({ kind, network }, width, line) {
  const room = width - 28;
  const named = network?.name ?? "";
  const facts = network === null ? text("network.loose") : laneFacts(network, kind);
  const device = network === null ? "" : deviceText(network);
  const name = fitted(named, Math.max(60, room - (facts.length + 1) * LETTER), BOLD);
  const start = 14 + (name === "" ? 0 : name.length * BOLD + 8);
  const isWide = line < 30;
  const tag = network?.closed && kind !== "overlay" ? ` · ${text("network.closed")}` : "";
  /** @type {Part[]} */
  const parts = [
    { shape: "text", attributes: { x: 14, y: 14, class: "lane-name" }, content: name },
    {
      shape: "text",
      attributes: { x: start, y: 14, class: "lane-facts" },
      content: fitted(facts + (isWide ? tag : ""), room - start + 14, LETTER - 0.6),
    },
  ];
  if (device !== "") {
    const content = isWide ? device : device + tag;
    parts.push({
      shape: "text",
      attributes: isWide
        ? { x: width - 14, y: 14, class: "lane-switch is-end" }
        : { x: 14, y: 28, class: "lane-switch" },
      content: fitted(content, isWide ? Math.max(0, room - start - facts.length * LETTER) : room, LETTER - 0.4),
    });
  }
  return parts;
}

/**
 * @param {import("../model/engine-model.js").Network} network
 * @param {import("../model/network-map.js").Kind} kind
 */
function laneFacts(network, kind) {
  if (kind === "host" || kind === "none") {
    return text(`network.${kind}-driver`);
  }
  const vni = network.carrier === null ? "" : `VXLAN ${network.carrier.vni}`;
  return [network.driver, network.subnet, vni].filter(Boolean).join(" · ");
}

/** @param {import("../model/engine-model.js").Network} network */
function deviceText({ device, gateway, mode, carrier }) {
  if (device === "") {
    return "";
  }
  // The gateway of an overlay network is nobody, that of a macvlan is outside.
  return mode === null && carrier === null ? `${device} ${gateway}` : device;
}

/**
 * @param {import("../model/network-map.js").Lane} lane
 * @param {number} width
 * @param {number[]} heights
 * @returns {Part[]}
 */
function laneLines({ kind, network }, width, heights) {
  const closed = network?.closed ?? false;
  const last = heights.at(-1) ?? 0;
  const first = heights[0] ?? 0;
  const right = kind === "overlay" ? width : width - 12;
  const thick = kind === "device" ? 7 : 4;
  /** @type {Part[]} */
  const parts = heights.map((y) => ({
    shape: "rect",
    attributes: { x: 20, y: y - thick / 2, width: right - 20, height: thick, rx: 2, class: "lane-line" },
  }));
  if (last > first) {
    parts.push({ shape: "rect", attributes: { x: 20, y: first, width: 4, height: last - first, class: "lane-line" } });
  }
  if (kind === "bridge" && !closed) {
    parts.push(
      { shape: "rect", attributes: { x: 0, y: first - 1.5, width: 22, height: 3, class: "lane-way" } },
      { shape: "path", attributes: { d: port(0, first), class: "lane-port" } },
    );
  }
  if (kind === "device" && !closed) {
    parts.push(
      {
        shape: "rect",
        attributes: { x: right - 2, y: first - 1.5, width: width - right + 2, height: 3, class: "lane-way" },
      },
      { shape: "path", attributes: { d: port(width, first), class: "lane-port" } },
      { shape: "text", attributes: { x: width + 8, y: first + 4, class: "outside" }, content: network?.device ?? "" },
    );
  }
  if (closed && kind !== "overlay") {
    parts.push({ shape: "rect", attributes: { x: 17, y: first - 7, width: 4, height: 14, rx: 1, class: "lane-stop" } });
  }
  return parts;
}

/** @param {import("../model/network-map.js").Lane} lane */
function describeLane({ kind, network }) {
  if (network === null) {
    return text("network.loose");
  }
  if (network.device === "") {
    return `${network.name}: ${laneFacts(network, kind)}`;
  }
  const facts = [network.driver, network.subnet, network.ipv6 ?? "", network.device, network.mode ?? ""];
  if (network.gateway !== "") {
    facts.push(`${text("network.gateway")} ${network.gateway}`);
  }
  if (network.carrier !== null) {
    const peers = network.carrier.peers.map(({ host, address }) => `host${host} ${address}`);
    facts.push(`VXLAN ${network.carrier.vni} ${network.carrier.device}`, peers.join(" ⇄ "));
  }
  if (network.closed) {
    facts.push(text("network.closed"));
  }
  return `${network.name}: ${facts.filter(Boolean).join(" · ")}`;
}
