// @ts-check
/** Made-up parts of an engine's state. */

/** @param {string} name */
export function layer(name, size = 1000) {
  return { chain: `sha256:chain-${name}`, diff: `sha256:diff-${name}`, size, instruction: `COPY ${name} /` };
}

/**
 * @param {string} name
 * @param {import("../../main/resources/static/js/model/engine-model.js").Layer[]} layers
 */
export function image(name, layers) {
  return { id: `sha256:${name}`, references: [`${name}:latest`], size: 0, layers };
}

/** @param {string} id */
export function container(id, { name = id, image = "sha256:hello", state = "exited" } = {}) {
  return { id, name, image, imageName: "hello", state, health: null, exitCode: 0, command: "/hello", ports: [] };
}

/**
 * @param {string} action
 * @param {string} id
 */
export function event(action, id) {
  return { kind: "container", action, id, attributes: { name: id }, time: "2026-01-01T00:00:00Z" };
}

/**
 * A bridge network whose id is its name.
 * @param {string} name
 * @param {Partial<import("../../main/resources/static/js/model/engine-model.js").Network>} [other]
 */
export function network(name, other = {}) {
  return {
    id: name,
    name,
    driver: "bridge",
    subnet: "172.18.0.0/16",
    gateway: "172.18.0.1",
    device: `br-${name}`,
    mode: null,
    closed: false,
    carrier: null,
    ...other,
  };
}

/** @param {{id: string}} network */
export function endpoint({ id }) {
  return {
    network: id,
    device: "eth0",
    hostDevice: "veth0000001",
    address: "172.18.0.2",
    prefix: 16,
    mac: "02:42:ac:12:00:02",
    names: ["web"],
  };
}
