/** @param {string} message */
const refuse = (message) => document.dispatchEvent(new CustomEvent("refused", { detail: { message } }));

// In the extension's page: asks for what was read of the tab, and lets it in as every HTML file comes that is dropped
// onto the page, under the same limits. Only the background script hears the question, so only it can answer.
chrome.runtime.sendMessage("handed").then((handed) => {
  if (typeof handed?.html === "string") {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([handed.html], String(handed.name), { type: "text/html" }));
    document.dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  } else if (handed?.trouble) {
    refuse(String(handed.trouble));
  }
}, () => refuse("The browser did not hand the tab over; click on the button there once more."));
