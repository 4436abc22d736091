// @ts-check
import { turnsOf } from "../model/typing.js";
import { resetStep, restartLesson, solutionOf } from "../net/control.js";
import { text } from "../texts.js";

/** @typedef {import("../elements/lab-hosts.js").LabHosts} LabHosts */

/**
 * The buttons below each step and at the end of the lesson.
 * @param {string} lesson
 * @param {LabHosts} hosts
 */
export function controlSteps(lesson, hosts) {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("[data-action]") : null;
    if (!(button instanceof HTMLButtonElement)) {
      return;
    }
    const step = /** @type {HTMLElement | null} */ (button.closest("[data-step]"))?.dataset.step ?? "";
    switch (button.dataset.action) {
      case "reset-step":
        run(button, "reset", "resetting", () => bringBack(() => resetStep(lesson, step)));
        break;
      case "restart-lesson":
        run(button, "restart", "restarting", () => bringBack(() => restartLesson(lesson)));
        break;
      case "skip-step":
        run(button, "skip", "skipping", () => skip(lesson, step, hosts));
        break;
      case "show-answers":
        run(button, "answers", "answering", async () => {
          await solutionOf(lesson, step);
          return "";
        });
        break;
      default:
    }
  });
}

/**
 * @param {HTMLButtonElement} button
 * @param {string} what is asked
 * @param {string} meanwhile what is said while it lasts
 * @param {() => Promise<string>} work returns what is said afterwards
 */
async function run(button, what, meanwhile, work) {
  if (!confirm(text(`control.${what}.confirm`))) {
    return;
  }
  const message = /** @type {HTMLElement} */ (button.parentElement?.querySelector("[data-control-message]"));
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".step-control button"));
  for (const each of buttons) {
    each.disabled = true;
  }
  message.textContent = text(`control.${meanwhile}`);
  try {
    message.textContent = await work();
  } catch {
    message.textContent = text("control.failed");
  }
  for (const each of buttons) {
    each.disabled = false;
  }
}

/**
 * The page begins anew with what the lab hosts have then.
 * @param {() => Promise<import("../net/control.js").Missing | undefined>} change
 */
async function bringBack(change) {
  const missing = await change();
  if (missing !== undefined) {
    return text(`control.missing.${missing}`);
  }
  location.reload();
  return "";
}

/**
 * @param {string} lesson
 * @param {string} step
 * @param {LabHosts} hosts
 */
async function skip(lesson, step, hosts) {
  const lines = await solutionOf(lesson, step);
  const missing = lines.find(({ host }) => hosts.terminals(host) === undefined);
  if (missing !== undefined) {
    return text("hosts.missing", `host${missing.host}`);
  }
  for (const { host, terminal, lines: here, goesOn } of turnsOf(lines)) {
    hosts.select(host);
    const shown = hosts.terminals(host)?.show(terminal);
    if (shown === undefined) {
      return text("terminals.full");
    }
    if (!(await shown.type(here, goesOn))) {
      return text("control.skip.stuck");
    }
  }
  return "";
}
