// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { isMoving, send, settle, step } from "../../main/resources/static/js/model/walk.js";
import { container } from "./samples.js";

/** @typedef {ReadonlyMap<string, import("../../main/resources/static/js/model/walk.js").Walker>} Walkers */

/** @param {string[]} states */
function moves(...states) {
  return states.map((state) => ({ id: "c1", name: "web", state }));
}

/** @param {Walkers} walkers */
function allStates(walkers) {
  const states = [];
  let now = walkers;
  while (isMoving(now)) {
    states.push(now.get("c1")?.state);
    now = step(now);
  }
  states.push(now.get("c1")?.state ?? "nowhere");
  return states;
}

test("what is there at first stands in its state at once", () => {
  const walkers = settle(new Map(), [container("c1", { state: "paused" })]);

  assert.equal(isMoving(walkers), false);
  assert.equal(walkers.get("c1")?.state, "paused");
});

test("a container that ran for a moment is shown in each state it had", () => {
  const walkers = settle(send(new Map(), moves("created", "running", "exited")), [container("c1")]);

  assert.deepEqual(allStates(walkers), ["created", "running", "exited"]);
});

test("a container that was removed at once leaves the picture", () => {
  const walkers = settle(send(new Map(), moves("created", "running", "exited", "removing")), []);

  assert.deepEqual(allStates(walkers), ["created", "running", "exited", "removing", "nowhere"]);
});

test("the engine's word is the last one, whatever events said", () => {
  const walkers = settle(send(new Map(), moves("created", "running")), [container("c1", { state: "dead" })]);

  assert.deepEqual(allStates(walkers), ["created", "running", "dead"]);
});

test("a crash loop does not make an endless way", () => {
  const many = Array.from({ length: 100 }, (_, turn) => (turn % 2 === 0 ? "running" : "exited"));

  const walkers = settle(send(new Map(), moves(...many)), [container("c1")]);

  assert.ok(allStates(walkers).length < 12);
});
