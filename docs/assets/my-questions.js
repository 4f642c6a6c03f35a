// The page "My questions": the list by page, the reader's own questions, notes, and ways to take them along.
{
  "use strict";
  const { list } = plainwords;
  const sheet = document.querySelector("[data-my-list]");
  const words = sheet.dataset;
  const groups = sheet.querySelector(".my-groups");
  const status = sheet.querySelector("[role=status]");
  const where = sheet.querySelector(".my-where");
  const dialog = sheet.querySelector("dialog");
  const entry = sheet.querySelector("#my-new");
  const MOST_FOR_MAIL = 1800; // longer addresses fail in some mail programs
  const own = (item) => item.id.startsWith("own-");
  let known = { asked: new Map(), pages: [] };

  // A question is shown as its page asks it today; one that no page asks any more, as it was when it was ticked.
  function read() {
    const { asked = {}, pages = [] } = plainwords.questions ?? {};
    known = { asked: new Map(Object.entries(asked)), pages };
  }

  function look(item) {
    const [text, number] = known.asked.get(item.id) ?? [item.text, -1];
    const [page, address] = known.pages[number] ?? [item.page, ""];
    return { ...item, text, page, address };
  }

  function grouped() {
    const found = new Map();
    for (const item of list.items.map(look)) {
      if (!own(item) && !item.text) continue;
      const kind = own(item) ? "own" : item.address ? "page" : "older";
      const key = kind === "page" ? item.address : kind;
      if (!found.has(key)) found.set(key, { kind, page: item.page, address: item.address, items: [] });
      found.get(key).items.push(item);
    }
    return [...found.values()].sort((a, b) => (a.kind === "own") - (b.kind === "own"));
  }

  const copy = (kind) => sheet.querySelector(`template[${kind}]`).content.firstElementChild.cloneNode(true);

  function row(item, at, all) {
    const made = copy(own(item) ? 'data-item="own"' : 'data-item="known"');
    made.dataset.id = item.id;
    const id = `my-text-${item.id}`;
    made.querySelector(".my-text").id = id;
    for (const button of made.querySelectorAll("button, [data-part=note]")) button.setAttribute("aria-describedby", id);
    for (const field of made.querySelectorAll("textarea")) field.value = item[field.dataset.part];
    write(made, item);
    const [up, down] = ["up", "down"].map((way) => made.querySelector(`[data-do=${way}]`));
    if (up) [up.disabled, down.disabled] = [at === 0, at === all.length - 1];
    return made;
  }

  // What stands on paper in the place of the fields.
  function write(made, item) {
    made.querySelector(".my-text").textContent = item.text;
    made.querySelector(".my-note").textContent = item.note;
  }

  function section(group) {
    const made = copy(`data-group="${group.kind}"`);
    const link = made.querySelector("a");
    if (link) {
      link.textContent = group.page;
      link.href = `${plainwords.base}/${group.address}`;
    }
    made.querySelector("ul").append(...group.items.map(row));
    return made;
  }

  function show() {
    const field = document.activeElement;
    const id = field?.closest("[data-id]")?.dataset.id;
    const place = id && [id, field.dataset.part ? `[data-part=${field.dataset.part}]` : `[data-do=${field.dataset.do}]`];
    const selected = field?.selectionStart;
    const found = grouped();
    groups.replaceChildren(...found.map(section));
    const count = found.reduce((sum, group) => sum + group.items.length, 0);
    const text = count === 1 ? words.one : words.many.replace("{n}", count);
    sheet.querySelector(".my-count").textContent = count ? text : words.empty;
    if (place) focus(...place, selected);
    tell();
  }

  // Where the list is kept, and what can be done about it.
  function tell() {
    const any = list.items.length > 0;
    const kept = { "": words.nowhere, sessionStorage: words.inTab, localStorage: words.onDevice }[list.store];
    where.querySelector("p").textContent = list.trouble ? words[list.trouble] : kept;
    where.hidden = !any && !list.store;
    for (const button of where.querySelectorAll("[data-keep]")) {
      button.hidden = list.store === "localStorage" || list.store === button.dataset.keep;
    }
    sheet.querySelector(".my-take").hidden = !any;
    const mail = `mailto:?subject=${encodeURIComponent(words.title)}&body=${encodeURIComponent(plain())}`;
    const link = sheet.querySelector("[data-do=mail]");
    link.href = mail;
    link.hidden = mail.length > MOST_FOR_MAIL;
    const address = list.address(); // so that the list outlives a reload, too
    const hash = address ? `#${address}` : location.hash.replace(/^#list=.*/, "");
    if (hash !== location.hash) history.replaceState(history.state, "", location.href.split("#")[0] + hash);
  }

  function focus(id, part, selected) {
    const made = [...groups.querySelectorAll("[data-id]")].find((row) => row.dataset.id === id);
    const target = made?.querySelector(`${part}:not(:disabled)`) ?? made?.querySelector("button:not(:disabled)");
    target?.focus();
    if (target?.setSelectionRange && selected >= 0) target.setSelectionRange(selected, selected);
  }

  function plain() {
    const lines = [words.title, new Date().toLocaleDateString(document.documentElement.lang)];
    for (const group of grouped()) {
      lines.push("", group.kind === "page" ? group.page : copy(`data-group="${group.kind}"`).firstElementChild.textContent);
      for (const item of group.items) {
        lines.push(`[ ] ${item.text}`);
        if (item.note) lines.push(`    ${words.note}: ${item.note}`);
      }
    }
    return `${lines.join("\r\n")}\r\n`;
  }

  function add() {
    const text = entry.value.trim();
    if (text) {
      const id = `own-${Math.random().toString(36).slice(2).padEnd(8, "0").slice(0, 8)}`;
      list.change((items) => [...items, { id, text }]);
      status.textContent = words.added;
      entry.value = "";
    }
    entry.focus();
  }

  function remove(id) {
    const ids = [...groups.querySelectorAll("[data-id]")].map((made) => made.dataset.id);
    const next = ids[ids.indexOf(id) + 1] ?? ids[ids.indexOf(id) - 1];
    list.change((items) => items.filter((item) => item.id !== id));
    if (next) focus(next, "[data-do=remove]");
    else sheet.querySelector(".my-count").focus();
    status.textContent = words.removed;
  }

  function move(id, step) {
    list.change((items) => {
      const mine = items.filter(own);
      const at = mine.findIndex((item) => item.id === id);
      if (mine[at + step]) [mine[at], mine[at + step]] = [mine[at + step], mine[at]];
      return [...items.filter((item) => !own(item)), ...mine];
    });
    status.textContent = step < 0 ? words.up : words.down;
  }

  function save() {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([plain()], { type: "text/plain;charset=utf-8" }));
    link.download = "my-questions.txt";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // when the browser has surely read it
  }

  async function copyAll() {
    try {
      await navigator.clipboard.writeText(plain());
      status.textContent = words.copied;
    } catch {
      status.textContent = words.notCopied;
    }
  }

  const deeds = {
    print: () => window.print(),
    save,
    copy: copyAll,
    ask: () => dialog.showModal(),
    remove,
    up: (id) => move(id, -1),
    down: (id) => move(id, 1),
  };

  sheet.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    deeds[button?.dataset.do]?.(button.closest("[data-id]")?.dataset.id);
  });
  sheet.addEventListener("submit", (event) => {
    if (event.target.closest("dialog")) return;
    event.preventDefault();
    add();
  });
  sheet.addEventListener("input", (event) => {
    const { part } = event.target.dataset;
    const made = event.target.closest("[data-id]");
    if (!made) return;
    document.removeEventListener("plainwords:list", show); // the field that is written in stays as it is
    list.change((items) =>
      items.map((item) => (item.id === made.dataset.id ? { ...item, [part]: event.target.value } : item)),
    );
    document.addEventListener("plainwords:list", show);
    const item = list.items.map(look).find((item) => item.id === made.dataset.id);
    if (item) write(made, item);
    tell();
  });
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "forget") return;
    dialog.returnValue = "";
    list.forget();
    status.textContent = words.forgotten;
    sheet.querySelector(".my-count").focus();
  });
  // Question ids travel in the address; what a reader wrote does not.
  window.addEventListener("beforeunload", (event) => {
    if (!list.store && (entry.value.trim() || list.items.some((item) => own(item) || item.note))) event.preventDefault();
  });
  document.addEventListener("plainwords:list", show);

  const start = () => (read(), show());
  plainwords.load("questions.js").then(start, start);
}
