// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { arrowsOf } from "../../main/resources/static/js/model/lifecycle.js";
import { placesOf, wayBetween } from "../../main/resources/static/js/views/lifecycle-layout.js";

test("all verbs between two states share one arrow", () => {
  const arrows = arrowsOf([
    { from: "running", verb: "stop", to: "exited" },
    { from: "running", verb: "pause", to: "paused" },
    { from: "running", verb: "kill", to: "exited" },
    { from: "running", verb: "force remove", to: "removing" },
  ]);

  assert.deepEqual(arrows, [
    { from: "running", to: "exited", verbs: ["stop", "kill"] },
    { from: "running", to: "paused", verbs: ["pause"] },
  ]);
});

test("the seven states have places that do not overlap, on a phone as on a wide screen", () => {
  for (const width of [300, 700]) {
    const places = [...placesOf(width).values()];
    assert.equal(places.length, 7);
    for (const [index, one] of places.entries()) {
      assert.ok(one.x + one.width <= width);
      for (const other of places.slice(index + 1)) {
        const apart =
          one.x + one.width <= other.x ||
          other.x + other.width <= one.x ||
          one.y + one.height <= other.y ||
          other.y + other.height <= one.y;
        assert.ok(apart, `at ${width}`);
      }
    }
  }
});

test("arrows there and back keep apart", () => {
  const places = placesOf(600);
  const running = places.get("running");
  const paused = places.get("paused");
  assert.ok(running !== undefined && paused !== undefined);

  const there = wayBetween(running, paused, true);
  const back = wayBetween(paused, running, true);

  assert.notEqual(there.label?.y, back.label?.y);
});
