// Wakes the reader's list of questions (my-list.js) where there is one, or as soon as a question is ticked.
{
  "use strict";
  const KEY = "plainwords-list";
  const wake = () => plainwords.load("my-list.js");

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
    if (target.matches("input.ask")) wake().then(() => plainwords.list.tick(target, checked), () => {});
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
