// @ts-check
import { listen } from "../net/live.js";

/**
 * @typedef {{file: string, line: number, sentence: string}} Problem
 * @typedef {{revision: number, problems: Problem[]}} DraftState
 */

/**
 * Where the lessons are being written: shows what is wrong with them, and has the page follow what is saved.
 * @param {() => Promise<void>} refresh shows the page as the server would write it now
 */
export function followDraft(refresh) {
  const panel = /** @type {HTMLElement | null} */ (document.querySelector("[data-draft]"));
  if (panel === null) {
    return;
  }
  let newest = Number(panel.dataset.revision);
  let isBusy = false;
  const catchUp = async () => {
    if (isBusy) {
      return;
    }
    isBusy = true;
    while (Number(panel.dataset.revision) !== newest) {
      panel.dataset.revision = String(newest);
      await refresh();
    }
    isBusy = false;
  };
  listen("/draft", {}, (/** @type {DraftState} */ { revision, problems }) => {
    newest = revision;
    showProblems(panel, problems);
    catchUp();
  });
}

/**
 * @param {HTMLElement} panel
 * @param {Problem[]} problems
 */
function showProblems(panel, problems) {
  const template = /** @type {HTMLTemplateElement} */ (panel.querySelector("template"));
  const lines = problems.map(({ file, line, sentence }) => {
    const item = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
    put(item, "code", `${file}:${line}`);
    put(item, "span", sentence);
    return item;
  });
  panel.querySelector("ul")?.replaceChildren(...lines);
  panel.querySelector("[data-draft-fine]")?.toggleAttribute("hidden", problems.length > 0);
  panel.querySelector("[data-draft-wrong]")?.toggleAttribute("hidden", problems.length === 0);
}

/**
 * @param {DocumentFragment} item
 * @param {string} place
 * @param {string} content
 */
function put(item, place, content) {
  const element = item.querySelector(place);
  if (element !== null) {
    element.textContent = content;
  }
}
