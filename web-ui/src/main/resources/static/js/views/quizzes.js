// @ts-check
import { text } from "../texts.js";

/**
 * @typedef {{answer: string, right: boolean, html: string}} Feedback
 * @typedef {{type: "quiz", id: string, verdict: string, attempts: number, given: string, sentence: string, compare: string,
 *   feedback: Feedback[]}} QuizMessage
 */

/** What is said to answers that count; to the others the student goes on typing. */
const ATTEMPTS = ["right", "partly", "wrong", "noted", "shown"];

/** The questions of the lesson: sends what the student answers, shows what the server says to it. */
export class Quizzes {
  /** What was said last, by question. @type {Map<string, QuizMessage>} */
  #said = new Map();

  /** @param {(message: object) => void} send */
  constructor(send) {
    document.addEventListener("submit", (event) => {
      const form = event.target;
      if (form instanceof HTMLFormElement && form.dataset.quiz !== undefined) {
        event.preventDefault();
        submit(form, send);
      }
    });
  }

  /** @param {QuizMessage} message */
  show(message) {
    this.#said.set(message.id, message);
    const form = document.querySelector(`form[data-quiz="${message.id}"]`);
    if (form instanceof HTMLFormElement) {
      show(form, message);
    }
  }

  /** Questions may stand in texts that were written anew. */
  showAgain() {
    for (const message of this.#said.values()) {
      this.show(message);
    }
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {(message: object) => void} send
 */
function submit(form, send) {
  const answers = new FormData(form).getAll("answer").map(String);
  const isChoice = form.dataset.kind === "single" || form.dataset.kind === "multiple";
  const quiz = form.dataset.quiz;
  if (answers.every((answer) => answer.trim() === "")) {
    verdictOf(form).replaceChildren(paragraph(text(isChoice ? "quiz.choose" : "quiz.write")));
    return;
  }
  form.setAttribute("aria-busy", "true");
  send(isChoice ? { type: "answer", quiz, answers } : { type: "answer", quiz, text: answers[0] });
}

/**
 * @param {HTMLFormElement} form
 * @param {QuizMessage} message
 */
function show(form, message) {
  if (message.verdict === "open") {
    reopen(form);
    return;
  }
  const hadFocus = form.contains(document.activeElement);
  const isNoted = message.verdict === "noted";
  const isShown = message.verdict === "shown";
  const isFinal = isNoted || isShown || message.verdict === "right";
  form.removeAttribute("aria-busy");
  form.dataset.mark = message.verdict;
  restore(form, message.given, isShown);
  for (const label of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-answer]"))) {
    const said = message.feedback.find(({ answer }) => answer === label.dataset.answer);
    label.dataset.mark = said === undefined || isNoted ? "" : said.right ? "right" : "wrong";
  }
  const verdict = verdictOf(form);
  const feedback = message.feedback.flatMap(({ html }) => [...fragment(html).childNodes]);
  verdict.replaceChildren(paragraph(message.sentence), ...(isNoted ? [fold(message.compare, feedback)] : feedback));
  setFinal(form, isFinal);
  if (hadFocus && isFinal) {
    verdict.tabIndex = -1;
    verdict.focus();
  }
}

/**
 * What was answered is forgotten: the student begins once more.
 * @param {HTMLFormElement} form
 */
function reopen(form) {
  if (!ATTEMPTS.includes(form.dataset.mark ?? "")) {
    return;
  }
  form.reset();
  delete form.dataset.mark;
  for (const label of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-answer]"))) {
    label.dataset.mark = "";
  }
  verdictOf(form).replaceChildren();
  setFinal(form, false);
}

/**
 * @param {HTMLFormElement} form
 * @param {boolean} isFinal whether it is answered once and for all
 */
function setFinal(form, isFinal) {
  const fields = /** @type {HTMLFieldSetElement} */ (form.querySelector("fieldset"));
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button[type=submit]"));
  fields.disabled = isFinal;
  button.hidden = isFinal;
}

/**
 * Shows what was answered before, where the student has not begun to answer again.
 * @param {HTMLFormElement} form
 * @param {string} given
 * @param {boolean} isShown whether it is the server's answer, and stands in any case
 */
function restore(form, given, isShown) {
  const inputs = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[name=answer]")]);
  if (!isShown && inputs.some((input) => (input.type === "text" ? input.value !== "" : input.checked))) {
    return;
  }
  for (const input of inputs) {
    if (input.type === "text") {
      input.value = given;
    } else {
      input.checked = given.split(" ").includes(input.value);
    }
  }
}

/** @param {HTMLFormElement} form */
function verdictOf(form) {
  return /** @type {HTMLElement} */ (form.querySelector("[data-quiz-verdict]"));
}

/** @param {string} sentence */
function paragraph(sentence) {
  const element = document.createElement("p");
  element.className = "quiz-sentence";
  element.textContent = sentence;
  return element;
}

/**
 * @param {string} title
 * @param {Node[]} content
 */
function fold(title, content) {
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.textContent = title;
  details.append(summary, ...content);
  return details;
}

/**
 * A part of the lesson's text, as the server wrote it.
 * @param {string} html
 */
function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}
