// @ts-check
/**
 * What the picture of the network shows of one lab host: a lane for each network, and a sandbox for each network namespace,
 * in which one container is or several.
 *
 * @typedef {import("./engine-model.js").Network} Network
 * @typedef {import("./engine-model.js").Container} Container
 * @typedef {"bridge" | "device" | "overlay" | "host" | "none" | "loose"} Kind device: upon one of the lab host's; loose: on no network
 * @typedef {{key: string, kind: Kind, network: Network | null}} Lane
 * @typedef {{lane: string, endpoint: import("./engine-model.js").Endpoint}} Plug
 * @typedef {object} Sandbox
 * @property {string} key
 * @property {Container[]} containers whose namespace it is first, then those that share it
 * @property {string} home lane in which it stands
 * @property {Plug[]} plugs that of its home first
 * @property {import("./engine-model.js").Port[]} ports
 * @property {boolean} isRunning
 * @property {boolean} isOnHost whether it has no namespace of its own but the lab host's
 */

const LOOSE = "loose";
/** Docker's own network first; those that run through several lab hosts last, beside each other. */
const ORDER = ["default", "bridge", "device", "host", "none", LOOSE, "overlay"];
/** @type {Record<string, Kind>} */
const KINDS = { bridge: "bridge", macvlan: "device", ipvlan: "device", overlay: "overlay", host: "host", null: "none" };
/** States in which a container has a process, and so addresses. */
export const RUNNING = ["running", "paused"];

/**
 * @param {Network[]} networks oldest first
 * @param {Container[]} containers newest first
 * @returns {{lanes: Lane[], sandboxes: Sandbox[]}} sandboxes oldest first
 */
export function networkMap(networks, containers) {
  const all = networks.map((network) => ({ key: network.id, kind: KINDS[network.driver] ?? "bridge", network }));
  const known = new Map(all.map(({ key, kind }) => [key, kind]));
  const sandboxes = owners(containers).map((owner) => sandbox(owner, containers, known));
  const homes = new Set(sandboxes.map(({ home }) => home));
  /** @type {Lane[]} */
  const lanes = all.filter(({ key, kind }) => (kind !== "host" && kind !== "none") || homes.has(key));
  if (homes.has(LOOSE)) {
    lanes.push({ key: LOOSE, kind: "loose", network: null });
  }
  lanes.sort((one, other) => rank(one) - rank(other));
  return { lanes, sandboxes };
}

/** @param {Lane} lane */
function rank({ kind, network }) {
  return ORDER.indexOf(kind === "bridge" && network?.name === "bridge" ? "default" : kind);
}

/**
 * Those that have a namespace of their own, and those whose owner is gone.
 * @param {Container[]} containers
 */
function owners(containers) {
  const ids = new Set(containers.map(({ id }) => id));
  return containers.filter(({ shares }) => !shares || !ids.has(shares)).toReversed();
}

/**
 * @param {Container} owner
 * @param {Container[]} containers
 * @param {Map<string, Kind>} known kinds of networks by id
 * @returns {Sandbox}
 */
function sandbox(owner, containers, known) {
  const sharing = containers.filter(({ shares }) => shares === owner.id).toReversed();
  const plugs = (owner.endpoints ?? [])
    .filter(({ network }) => known.has(network))
    .map((endpoint) => ({ lane: endpoint.network, endpoint }));
  const joins = (owner.joins ?? []).filter((id) => known.has(id));
  return {
    key: owner.id,
    containers: [owner, ...sharing],
    home: plugs[0]?.lane ?? joins[0] ?? LOOSE,
    plugs,
    ports: owner.ports,
    isRunning: RUNNING.includes(owner.state),
    isOnHost: joins.some((id) => known.get(id) === "host"),
  };
}
