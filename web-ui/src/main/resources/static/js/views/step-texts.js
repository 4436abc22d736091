// @ts-check

/**
 * Takes over the texts of steps from the page as the server would write it now: what was captured in a step stands in the
 * texts of those that follow. Steps that are done stay as they were read.
 * @param {string} address of the page
 * @returns {Promise<boolean>} whether there were any
 */
export async function refreshTexts(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    return false;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const shown of document.querySelectorAll("section.step:not([data-status=done])")) {
    const fresh = page.getElementById(shown.id);
    if (fresh !== null) {
      shown.replaceWith(document.adoptNode(fresh));
    }
  }
  return true;
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
