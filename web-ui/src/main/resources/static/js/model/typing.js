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
 * @typedef {"prompt" | "continuation" | "output"} Answer what is waited for after a line
 * @param {string[]} commands
 * @returns {{send: string, answer: Answer}[]} lines in the order in which they are typed
 */
export function linesToType(commands) {
  return commands.flatMap((command, index) => {
    const lines = command.split("\n");
    const keysFollow = isKeys(commands[index + 1] ?? "");
    return lines.map((line, at) => ({
      send: bytesOf(line),
      answer: /** @type {Answer} */ (at + 1 < lines.length ? "continuation" : keysFollow ? "output" : "prompt"),
    }));
  });
}

/**
 * Whether what was waited for has come.
 * @param {Answer} answer
 * @param {string} line where the cursor is, up to the cursor
 * @param {number} feeds how many lines have begun since the last one was typed
 */
export function hasCome(answer, line, feeds) {
  switch (answer) {
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
