// @ts-check
// The name that is typed on the page goes nowhere: it is there for the printer.
const button = document.querySelector("[data-print]");
if (button instanceof HTMLButtonElement) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
