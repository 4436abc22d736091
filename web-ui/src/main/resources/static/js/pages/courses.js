// @ts-check
import { text } from "../texts.js";

const LARGEST = 512 * 1024;

const input = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-import]"));
input?.addEventListener("change", async () => {
  const file = input.files?.[0];
  if (file !== undefined) {
    say(await take(file));
    input.value = "";
  }
});

/** @param {string} sentence */
function say(sentence) {
  const place = document.querySelector("[data-import-message]");
  if (place !== null) {
    place.textContent = sentence;
  }
}

/**
 * Gives the file to the server.
 * @param {File} file
 * @returns {Promise<string>} what came of it
 */
async function take(file) {
  if (file.size > LARGEST) {
    return text("transfer.size");
  }
  try {
    const answer = await fetch("/progress", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: file,
    });
    const result = await answer.json();
    if (answer.status === 422) {
      return text(`transfer.${result.reason}`);
    }
    const sentences = [result.steps > 0 ? text("transfer.imported", result.steps) : text("transfer.nothing")];
    if (result.lessons.length > 0) {
      sentences.push(text("transfer.lessons", result.lessons.join(", ")));
    }
    if (result.unknown > 0) {
      sentences.push(text("transfer.unknown", result.unknown));
    }
    return sentences.join(" ");
  } catch {
    return text("transfer.failed");
  }
}
