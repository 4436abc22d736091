// @ts-check
/**
 * How images, their layers and their containers stand on each other: each layer once, however many images share it.
 *
 * @typedef {import("./engine-model.js").Layer} Layer
 * @typedef {import("./engine-model.js").Image} Image
 * @typedef {import("./engine-model.js").Container} Container
 *
 * @typedef {object} Box a part of the picture; it stands on what has a lower level in the same columns
 * @property {"layer" | "image" | "container"} kind
 * @property {string} key
 * @property {number} level 0 is the ground
 * @property {number} column where it begins
 * @property {number} span how many columns wide it is
 * @property {Layer} [layer]
 * @property {number} [sharedBy] how many images have the layer
 * @property {Image} [image]
 * @property {Container} [container]
 *
 * @typedef {{box: Box, above: Node[]}} Node
 * @typedef {{boxes: Box[], columns: number, levels: number, left: number}} LayerPicture left: columns that had no place
 */

const MOST_COLUMNS = 24;

/**
 * @param {Image[]} images
 * @param {Container[]} containers
 * @param {number} [mostColumns]
 * @returns {LayerPicture}
 */
export function layerPicture(images, containers, mostColumns = MOST_COLUMNS) {
  const ground = plant(images, containers);
  /** @type {Box[]} */
  const boxes = [];
  let columns = 0;
  let left = 0;
  for (const node of ground) {
    const width = widthOf(node);
    if (columns > 0 && columns + width > mostColumns) {
      left += width;
    } else {
      place(node, columns, 0, boxes);
      columns += width;
    }
  }
  return { boxes, columns, left, levels: Math.max(0, ...boxes.map(({ level }) => level + 1)) };
}

/**
 * The lowest layers, with everything that stands on each.
 * @param {Image[]} images
 * @param {Container[]} containers
 */
function plant(images, containers) {
  /** @type {Node[]} */
  const ground = [];
  /** @type {Map<string, Node>} */
  const layers = new Map();
  for (const image of [...images].reverse()) {
    let below = ground;
    for (const layer of image.layers) {
      let node = layers.get(layer.chain);
      if (node === undefined) {
        node = { box: box("layer", layer.chain, { layer, sharedBy: 0 }), above: [] };
        layers.set(layer.chain, node);
        below.push(node);
      }
      node.box.sharedBy = (node.box.sharedBy ?? 0) + 1;
      below = node.above;
    }
    below.push({ box: box("image", image.id, { image }), above: containersOf(image, containers) });
  }
  return ground;
}

/**
 * @param {Image} image
 * @param {Container[]} containers
 * @returns {Node[]}
 */
function containersOf(image, containers) {
  return containers
    .filter((container) => container.image === image.id)
    .reverse()
    .map((container) => ({ box: box("container", container.id, { container }), above: [] }));
}

/**
 * @param {Box["kind"]} kind
 * @param {string} key
 * @param {Partial<Box>} content
 * @returns {Box}
 */
function box(kind, key, content) {
  return { kind, key: `${kind} ${key}`, level: 0, column: 0, span: 1, ...content };
}

/**
 * @param {Node} node
 * @returns {number} columns
 */
function widthOf(node) {
  return Math.max(
    1,
    node.above.map(widthOf).reduce((sum, width) => sum + width, 0),
  );
}

/**
 * @param {Node} node
 * @param {number} column
 * @param {number} level
 * @param {Box[]} boxes gets the node and what stands on it
 */
function place(node, column, level, boxes) {
  boxes.push({ ...node.box, column, level, span: widthOf(node) });
  let next = column;
  for (const above of node.above) {
    place(above, next, level + 1, boxes);
    next += widthOf(above);
  }
}
