// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, hintOpened, isStuck, NONE, PATIENCE } from "../../main/resources/static/js/model/hint-offers.js";

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

test("who has just begun is left alone", () => {
  assert.equal(isStuck(follow(NONE, open("run", "no container"), 0), PATIENCE.milliseconds - 1), false);
});

test("after some time the next hint is due", () => {
  assert.equal(isStuck(follow(NONE, open("run", "no container"), 0), PATIENCE.milliseconds), true);
});

test("the same reason said again is no attempt, another one is", () => {
  let tries = follow(NONE, open("run", "no container"), 0);
  for (let i = 0; i < PATIENCE.attempts; i++) {
    tries = follow(tries, open("run", "no container"), i);
  }
  assert.equal(isStuck(tries, 10), false);
  for (let i = 0; i < PATIENCE.attempts; i++) {
    assert.equal(isStuck(tries, 10), false);
    tries = follow(tries, open("run", `exit code ${i}`), 10);
  }
  assert.equal(isStuck(tries, 10), true);
});

test("the next step begins anew, and so does who opened a hint", () => {
  const late = PATIENCE.milliseconds;
  const tries = follow(NONE, open("run", "no container"), 0);
  assert.equal(isStuck(follow(tries, open("stop", "it runs"), late), late), false);
  assert.equal(isStuck(hintOpened(tries, late), late), false);
  assert.equal(isStuck(hintOpened(tries, late), 2 * late), true);
});

test("when all is done nobody needs a hint", () => {
  const tries = follow(NONE, [{ id: "run", status: "done", reason: null }], 0);
  assert.equal(isStuck(tries, PATIENCE.milliseconds), false);
});
