// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { sizeText } from "../../main/resources/static/js/model/sizes.js";
import { delayBefore } from "../../main/resources/static/js/net/backoff.js";
import { inputFrames, resizeFrame, shownFrame } from "../../main/resources/static/js/net/terminal-frames.js";
import { stateAfter } from "../../main/resources/static/js/net/terminal-socket.js";

test("each wait is longer than the one before, up to a limit", () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 99].map((attempt) => delayBefore(attempt, () => 1));

  assert.deepEqual(waits, [250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
  assert.equal(
    delayBefore(2, () => 0),
    500,
  );
});

test("a long paste is cut into frames that the server takes", () => {
  const frames = inputFrames(new Uint8Array(40_000).fill(7));

  assert.deepEqual(
    frames.map((frame) => [frame[0], frame.length]),
    [
      [0, 16_385],
      [0, 16_385],
      [0, 7233],
    ],
  );
});

test("sizes and acknowledgements are written most significant byte first", () => {
  assert.deepEqual([...new Uint8Array(resizeFrame(24, 300))], [1, 0, 24, 1, 44]);
  assert.deepEqual([...new Uint8Array(shownFrame(65_537))], [2, 0, 1, 0, 1]);
});

test("the page says why a connection was closed", () => {
  assert.deepEqual(
    [
      [1008, ""],
      [1011, "the lab host did not start"],
      [1013, "labs"],
      [1013, "disk"],
      [1013, "memory"],
      [1006, ""],
    ].map(([code, reason]) => stateAfter(Number(code), String(reason))),
    ["refused", "failed", "full-labs", "full-disk", "full-memory", "waiting"],
  );
});

test("sizes look as in docker images", () => {
  assert.deepEqual([0, 999, 13_256, 4_270_000, 1_234_567_890].map(sizeText), [
    "0B",
    "999B",
    "13.3kB",
    "4.27MB",
    "1.23GB",
  ]);
});
