// @ts-check
/** What all lists of tabs have in common. */

/**
 * @param {HTMLElement} list
 * @returns {HTMLElement[]}
 */
export function tabsOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=tab]")]);
}

/**
 * One tab is selected, and is the one that the Tab key leads to.
 * @param {HTMLElement} list
 * @param {(tab: HTMLElement) => boolean} isIt
 */
export function selectTab(list, isIt) {
  for (const tab of tabsOf(list)) {
    const selected = isIt(tab);
    tab.setAttribute("aria-selected", String(selected));
    tab.tabIndex = selected ? 0 : -1;
  }
}

/**
 * Where an arrow key leads from the selected tab.
 * @param {HTMLElement} list
 * @param {string} key
 * @returns {HTMLElement | undefined} undefined for other keys
 */
export function neighbour(list, key) {
  const step = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (step === 0) {
    return;
  }
  const tabs = tabsOf(list);
  const at = tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true");
  return tabs[(at + step + tabs.length) % tabs.length];
}
