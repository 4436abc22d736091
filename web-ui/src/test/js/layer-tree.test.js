// @ts-check
import assert from "node:assert/strict";
import { test } from "node:test";
import { layerPicture } from "../../main/resources/static/js/model/layer-tree.js";
import { container, image, layer } from "./samples.js";

/** @param {import("../../main/resources/static/js/model/layer-tree.js").LayerPicture} picture */
function summary(picture) {
  return picture.boxes.map(({ key, level, column, span }) => `${key} level ${level} column ${column} span ${span}`);
}

test("a container stands on its image, the image on its layers", () => {
  const picture = layerPicture([image("hello", [layer("a"), layer("b")])], [container("c1")]);

  assert.deepEqual(summary(picture), [
    "layer sha256:chain-a level 0 column 0 span 1",
    "layer sha256:chain-b level 1 column 0 span 1",
    "image sha256:hello level 2 column 0 span 1",
    "container c1 level 3 column 0 span 1",
  ]);
  assert.equal(picture.levels, 4);
});

test("a layer that two images share is drawn once, under both", () => {
  const base = layer("base");
  const picture = layerPicture([image("second", [base, layer("x")]), image("first", [base])], []);

  const layers = picture.boxes.filter(({ kind }) => kind === "layer");
  assert.deepEqual(
    layers.map(({ key, sharedBy, span }) => [key, sharedBy, span]),
    [
      ["layer sha256:chain-base", 2, 2],
      ["layer sha256:chain-x", 1, 1],
    ],
  );
  assert.equal(picture.columns, 2);
});

test("each container of an image has a column of its own, the oldest first", () => {
  const picture = layerPicture([image("hello", [layer("a")])], [container("new"), container("old")]);

  assert.deepEqual(
    picture.boxes.filter(({ kind }) => kind === "container").map(({ key, column }) => [key, column]),
    [
      ["container old", 0],
      ["container new", 1],
    ],
  );
});

test("what has no place is counted", () => {
  const images = ["c", "b", "a"].map((name) => image(name, [layer(name)]));

  const picture = layerPicture(images, [], 2);

  assert.equal(picture.columns, 2);
  assert.equal(picture.left, 1);
});

test("nothing is a picture, too", () => {
  assert.deepEqual(layerPicture([], []), { boxes: [], columns: 0, left: 0, levels: 0 });
});
