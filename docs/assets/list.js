// Wakes the reader's list of questions (my-list.js) where there is one, or as soon as a question is ticked.
{
  "use strict";
  const KEY = "plainwords-list";
  const PATIENCE = 3000; // ms
  const wake = () => plainwords.load("my-list.js");
  let noting = null; // a tick that waits for the script

  function stands() {
    if (document.querySelector("[data-my-list]") || /[#&]list=/.test(location.hash)) return true;
    try {
      return Boolean(localStorage.getItem(KEY) || sessionStorage.getItem(KEY));
    } catch {
      return false;
    }
  }

  // Without the script, which may be out of reach, a ticked box is still a ticked box, on paper too.
  const look = () => stands() && wake().catch(() => {});

  document.addEventListener("change", ({ target }) => {
    const { checked } = target;
    if (!target.matches("input.ask")) return;
    const late = new Promise((go) => setTimeout(go, PATIENCE));
    const noted = wake().then(() => plainwords.list.tick(target, checked), () => {});
    const done = (noting = Promise.race([noted, late]).then(() => { if (noting === done) noting = null; }));
  });

  // The list travels in the links: who goes on before the tick is noted waits for it, but not long.
  window.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const elsewhere = event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
    if (!noting || !link || link.target || elsewhere || event.defaultPrevented) return;
    event.preventDefault();
    noting.then(() => link.click());
  });

  // A click on the question ticks its box, but for one on a word in it, or one that closes a pop-up.
  document.addEventListener("click", ({ target }) => {
    const text = target.closest(".ask-text");
    if (text && !target.closest("a") && !document.querySelector(".plainwords-popup")) text.previousElementSibling.click();
  });
  look();
  window.addEventListener("pageshow", look); // when the reader comes back to a page that slept meanwhile
  window.addEventListener("storage", look);
}
