// @ts-check
import { networkMap } from "../model/network-map.js";
import { text } from "../texts.js";
import { row } from "./tables.js";

/** @typedef {import("../model/network-map.js").Sandbox} Sandbox */

/**
 * The picture of the network in words: for each network who is on it.
 * @param {Element} body of the table
 * @param {ReadonlyMap<number, import("../model/engine-model.js").Model>} models of lab hosts, by number
 */
export function networkRows(body, models) {
  const rows = [...models].flatMap(([number, { known, networks, containers }]) => {
    const { lanes, sandboxes } = networkMap(networks, containers);
    const prefix = models.size > 1 ? `host${number}: ` : "";
    return known ? lanes.flatMap((lane) => laneRows(lane, sandboxes, prefix)) : [];
  });
  body.replaceChildren(...rows);
}

/**
 * @param {import("../model/network-map.js").Lane} lane
 * @param {Sandbox[]} sandboxes
 * @param {string} prefix
 */
function laneRows({ key, network }, sandboxes, prefix) {
  const cells = [
    prefix + (network?.name ?? text("network.loose")),
    [network?.driver, network?.subnet, network?.ipv6, network?.closed ? text("network.closed") : ""]
      .filter(Boolean)
      .join(" · "),
    [network?.device, network?.gateway].filter(Boolean).join(" "),
  ];
  const present = sandboxes.flatMap((sandbox) => {
    const place = sandbox.plugs.find(({ lane }) => lane === key)?.endpoint;
    return place !== undefined || sandbox.home === key ? [memberRow(cells, sandbox, place)] : [];
  });
  return present.length > 0 ? present : [row([...cells, "", "", "", "", ""])];
}

/**
 * @param {string[]} cells that tell of the network
 * @param {Sandbox} sandbox
 * @param {import("../model/engine-model.js").Endpoint} [place] none where it has no address
 */
function memberRow(cells, { key, containers, isRunning, ports }, place) {
  const line = row([
    ...cells,
    containers.map(({ name }) => name).join(" + "),
    place === undefined ? (isRunning ? "" : text(`state.${containers[0]?.state}`)) : addressesOf(place),
    place === undefined ? "" : `${place.device} ⇄ ${place.hostDevice} ${place.mac}`,
    place?.names.join(", ") ?? "",
    ports.map(portText).join(", "),
  ]);
  line.dataset.container = key;
  return line;
}

/**
 * A place's addresses, each with the length of its prefix.
 * @param {import("../model/engine-model.js").Endpoint} place
 */
export function addressesOf({ address, prefix, ipv6 }) {
  return [`${address}/${prefix}`, ipv6].filter(Boolean).join(" ");
}

/**
 * A published port as the picture writes it.
 * @param {import("../model/engine-model.js").Port} port
 */
export function portText({ address, host, container }) {
  return `${address ? `${address}:` : ""}${host} → ${container}`;
}
