// @ts-check
/** The page's sentences: the server put them into the template with the id "texts". */

/** @type {Map<string, string>} */
const texts = new Map();

/**
 * The sentence with this key; `{0}` stands for the argument.
 * @param {string} key
 * @param {string | number} [argument]
 */
export function text(key, argument = "") {
  if (texts.size === 0) {
    load();
  }
  const sentence = texts.get(key);
  if (sentence === undefined) {
    throw new Error(`the page has no sentence ${key}`);
  }
  return sentence.replace("{0}", () => String(argument));
}

function load() {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById("texts"));
  for (const element of template.content.querySelectorAll("[data-key]")) {
    texts.set(element.getAttribute("data-key") ?? "", element.textContent ?? "");
  }
}
