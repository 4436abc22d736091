// @ts-check
/** The frames that a terminal's WebSocket takes; the server's ClientFrame reads them. */

const INPUT = 0;
const RESIZE = 1;
const SHOWN = 2;
const MOST_INPUT = 16 * 1024;

/**
 * What was typed or pasted, in as many frames as it needs.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array<ArrayBuffer>[]}
 */
export function inputFrames(bytes) {
  const frames = [];
  for (let start = 0; start < bytes.length; start += MOST_INPUT) {
    const piece = bytes.subarray(start, start + MOST_INPUT);
    const frame = new Uint8Array(piece.length + 1);
    frame[0] = INPUT;
    frame.set(piece, 1);
    frames.push(frame);
  }
  return frames;
}

/**
 * @param {number} rows
 * @param {number} columns
 */
export function resizeFrame(rows, columns) {
  const frame = new DataView(new ArrayBuffer(5));
  frame.setUint8(0, RESIZE);
  frame.setUint16(1, rows);
  frame.setUint16(3, columns);
  return frame.buffer;
}

/** @param {number} bytes of output that have been shown */
export function shownFrame(bytes) {
  const frame = new DataView(new ArrayBuffer(5));
  frame.setUint8(0, SHOWN);
  frame.setUint32(1, bytes);
  return frame.buffer;
}
