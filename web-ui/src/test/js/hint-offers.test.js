// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, hintOpened, isStuck, PATIENCE } from "../../main/resources/static/js/model/hint-offers.js";

/**
 * @param {string} id
 * @param {string} reason
 * @returns {import("../../main/resources/static/js/model/engine-model.js").Step[]}
 */
function open(id, reason) {
  return [
    { id: "before", status: "done", reason: null },
    { id, status: "open", reason },
  ];
}

/**
 * Whether somebody needs a hint for a step.
 * @param {import("../../main/resources/static/js/model/hint-offers.js").Tries[]} tries
 * @param {string} step
 * @param {number} now
 */
function isStuckAt(tries, step, now) {
  const own = tries.find((each) => each.step === step);
  return own !== undefined && isStuck(own, now);
}

test("who has just begun is left alone", () => {
  assert.equal(isStuckAt(follow([], open("run", "no container"), "run", 0), "run", PATIENCE.milliseconds - 1), false);
});

test("after some time the next hint is due", () => {
  assert.equal(isStuckAt(follow([], open("run", "no container"), "run", 0), "run", PATIENCE.milliseconds), true);
});

test("the same reason said again is no attempt, another one is", () => {
  let tries = follow([], open("run", "no container"), "run", 0);
  const first = tries;
  for (let i = 0; i < PATIENCE.attempts; i++) {
    tries = follow(tries, open("run", "no container"), "run", i);
  }
  assert.equal(tries, first);
  for (let i = 0; i < PATIENCE.attempts; i++) {
    assert.equal(isStuckAt(tries, "run", 10), false);
    tries = follow(tries, open("run", `exit code ${i}`), "run", 10);
  }
  assert.equal(isStuckAt(tries, "run", 10), true);
});

test("the next step begins anew, and so does who opened a hint", () => {
  const late = PATIENCE.milliseconds;
  const tries = follow([], open("run", "no container"), "run", 0);
  assert.equal(isStuckAt(follow(tries, open("stop", "it runs"), "stop", late), "stop", late), false);
  assert.equal(isStuckAt(hintOpened(tries, "run", late), "run", late), false);
  assert.equal(isStuckAt(hintOpened(tries, "run", late), "run", 2 * late), true);
});

test("steps that are open side by side are tried each by itself", () => {
  /** @param {string} reason @returns {import("../../main/resources/static/js/model/engine-model.js").Step[]} */
  const both = (reason) => [
    { id: "run", status: "open", reason },
    { id: "stop", status: "open", reason: "it runs" },
  ];
  let tries = follow([], both("no container"), "run", 0);
  for (let i = 0; i < PATIENCE.attempts; i++) {
    tries = follow(tries, both(`exit code ${i}`), "run", 10);
  }
  assert.equal(isStuckAt(tries, "run", 10), true);
  assert.equal(isStuckAt(tries, "stop", 10), false);
  const opened = hintOpened(tries, "run", PATIENCE.milliseconds);
  assert.equal(isStuckAt(opened, "run", PATIENCE.milliseconds), false);
});

test("time passes at the step where somebody is", () => {
  const late = PATIENCE.milliseconds;
  /** @type {import("../../main/resources/static/js/model/engine-model.js").Step[]} */
  const both = [
    { id: "run", status: "open", reason: "no container" },
    { id: "stop", status: "open", reason: "it runs" },
  ];
  const tries = follow([], both, "run", 0);
  assert.equal(isStuckAt(tries, "run", late), true);
  assert.equal(isStuckAt(tries, "stop", late), false);
  const moved = follow(tries, both, "stop", late);
  assert.equal(isStuckAt(moved, "run", 2 * late), false);
  assert.equal(isStuckAt(moved, "stop", 2 * late - 1), false);
  assert.equal(isStuckAt(moved, "stop", 2 * late), true);
});

test("when all is done nobody needs a hint", () => {
  assert.deepEqual(follow([], [{ id: "run", status: "done", reason: null }], "", 0), []);
});
