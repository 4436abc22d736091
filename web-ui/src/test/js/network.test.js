// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { networkMap } from "../../main/resources/static/js/model/network-map.js";
import { placesOf } from "../../main/resources/static/js/model/network-places.js";
import { columnsFor, layoutOf } from "../../main/resources/static/js/views/network-layout.js";
import { container, endpoint, network } from "./samples.js";

const docker0 = network("bridge", { device: "docker0" });
const host = network("host", { driver: "host", subnet: "", gateway: "", device: "" });
const none = network("none", { driver: "null", subnet: "", gateway: "", device: "" });
const shore = network("shore");
const cellar = network("cellar");
const span = network("span", { driver: "overlay", carrier: { vni: 4097, device: "vx-1", peers: [] } });
const street = network("street", { driver: "macvlan", mode: "bridge", device: "eth0" });
const PREDEFINED = [docker0, host, none];

/**
 * @param {string} id
 * @param {import("../../main/resources/static/js/model/engine-model.js").Network[]} networks
 */
function on(id, ...networks) {
  return {
    ...container(id, { state: "running" }),
    joins: networks.map(({ id: network }) => network),
    endpoints: networks.filter(({ device }) => device !== "").map((network) => endpoint(network)),
  };
}

/** @param {ReturnType<typeof networkMap>} map */
function homes({ sandboxes }) {
  return sandboxes.map(({ containers, home }) => `${containers.map(({ id }) => id).join("+")} at ${home}`);
}

/** @param {ReturnType<typeof placesOf>} places */
function cells({ cells: all }) {
  return Object.fromEntries([...all].map(([key, { lane, row, column }]) => [key, `${lane} ${row} ${column}`]));
}

test("networks come in a fixed order; host and none only with somebody on them", () => {
  const networks = [...PREDEFINED, span, street, shore];

  assert.deepEqual(
    networkMap(networks, []).lanes.map(({ key }) => key),
    ["bridge", "shore", "street", "span"],
  );
  assert.deepEqual(
    networkMap(networks, [on("b", none), on("a", host), on("lost")]).lanes.map(({ key, kind }) => `${key} ${kind}`),
    ["bridge bridge", "shore bridge", "street device", "host host", "none none", "loose loose", "span overlay"],
  );
});

test("containers that share a namespace are one sandbox, of which only the owner has places", () => {
  const owner = { ...on("owner", docker0), ports: [{ address: "", host: 8080, container: "80/tcp" }] };
  const sharing = { ...on("sharing"), shares: "owner" };
  const orphan = { ...on("orphan"), shares: "gone" };
  const map = networkMap(PREDEFINED, [orphan, sharing, owner]);

  assert.deepEqual(homes(map), ["owner+sharing at bridge", "orphan at loose"]);
  assert.deepEqual(map.sandboxes[0]?.ports, owner.ports);
});

test("who does not run stands where it will be, without an address", () => {
  const still = { ...on("still", shore), state: "exited", endpoints: [] };
  const [sandbox] = networkMap([...PREDEFINED, shore], [still]).sandboxes;

  assert.equal(sandbox?.home, "shore");
  assert.equal(sandbox?.isRunning, false);
  assert.deepEqual(sandbox?.plugs, []);
});

test("a new container moves no other one", () => {
  const networks = [...PREDEFINED, shore];
  const first = placesOf(networkMap(networks, [on("c", shore), on("b", docker0), on("a", docker0)]), 2);
  assert.deepEqual(cells(first), { a: "bridge 0 0", b: "bridge 0 1", c: "shore 0 0" });

  const removed = placesOf(networkMap(networks, [on("d", docker0), on("c", shore), on("b", docker0)]), 2, first.cells);
  assert.deepEqual(cells(removed), { b: "bridge 0 1", c: "shore 0 0", d: "bridge 0 0" });

  const more = placesOf(networkMap(networks, [on("e", docker0), on("d", docker0), on("b", docker0)]), 2, removed.cells);
  assert.deepEqual(cells(more), { b: "bridge 0 1", d: "bridge 0 0", e: "bridge 1 0" });
  assert.equal(more.rows.get("bridge"), 2);
});

test("no box stands in the way of a wire", () => {
  const networks = [...PREDEFINED, shore, cellar];
  const down = placesOf(networkMap(networks, [on("between", shore), on("both", docker0, cellar)]), 2);
  assert.deepEqual(cells(down), { both: "bridge 0 0", between: "shore 0 1" });

  // Connected later, the one that was there keeps its place and the wire finds another way.
  const before = placesOf(networkMap(networks, [on("between", shore), on("both", docker0)]), 2);
  assert.deepEqual(cells(before), { both: "bridge 0 0", between: "shore 0 0" });
  const after = placesOf(networkMap(networks, [on("between", shore), on("both", docker0, cellar)]), 2, before.cells);
  assert.deepEqual(cells(after), { both: "bridge 0 1", between: "shore 0 0" });
});

test("a wire up passes the rows of the network above", () => {
  const networks = [...PREDEFINED, shore];
  const below = placesOf(networkMap(networks, [on("up", shore, docker0), on("a", docker0)]), 1);

  assert.deepEqual(cells(below), { a: "bridge 0 0", up: "shore 0 1" });
  assert.equal(below.columns, 2);
});

test("thirty containers on ten networks have a cell each", () => {
  const networks = Array.from({ length: 9 }, (_, index) => network(`n${index}`));
  const all = [docker0, ...networks];
  const containers = Array.from({ length: 30 }, (_, index) =>
    on(`c${index}`, all[index % 10] ?? docker0, ...(index % 3 === 0 ? [all[(index + 4) % 10] ?? docker0] : [])),
  );
  const places = placesOf(networkMap([...PREDEFINED, ...networks], containers), 4);

  assert.equal(new Set(Object.values(cells(places))).size, 30);
});

test("an overlay network stands equally high in all lab hosts", () => {
  const busy = [...PREDEFINED, shore, span];
  const hosts = [
    { number: 1, ...networkMap(busy, [on("b", span), on("a", docker0)]) },
    { number: 2, ...networkMap([...PREDEFINED, span], [on("c", span)]) },
  ].map((host) => ({ ...host, places: placesOf(host, 2) }));
  const { hosts: areas } = layoutOf(hosts);
  const lines = areas.map(({ lanes }) => lanes.get("span")?.lines[0]);

  assert.equal(lines[0], lines[1]);
  assert.ok((lines[0] ?? 0) > (areas[0]?.lanes.get("shore")?.y ?? 0));
  assert.equal(areas[0]?.height, areas[1]?.height);
});

test("there is a column on the narrowest page", () => {
  assert.equal(columnsFor(280, 1), 1);
  assert.equal(columnsFor(280, 3), 2);
  assert.equal(columnsFor(1000, 1), 6);
});
