// The reader's list of questions. Nothing is kept before they say so: until then the list travels in the addresses of
// links, behind the #, which no browser sends. On file://, where each file may have a storage of its own, it always does.
{
  "use strict";
  const KEY = "plainwords-list";
  const STORES = ["localStorage", "sessionStorage"];
  const MOST = 300;
  const LIMITS = { id: 12, text: 500, page: 200, note: 1000 };
  const ID = /^(own-)?[a-z0-9]{8}$/;
  const onFile = location.protocol === "file:";
  const site = new URL(plainwords.base, location.href).href.replace(/\/*$/, "/");
  const bar = document.querySelector("[data-list-bar]");
  const sheet = document.querySelector("[data-my-list]");
  const list = (plainwords.list = { items: [], store: "", trouble: "", change, tick, forget, address });
  let asked = false;
  let last = null;

  // Anything may stand in a storage or an address.
  function clean(given) {
    const found = new Map();
    for (const it of Array.isArray(given) ? given.slice(0, MOST) : []) {
      const item = {};
      for (const [name, most] of Object.entries(LIMITS)) {
        item[name] = typeof it?.[name] === "string" ? it[name].slice(0, most) : "";
      }
      if (ID.test(item.id)) found.set(item.id, item);
    }
    return [...found.values()];
  }

  function stored(name) {
    try {
      return window[name].getItem(KEY);
    } catch {
      return null;
    }
  }

  function load() {
    if (list.trouble) return; // what could not be kept is only here
    list.store = STORES.find((name) => stored(name) !== null) ?? "";
    if (!list.store) return;
    try {
      list.items = clean(JSON.parse(stored(list.store)));
    } catch {
      list.items = [];
    }
  }

  function save() {
    list.trouble = "";
    try {
      if (list.store) window[list.store].setItem(KEY, JSON.stringify(list.items));
    } catch {
      list.trouble = "full";
    }
  }

  // Another tab may have changed the list: every change begins with what is kept.
  function change(how) {
    if (list.store) load();
    list.items = clean(how(list.items));
    save();
    show();
  }

  function drop(name) {
    try {
      window[name].removeItem(KEY);
    } catch {
      // Then there is nothing in it, either.
    }
  }

  function keep(name) {
    const [before, mine] = [list.store, list.items];
    list.trouble = "";
    load();
    list.items = clean([...list.items, ...mine]);
    list.store = name;
    save();
    if (list.trouble) {
      list.trouble = "notKept";
      list.store = before;
    } else if (before && before !== name) drop(before);
    show();
  }

  function forget() {
    STORES.forEach(drop);
    Object.assign(list, { items: [], store: "", trouble: "" });
    asked = false;
    show();
  }

  // Another tab may have kept or forgotten the list.
  function look() {
    const [before, mine] = [list.store, list.items];
    load();
    if (list.store === before) return show();
    if (before) drop(before);
    if (list.store) return change((items) => [...items, ...mine]);
    list.items = [];
    show();
  }

  function address() {
    const ids = list.items.map((item) => item.id).filter((id) => !id.startsWith("own-"));
    if (list.store ? !onFile : !ids.length) return "";
    return `list=${[...(asked || list.store ? ["x"] : []), ...ids].join(".")}`;
  }

  function arrive() {
    const [, target, ids] = /^#(?:(.*)&)?list=([a-z0-9.]*)$/.exec(location.hash) ?? [];
    if (ids === undefined) return;
    const names = ids.split(".");
    asked = names.includes("x");
    if (!list.store || onFile) {
      const known = new Map(list.items.map((item) => [item.id, item]));
      const own = list.items.filter((item) => item.id.startsWith("own-"));
      list.items = clean([...names.map((id) => known.get(id) ?? { id }), ...own]);
      save();
    }
    // Nobody should hand on their list with the address of a page.
    if (target) location.replace(`#${target}`);
    else history.replaceState(history.state, "", location.href.split("#")[0]);
  }

  function carry(event) {
    const link = event.target.closest?.("a[href]");
    if (!link || event.defaultPrevented || link.pathname === location.pathname) return;
    if (!link.href.startsWith?.(site)) return;
    const target = link.hash.replace(/^#|&?list=[a-z0-9.]*$/g, "");
    link.hash = [target, address()].filter(Boolean).join("&");
  }

  const count = (texts) => (list.items.length === 1 ? texts.one : texts.many.replace("{n}", list.items.length));

  function show() {
    const ids = new Set(list.items.map((item) => item.id));
    for (const box of document.querySelectorAll("input.ask")) box.checked = ids.has(box.value);
    for (const place of document.querySelectorAll("[data-list-count]")) {
      place.textContent = ids.size ? `\u00a0(${ids.size})` : "";
    }
    if (!ids.size || list.store) open(false);
    document.dispatchEvent(new Event("plainwords:list"));
  }

  function open(wide) {
    bar.toggleAttribute("data-open", wide && !sheet);
    for (const part of bar.querySelectorAll("[data-undecided]")) part.hidden = Boolean(list.store);
  }

  function say(text) {
    bar.querySelector("[role=status]").textContent = text;
  }

  function tick(box, on) {
    const text = box.nextElementSibling.textContent.trim().replace(/\s+/g, " ");
    const page = bar.dataset.page;
    last = box;
    change((items) => {
      const others = items.filter((item) => item.id !== box.value);
      return on ? [...others, { id: box.value, text, page }] : others;
    });
    say(list.trouble ? bar.dataset[list.trouble] : count(bar.dataset));
    if (list.items.length) open(list.trouble || !(list.store || asked));
  }

  function decide(button) {
    keep(button.dataset.keep);
    if (sheet) return;
    const done = list.store === "localStorage" ? "kept" : "keptInTab";
    open(true);
    say(bar.dataset[list.trouble || done]);
    if (!list.trouble) bar.querySelector("a").focus();
  }

  function close() {
    asked = true;
    open(false);
    (last ?? document.querySelector(".top-list"))?.focus();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-keep], [data-close]");
    if (button?.dataset.keep) decide(button);
    else if (button && bar.contains(button)) close();
  });
  window.addEventListener("click", carry); // after all others: a click that opens a pop-up goes nowhere
  window.addEventListener("auxclick", carry);
  window.addEventListener("pageshow", (event) => event.persisted && look());
  window.addEventListener("storage", (event) => (event.key === KEY || event.key === null) && look());

  load();
  arrive();
  if (list.items.length && !(list.store || asked || sheet)) {
    say(count(bar.dataset));
    open(true);
  }
  show();
  if (sheet) plainwords.load("my-questions.js");
}
