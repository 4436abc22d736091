// @ts-check
/** Leads the student through a lesson otherwise than step by step. */

/** @typedef {"none" | "busy" | "hosts" | "labs" | "disk" | "memory"} Missing */

const OK = 200;
const NO_CONTENT = 204;
const CONFLICT = 409;

/**
 * @param {string} path
 * @param {number[]} expected
 */
async function post(path, expected) {
  const answer = await fetch(path, { method: "POST" });
  if (!expected.includes(answer.status)) {
    throw new Error(`the server answered ${answer.status}`);
  }
  return answer;
}

/**
 * @param {string} path
 * @returns {Promise<Missing | undefined>} undefined when it is done, else why it cannot be
 */
async function change(path) {
  const answer = await post(path, [NO_CONTENT, CONFLICT]);
  return answer.status === CONFLICT ? (await answer.json()).reason : undefined;
}

/** @param {string} lesson */
export function restartLesson(lesson) {
  return change(`/lessons/${lesson}/restart`);
}

/**
 * @param {string} lesson
 * @param {string} step
 */
export function resetStep(lesson, step) {
  return change(`/lessons/${lesson}/steps/${step}/reset`);
}

/**
 * @param {string} lesson
 * @param {string} step
 * @returns {Promise<{host: number, terminal: string, command: string}[]>} what to type
 */
export async function solutionOf(lesson, step) {
  const answer = await post(`/lessons/${lesson}/steps/${step}/solution`, [OK]);
  return (await answer.json()).lines;
}
