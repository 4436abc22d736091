// @ts-check

/**
 * The page as the server would write it now.
 * @param {string} address
 * @returns {Promise<Document | undefined>} undefined when there is none
 */
export async function freshPage(address) {
  const answer = await fetch(address);
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
}

/**
 * Takes over the texts of steps: what was captured in a step stands in the texts of those that follow. Steps that are done
 * stay as they were read.
 * @param {Document} page as the server would write it now
 */
export function takeStepTexts(page) {
  for (const shown of steps(document)) {
    const fresh = page.getElementById(shown.id);
    if (shown.dataset.status !== "done") {
      replaceOther(shown, fresh);
    }
  }
}

/**
 * Takes over all words of a lesson that was written anew, with the steps that it has now. What is as it was stays in place,
 * with all that the reader did there.
 * @param {Document} page as the server would write it now
 */
export function takeLesson(page) {
  document.title = page.title;
  const head = "[data-lesson-head]";
  const changed = [replaceOther(document.querySelector(head), page.querySelector(head))];
  const bar = document.querySelector("nav.progress ol");
  const freshBar = page.querySelector("nav.progress ol");
  if (bar !== null && freshBar !== null) {
    bar.replaceWith(document.adoptNode(freshBar));
  }
  const wanted = steps(page).map((fresh) => {
    const shown = document.getElementById(fresh.id);
    if (shown !== null && !isAnother(shown, fresh)) {
      return shown;
    }
    const step = document.adoptNode(fresh);
    keepOpen(shown, step);
    changed.push(step);
    return step;
  });
  for (const shown of steps(document)) {
    if (!wanted.includes(shown)) {
      shown.remove();
    }
  }
  let next = document.querySelector(".lesson-control");
  for (const step of wanted.reverse()) {
    // What is moved loses its focus: what is in place stays there.
    if (step.nextElementSibling !== next) {
      next?.before(step);
    }
    next = step;
  }
  const terms = page.querySelector("[data-terms]");
  if (terms !== null) {
    document.querySelector("[data-terms]")?.replaceWith(document.adoptNode(terms));
  }
  pointOut(changed.filter((each) => each !== undefined));
}

/** @param {Document} page */
function steps(page) {
  return /** @type {HTMLElement[]} */ ([...page.querySelectorAll("section.step")]);
}

/**
 * @param {Element} shown
 * @param {Element} fresh
 */
function isAnother(shown, fresh) {
  return shown.getAttribute("data-edition") !== fresh.getAttribute("data-edition");
}

/**
 * @param {Element | null} shown
 * @param {Element | null} fresh
 * @returns {Element | undefined} what is shown now, when it was replaced
 */
function replaceOther(shown, fresh) {
  if (shown === null || fresh === null || !isAnother(shown, fresh)) {
    return undefined;
  }
  const taken = document.adoptNode(fresh);
  shown.replaceWith(taken);
  return taken;
}

/**
 * Hints that were open stay so.
 * @param {Element | null} shown
 * @param {Element} fresh
 */
function keepOpen(shown, fresh) {
  for (const hint of shown?.querySelectorAll("[data-hint][open]") ?? []) {
    const same = fresh.querySelector(`[data-hint="${hint.getAttribute("data-hint")}"]`);
    same?.toggleAttribute("open", true);
    same?.toggleAttribute("data-opened", true);
  }
}

/**
 * Shows the writer what has changed.
 * @param {Element[]} changed
 */
function pointOut(changed) {
  for (const element of changed) {
    element.classList.add("fresh");
    element.addEventListener("animationend", () => element.classList.remove("fresh"), { once: true });
  }
  changed[0]?.scrollIntoView({ block: "nearest" });
}

/**
 * Makes the caption of each picture lead to it.
 */
export function linkCaptions() {
  for (const caption of document.querySelectorAll(".picture[data-picture] figcaption:not(:has(> a))")) {
    const link = document.createElement("a");
    link.href = `#picture-${caption.closest("[data-picture]")?.getAttribute("data-picture")}`;
    link.append(...caption.childNodes);
    caption.append(link);
  }
}
