// @ts-check

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/**
 * A size as `docker images` writes it: thousands, three significant digits.
 * @param {number} bytes
 */
export function sizeText(bytes) {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${Number(size.toPrecision(3))}${UNITS[unit]}`;
}
