// @ts-check
/** How a solution is typed: lines of text, and lines such as `^P^Q`, which stand for keys pressed with Ctrl. */

const KEYS = /^(\^[A-Z])+$/;
const PROMPT = /^[^\n]*[#$] $/;
const CONTINUATION = "> ";
const BEFORE_A = 64;

/** @param {string} command */
export function isKeys(command) {
  return KEYS.test(command);
}

/**
 * @param {string} command
 * @returns {string} what is sent to the terminal
 */
export function bytesOf(command) {
  return isKeys(command)
    ? command.replace(/\^([A-Z])/g, (_, key) => String.fromCharCode(key.charCodeAt(0) - BEFORE_A))
    : `${command}\r`;
}

/**
 * @typedef {"prompt" | "return" | "continuation" | "output"} Answer what is waited for after a line; the prompt that returns after keys
 *   may stand behind their echo
 * @typedef {{send: string, answer: Answer}} Typed
 * @typedef {{host: number, terminal: string}} Place
 * @typedef {Place & {lines: Typed[], goesOn: boolean}} Turn what is typed into one terminal before another one comes; it goes on
 *   when it begins with keys for what runs there
 */

/**
 * @param {string} command
 * @param {boolean} keysFollow
 * @returns {Typed[]} lines in the order in which they are typed
 */
function linesToType(command, keysFollow) {
  const lines = command.split("\n");
  const last = keysFollow ? "output" : isKeys(command) ? "return" : "prompt";
  return lines.map((line, at) => ({
    send: bytesOf(line),
    answer: at + 1 < lines.length ? "continuation" : last,
  }));
}

/**
 * @param {Place} one
 * @param {Place} other
 */
function isSamePlace(one, other) {
  return one.host === other.host && one.terminal === other.terminal;
}

/**
 * A command before keys for the same terminal goes on there while something is typed elsewhere.
 * @param {(Place & {command: string})[]} commands
 * @returns {Turn[]}
 */
export function turnsOf(commands) {
  /** @type {Turn[]} */
  const turns = [];
  commands.forEach((line, index) => {
    const { host, terminal, command } = line;
    const next = commands.slice(index + 1).find((other) => isSamePlace(line, other));
    const lines = linesToType(command, isKeys(next?.command ?? ""));
    const last = turns.at(-1);
    if (last !== undefined && isSamePlace(last, line)) {
      last.lines.push(...lines);
    } else {
      turns.push({ host, terminal, lines, goesOn: isKeys(command) });
    }
  });
  return turns;
}

/**
 * Whether what was waited for has come.
 * @param {Answer} answer
 * @param {string} line where the cursor is, up to the cursor
 * @param {number} feeds how many lines have begun since the last one was typed
 * @param {string} before where the cursor was then, up to the cursor
 */
export function hasCome(answer, line, feeds, before) {
  switch (answer) {
    case "return":
      return (feeds > 0 || line !== before) && PROMPT.test(line);
    case "prompt":
      return feeds > 0 && PROMPT.test(line);
    case "continuation":
      return feeds > 0 && line.endsWith(CONTINUATION);
    default:
      return feeds > 1 || (feeds > 0 && line.trim() !== "");
  }
}

/** @param {string} line where the cursor is, up to the cursor */
export function isPrompt(line) {
  return PROMPT.test(line);
}
