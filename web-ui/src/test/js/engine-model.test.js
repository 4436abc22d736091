// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { apply, EMPTY } from "../../main/resources/static/js/model/engine-model.js";
import { container, event, image, layer } from "./samples.js";

test("an engine message replaces what is known of the engine and keeps the steps", () => {
  const before = apply(EMPTY, { type: "progress", steps: [{ id: "run", status: "open", reason: "not yet" }] });

  const after = apply(before, {
    type: "engine",
    images: [image("hello", [layer("a")])],
    containers: [container("c1")],
    build: null,
  });

  assert.equal(before.known, false);
  assert.equal(after.known, true);
  assert.deepEqual(
    after.containers.map(({ id }) => id),
    ["c1"],
  );
  assert.deepEqual(after.steps, before.steps);
});

test("events become moves of containers; other events are none", () => {
  const model = apply(EMPTY, {
    type: "events",
    events: [event("create", "c1"), event("attach", "c1"), event("start", "c1"), event("die", "c1")],
  });

  assert.deepEqual(
    model.moves.map(({ state }) => state),
    ["created", "running", "exited"],
  );
});

test("an event of a network is no move", () => {
  const model = apply(EMPTY, { type: "events", events: [{ ...event("create", "n1"), kind: "network" }] });

  assert.deepEqual(model.moves, []);
});

test("a message of a kind that is not known changes nothing", () => {
  const message = /** @type {any} */ ({ type: "weather" });

  assert.equal(apply(EMPTY, message), EMPTY);
});
