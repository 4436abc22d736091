// @ts-check
import { currentStep, isDone } from "../model/current-step.js";
import { text } from "../texts.js";

/** @typedef {import("../model/engine-model.js").Step} Step */

/** Where the student is. */
let current = "";

/**
 * Shows how far the student is: in the bar of steps and under each step's text.
 * @param {Step[]} steps
 * @param {Step[]} before what was shown until now
 * @returns {string} id of the step where the student is; empty when all are done
 */
export function renderSteps(steps, before) {
  if (steps === before || steps.length === 0) {
    return current;
  }
  for (const { id, status, reason, wrong } of steps) {
    for (const element of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`[data-step="${id}"]`))) {
      element.dataset.status = status;
      put(element.querySelector("[data-verdict]"), reason ?? text(`step.${status}`));
      put(element.querySelector("[data-status-text]"), text(`progress.${status}`));
      explain(element, wrong ?? "");
    }
  }
  const open = steps.filter(({ status }) => status === "open");
  const step = currentStep(steps, before, current);
  current = step?.id ?? "";
  pointTo(current);
  announce(newlyDone(steps, before), step === undefined ? "" : reasonOf(step, steps));
  const done = /** @type {HTMLElement | null} */ (document.querySelector("[data-lesson-done]"));
  if (done !== null) {
    done.hidden = open.length > 0;
  }
  return current;
}

/**
 * Why a step is not done, with its number where it is not plain which one is meant.
 * @param {Step} step
 * @param {Step[]} steps
 */
function reasonOf(step, steps) {
  const place = steps.indexOf(step);
  const isOne = !steps.some((each) => each !== step && each.status === "open") && !steps.slice(place).some(isDone);
  return isOne || !step.reason ? (step.reason ?? "") : `${text("step.number", place + 1)}: ${step.reason}`;
}

/** @param {string} step id of the one where the student is; empty when all are done */
function pointTo(step) {
  for (const link of document.querySelectorAll("nav.progress [data-step] > a")) {
    if (link.parentElement?.dataset.step === step) {
      link.setAttribute("aria-current", "step");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}

/**
 * Shows what the page has to say of the wrong answer that was given, and nothing of the others.
 * @param {HTMLElement} step
 * @param {string} wrong
 */
function explain(step, wrong) {
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (step.querySelectorAll("[data-wrong]"))) {
    element.hidden = element.dataset.wrong !== wrong;
  }
}

/**
 * @param {Step[]} steps
 * @param {Step[]} before
 * @returns {number[]} places of the steps that have just been done, the first one is 1
 */
function newlyDone(steps, before) {
  return steps.flatMap((step, place) =>
    isDone(step) && before[place] !== undefined && !isDone(before[place]) ? [place + 1] : [],
  );
}

/**
 * Says what has been done and what the open step still wants; one place of the page does so, that it is read aloud once.
 * @param {number[]} done
 * @param {string} reason
 */
function announce(done, reason) {
  const place = document.querySelector("[data-progress-reason]");
  const hidden = document.createElement("span");
  hidden.className = "visually-hidden";
  hidden.textContent = done.map((number) => `${text("progress.step-done", number)} `).join("");
  const sentence = hidden.textContent + reason;
  if (place !== null && place.textContent !== sentence) {
    place.replaceChildren(hidden, reason);
  }
}

/**
 * Changes a text only when it is another one.
 * @param {Element | null} element
 * @param {string} content
 */
function put(element, content) {
  if (element !== null && element.textContent !== content) {
    element.textContent = content;
  }
}
