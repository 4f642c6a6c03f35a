// Pop-ups: a click on a linked word shows what "Words on this page" says of it, right beside the word.
// Without this script, with a modifier key, or for a word that is not in the list, the link leads to the word's page.
{
  "use strict";
  const template = document.getElementById("plainwords-popup");
  const words = template ? [...document.querySelectorAll("a.term[data-term]")] : [];
  const gap = 8;
  let open = null; // { word, popup }

  const entryOf = (word) => document.getElementById(`word-${word.dataset.term}`);

  const close = (back) => {
    if (!open) return;
    const { word, popup } = open;
    open = null;
    word.setAttribute("aria-expanded", "false");
    popup.remove();
    if (back) word.focus({ preventScroll: true });
  };

  const fill = (entry) => {
    const popup = template.content.firstElementChild.cloneNode(true);
    const [title, button, text, more] = popup.children;
    const link = entry.querySelector("dt a");
    title.textContent = link.textContent;
    text.textContent = entry.querySelector("dd").textContent;
    more.href = link.href;
    more.textContent = more.textContent.replace("{term}", link.textContent);
    button.addEventListener("click", () => close(true));
    return popup;
  };

  // Under the word, or over it where there is more room; on small screens the style sheet puts it at the foot.
  const place = (word, popup) => {
    const lines = word.getClientRects();
    const first = lines[0];
    const last = lines[lines.length - 1];
    const { clientWidth, clientHeight } = document.documentElement;
    const left = Math.max(gap, Math.min(last.left, clientWidth - popup.offsetWidth - gap));
    const under = last.bottom + gap;
    const over = first.top - gap - popup.offsetHeight;
    const top = under + popup.offsetHeight > clientHeight && over > 0 ? over : under;
    popup.style.left = `${left + scrollX}px`;
    popup.style.top = `${top + scrollY}px`;
  };

  const show = (word, entry) => {
    close(false);
    const popup = fill(entry);
    open = { word, popup };
    word.setAttribute("aria-expanded", "true");
    word.after(popup); // so that Tab goes on to the next word of the text
    popup.showPopover?.();
    if (getComputedStyle(popup).position === "absolute") place(word, popup);
    popup.focus({ preventScroll: true });
  };

  for (const word of words) {
    word.setAttribute("aria-haspopup", "dialog");
    word.setAttribute("aria-expanded", "false");
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const word = event.target.closest("a.term[data-term]");
    if (open?.word === word && word) {
      event.preventDefault();
      close(true);
      return;
    }
    if (open && !open.popup.contains(event.target)) close(false);
    const entry = word && template && entryOf(word);
    if (entry) {
      event.preventDefault();
      show(word, entry);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      close(true);
    }
  });

  // Tab leads out of the pop-up and closes it.
  document.addEventListener("focusin", (event) => {
    if (open && event.target !== open.word && !open.popup.contains(event.target)) close(false);
  });

  addEventListener("beforeprint", () => close(false));
  addEventListener("resize", () => {
    if (open && getComputedStyle(open.popup).position === "absolute") place(open.word, open.popup);
  });
}
