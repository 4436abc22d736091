// @ts-check

const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * Makes an SVG element. Texts become text nodes, so what students named can never become markup.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} name
 * @param {Record<string, string | number>} attributes
 * @param {(Node | string)[]} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(name, attributes, ...children) {
  const element = document.createElementNS(NAMESPACE, name);
  for (const [attribute, value] of Object.entries(attributes)) {
    element.setAttribute(attribute, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * Cuts a text to what fits; wide characters count twice.
 * @param {string} text
 * @param {number} width pixels
 * @param {number} character width of a narrow one
 */
export function fitted(text, width, character) {
  let room = Math.floor(width / character);
  let length = 0;
  for (const letter of text) {
    room -= (letter.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1;
    if (room < 0) {
      return `${text.slice(0, Math.max(0, length - 1))}…`;
    }
    length += letter.length;
  }
  return text;
}
