// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { currentStep } from "../../main/resources/static/js/model/current-step.js";

/** @typedef {import("../../main/resources/static/js/model/engine-model.js").Step} Step */

/** @param {[string, Step["status"], string | null][]} steps @returns {Step[]} */
function steps(...steps) {
  return steps.map(([id, status, reason]) => ({ id, status, reason }));
}

const BOTH = steps(
  ["one", "done", null],
  ["two", "open", "no web"],
  ["three", "open", "no db"],
  ["four", "waiting", "later"],
);

test("who comes is at the first open step", () => {
  assert.equal(currentStep(BOTH, [], "")?.id, "two");
});

test("who does something about another open step is there, and stays there", () => {
  const tried = steps(["one", "done", null], ["two", "open", "no web"], ["three", "open", "db has ended"]);
  assert.equal(currentStep(tried, BOTH, "two")?.id, "three");
  assert.equal(currentStep(tried, tried, "three")?.id, "three");
});

test("who has done a step is at the first that is open then", () => {
  const done = steps(
    ["one", "done", null],
    ["two", "open", "no web"],
    ["three", "done", null],
    ["four", "open", "later"],
  );
  assert.equal(currentStep(done, BOTH, "three")?.id, "two");
});

test("a step that has just opened is not where somebody did something", () => {
  const opened = steps(
    ["one", "done", null],
    ["two", "open", "no web"],
    ["three", "open", "no db"],
    ["four", "open", "no net"],
  );
  assert.equal(currentStep(opened, BOTH, "three")?.id, "three");
});

test("a step that is open again is where somebody has to go", () => {
  const lost = steps(
    ["one", "open", "no net"],
    ["two", "open", "no web"],
    ["three", "open", "no db"],
    ["four", "waiting", "later"],
  );
  assert.equal(currentStep(lost, BOTH, "three")?.id, "one");
});

test("where all is done nobody is anywhere", () => {
  assert.equal(currentStep(steps(["one", "done", null]), BOTH, "two"), undefined);
});
