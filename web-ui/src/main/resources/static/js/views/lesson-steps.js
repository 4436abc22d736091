// @ts-check
import { text } from "../texts.js";

/**
 * Shows how far the student is: in the bar of steps and under each step's text.
 * @param {import("../model/engine-model.js").Step[]} steps
 */
export function renderSteps(steps) {
  for (const { id, status, reason } of steps) {
    const sentence = reason ?? text(`step.${status}`);
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-step="${id}"]`))) {
      element.dataset.status = status;
      put(element.querySelector("[data-verdict]"), sentence);
      put(element.querySelector("[data-status-text]"), text(`progress.${status}`));
    }
  }
  const done = /** @type {HTMLElement | null} */ (document.querySelector("[data-lesson-done]"));
  if (done !== null && steps.length > 0) {
    done.hidden = steps.some(({ status }) => status !== "done");
  }
}

/**
 * Changes a text only when it is another one, so that it is read aloud once.
 * @param {Element | null} element
 * @param {string} content
 */
function put(element, content) {
  if (element !== null && element.textContent !== content) {
    element.textContent = content;
  }
}
