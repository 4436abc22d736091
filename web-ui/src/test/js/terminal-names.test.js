// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, nextName, placeFor } from "../../main/resources/static/js/model/terminal-names.js";

test("a new terminal has the lowest number that is free", () => {
  assert.equal(nextName(["1"], 4), "2");
  assert.equal(nextName(["1", "logs", "3"], 4), "2");
  assert.equal(nextName(["1", "2", "logs"], 4), "3");
});

test("there are not more than there may be", () => {
  assert.equal(nextName(["1", "logs", "watch", "stats"], 4), undefined);
});

test("numbers come before names", () => {
  assert.deepEqual(inOrder(["watch", "2", "logs", "1"]), ["1", "2", "logs", "watch"]);
});

test("a command without a terminal is not typed where a lesson lets something run", () => {
  assert.equal(placeFor("1"), "1");
  assert.equal(placeFor("3"), "3");
  assert.equal(placeFor("logs"), "1");
});
