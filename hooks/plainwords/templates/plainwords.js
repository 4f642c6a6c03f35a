// Pop-ups: a click on a linked word shows what "Words on this page" says of it, right beside the word; a click on the
// number of a note shows the source. Without this script, with a modifier key, or for a word that is not in the list,
// the link leads on as it always did.
{
  "use strict";
  const template = document.getElementById("plainwords-popup");
  const marks = "a.term[data-term], sup.cite a[href^='#']";
  const gap = 8;
  let open = null; // { mark, popup }

  const entryOf = (mark) =>
    document.getElementById(mark.dataset.term ? `word-${mark.dataset.term}` : mark.hash.slice(1));

  const close = (back) => {
    if (!open) return;
    const { mark, popup } = open;
    open = null;
    mark.setAttribute("aria-expanded", "false");
    popup.remove();
    if (back) mark.focus({ preventScroll: true });
  };

  const fill = (mark, entry) => {
    const popup = template.content.firstElementChild.cloneNode(true);
    const [button, title, say, text, more] = popup.children;
    button.addEventListener("click", () => close(true));
    if (mark.dataset.term) {
      const word = entry.querySelector("dt a");
      title.textContent = word.textContent;
      say.lastElementChild.textContent = entry.dataset.say ?? "";
      text.textContent = entry.querySelector("dd").textContent;
      more.textContent = more.textContent.replace("{term}", word.textContent);
      more.href = word.href;
    } else {
      title.textContent = mark.getAttribute("aria-label").split(":")[0];
      text.append(...entry.cloneNode(true).childNodes);
      more.textContent = more.dataset.source;
      more.href = mark.hash;
    }
    say.hidden = !say.lastElementChild.textContent;
    return popup;
  };

  // Under the word, or over it where there is more room; on small screens the style sheet puts it at the foot.
  const place = (mark, popup) => {
    if (getComputedStyle(popup).position !== "absolute") return;
    const lines = mark.getClientRects();
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

  const show = (mark, entry) => {
    close(false);
    const popup = fill(mark, entry);
    open = { mark, popup };
    mark.setAttribute("aria-expanded", "true");
    (mark.closest("sup") ?? mark).after(popup); // so that Tab goes on to the next link of the text
    popup.showPopover?.();
    place(mark, popup);
    popup.focus({ preventScroll: true });
  };

  if (template) {
    for (const mark of document.querySelectorAll(marks)) {
      if (!entryOf(mark)) continue;
      mark.setAttribute("aria-haspopup", "dialog");
      mark.setAttribute("aria-expanded", "false");
    }
  }

  document.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (open?.popup.contains(event.target)) {
      if (event.target.closest("a[href^='#']")) close(false);
      return;
    }
    const mark = event.target.closest(marks);
    const again = mark && open?.mark === mark;
    const entry = mark && template && entryOf(mark);
    close(again);
    if (entry) event.preventDefault();
    if (entry && !again) show(mark, entry);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && open) {
      event.preventDefault();
      close(true);
    }
  });

  // Tab leads out of the pop-up, and closes it.
  document.addEventListener("focusin", (event) => {
    if (open && event.target !== open.mark && !open.popup.contains(event.target)) close(false);
  });

  addEventListener("beforeprint", () => close(false));
  addEventListener("resize", () => open && place(open.mark, open.popup));
}
