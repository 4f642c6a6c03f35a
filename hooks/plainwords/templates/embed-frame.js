// Tells the host page how tall this frame is, and explains words where they stand. Works in any sandbox with scripts.
(() => {
  "use strict";
  const host = window.parent === window ? null : window.parent;
  const page = document.documentElement;
  const secret = (/[#?&]secret=([A-Za-z0-9]{1,40})$/.exec(location.hash) || [])[1]; // as WordPress gives one
  let told = 0;

  const theme = /[#&]theme=(light|dark)(?![a-z])/.exec(location.hash);
  if (theme) page.dataset.theme = theme[1];

  const tell = (message) => host && host.postMessage(message, "*");

  // A bar to scroll by takes room from the text, which grows, and needs the bar: where all can be seen there is none.
  // Where it cannot, the host may yet make room.
  let later;
  const setBar = (overflow) => { page.style.overflow = overflow; };

  const tellHeight = (again) => {
    const height = Math.ceil(page.getBoundingClientRect().height);
    clearTimeout(later);
    if (innerHeight + 1 < height) later = setTimeout(setBar, 300, "");
    else setBar("hidden");
    if (height === told && !again) return;
    told = height;
    tell({ plainwords: 1, type: "height", height });
    if (secret) tell({ message: "height", value: height, secret });
  };

  const asked = (data) =>
    (data.plainwords === 1 && data.type === "ping") || (secret && data.message === "ready" && data.secret === secret);

  addEventListener("message", ({ source, data }) => {
    if (host && source === host && data && typeof data === "object" && asked(data)) tellHeight(true);
  });
  addEventListener("load", () => tellHeight(true));
  addEventListener("resize", () => tellHeight());
  if (window.ResizeObserver) new ResizeObserver(() => tellHeight()).observe(page);

  const overdue = document.querySelector("[data-due]");
  overdue.hidden = new Date().toISOString().slice(0, 10) <= overdue.dataset.due;

  // Words

  const form = document.querySelector("template");
  const BLOCKS = "p, li, dd, dt, td, th, figcaption";
  let open = null; // the word that is explained, and the box that does it

  const close = (back) => {
    if (!open) return;
    const { word, box } = open;
    open = null;
    box.remove();
    word.setAttribute("aria-expanded", "false");
    if (back) word.focus();
    tellHeight();
  };

  const explain = (word, entry) => {
    const again = open && open.word === word;
    close(again);
    if (again) return;
    const box = form.content.firstElementChild.cloneNode(true);
    const name = entry.querySelector("a");
    const [title, say, text, more] = box.querySelectorAll("p");
    title.firstChild.textContent = name.textContent;
    if (entry.dataset.say) say.lastChild.textContent = entry.dataset.say;
    else say.remove();
    text.textContent = entry.querySelector("dd").textContent;
    more.firstChild.href = name.href;
    more.firstChild.textContent = more.firstChild.dataset.label.replace("{term}", name.textContent);
    box.setAttribute("aria-label", name.textContent);
    box.firstChild.addEventListener("click", () => close(true));
    const block = word.closest(BLOCKS);
    if (!block) word.after(box);
    else if (block.matches("p")) block.after(box);
    else block.append(box);
    word.setAttribute("aria-expanded", "true");
    open = { word, box };
    tellHeight();
    box.focus();
  };

  const entryOf = (word) => form && document.querySelector(`[data-word="${CSS.escape(word.dataset.plainwords)}"]`);
  const words = [...document.querySelectorAll("[data-plainwords]")].filter(entryOf);
  for (const word of words) word.setAttribute("aria-expanded", "false");

  const goTo = (id) => {
    const place = document.getElementById(id);
    if (!place) return false;
    for (let around = place; around; around = around.parentElement) if (around.matches("details")) around.open = true;
    place.tabIndex = -1;
    tellHeight();
    place.focus();
    tell({ plainwords: 1, type: "scroll", top: place.getBoundingClientRect().top - page.getBoundingClientRect().top });
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.button || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const href = link.getAttribute("href");
    if (words.includes(link)) explain(link, entryOf(link));
    else if (href.startsWith("#")) {
      if (!goTo(href.slice(1))) return;
    } else if (secret) tell({ message: "link", value: link.href, secret });
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close(true);
  });

  tellHeight(true);
})();
