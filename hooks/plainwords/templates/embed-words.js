// Explains the words of our glossary in the text of somebody else's page. Its style sheets, scripts and policy are not
// ours: nothing here trusts them, asks anybody, keeps anything or throws.
(() => {
  "use strict";
  try {
    {% include "embed-matcher.js" %}
    const SCRIPT = /\/embed\/v1[^/]*\/([a-z]+\/)?words\.js([?#].*)?$/;
    const ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
    const FRAMEWORK = /\b_+(k\b|react|vue|vnode|svelte|ng)/; // such members: it holds on to what it has written
    const SLICE = 8, WAIT = 50, PATIENCE = 20, GAP = 8;
    const SEAM = "\x05"; // the border of an element in a line, as in tree.py
    const INLINE = new Set(("a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strong sub"
      + " sup tt u var wbr").split(" "));
    const HAND = "[data-plainwords]";
    const NEVER = "a,abbr,body>footer,body>header,button,code,form,h1,h2,h3,h4,h5,h6,kbd,label,math,nav,noscript,"
      + "pre,samp,script,select,style,summary,svg,textarea,th,tt,var,[hidden],[aria-hidden=true],.no-gloss,.notranslate,"
      + "[translate=no],[contenteditable]:not([contenteditable=false]),body [lang]:not([lang|={{ words.lang }}]),"
      + "[data-v-app],[ng-version]," + HAND;
    const ROLES = /^(alert|log|status)|banner|bar$|box|button|head|im|info|link|menu|nav|option|radio|search|sl|sw|tab$|text|tree/;

    // Through the prototypes: a form or picture of the host's may bear the name of any member of `document`.
    const proto = Document.prototype;
    const member = (name) => Reflect.get(proto, name, document);
    const all = (selector) => [...proto.querySelectorAll.call(document, selector)];
    const make = (tag, text) => {
      const element = proto.createElement.call(document, tag);
      element.textContent = text;
      return element;
    };
    const listen = (target, type, listener) => EventTarget.prototype.addEventListener.call(target, type, (event) => {
      try { listener(event); } catch {}
    }, true);
    const matches = (element, selector) => Element.prototype.matches.call(element, selector);

    const mark = Symbol.for("plainwords words");
    if (window[mark]) return;
    window[mark] = true;

    const own = [member("currentScript"), ...all("script")].find((script) => SCRIPT.test(script?.src));
    const said = {{ said }};
    const given = own?.dataset || {};
    const choice = (name, ...values) => values.find((value) => value === given[name]) || values[0];
    const valid = (selector) => {
      try {
        all(selector);
        return selector;
      } catch {}
    };
    const once = choice("once", "section", "page", "always");
    const most = /^\d+$/.test(given.max) ? +given.max : Infinity;
    const skip = valid(given.skip);
    const never = skip ? `${NEVER},${skip}` : NEVER;

    // Work in slices, so that the page never stops.

    const work = (job) => {
      try {
        for (const until = performance.now() + SLICE; performance.now() < until;) if (job.next().done) return;
        setTimeout(work, 0, job);
      } catch {}
    };

    // The glossary. What is fetched is checked, for nobody knows what stands between us and this page.

    const entries = new Map();
    const find = matcher();
    const texts = (list) => [].concat(list).filter((text) => typeof text === "string");

    function* learn(terms) {
      for (const term of terms) {
        if (!term || texts([term.id, term.term, term.short]).length < 3 || !ID.test(term.id)) continue;
        entries.set(term.id, term);
        for (const form of [term.term, ...texts(term.forms)]) find.list(term, form);
        yield;
      }
      for (const term of entries.values()) for (const phrase of texts(term.except)) find.list(term, phrase, true);
    }

    // Marks

    const sheet = (style) => {
      const made = new CSSStyleSheet();
      made.replaceSync(style);
      return made;
    };
    const counts = new WeakMap(); // how often a block was marked: some pages undo whatever is done to them
    const sections = new WeakMap();
    let headings = [];
    let marked = 0;

    const dress = (element, id) => {
      if (!matches(element, "a[href],button")) {
        element.classList.add("plainwords-term");
        element.setAttribute("role", "button");
        element.tabIndex = 0;
      }
      element.setAttribute("aria-haspopup", "dialog");
      element.setAttribute("aria-expanded", "false");
      element.dataset.plainwords = id;
    };

    // The words that have been met where a word is to be marked but once; a mark that is gone is forgotten, and
    // so is one that nobody sees where somebody sees the word.
    const isSeen = (element) => element.checkVisibility?.() !== false;
    const isMet = (id, node, element, fresh) => {
      if (once === "always") return false;
      let place = document;
      for (const heading of headings) {
        if (!(heading.compareDocumentPosition(node) & 4)) break;
        place = heading;
      }
      if (!sections.has(place)) sections.set(place, new Map());
      const met = sections.get(place), known = met.get(id);
      if (fresh.has(known) || (known?.isConnected && (isSeen(known) || !isSeen(node.parentElement)))) return true;
      met.set(id, element);
      return false;
    };

    // Marks the words in a line: pieces of text, one behind the other. Each piece is replaced at once: to split it at
    // each word would copy what is left of it each time. What the page has written anew in the meantime comes again.
    function* markLine(pieces) {
      const line = pieces.map((piece) => piece.text).join("");
      const fresh = new Set();
      for (const match of find(line)) {
        yield;
        if (!match) continue;
        const { id, start, end } = match;
        const piece = pieces.find(({ until }) => start < until);
        const { node, until, parts } = piece; // a match may take in the border of an element, but nothing behind it
        if (marked >= most || !parts || entries.get(id).link === false) continue;
        if (/[^\x05]/.test(line.slice(until, end))) continue;
        const to = Math.min(end, until);
        const element = make("span", line.slice(start, to));
        if (isMet(id, node, element, fresh)) continue;
        dress(element, id);
        parts.push(line.slice(piece.at, start), element);
        piece.at = to;
        fresh.add(element);
        marked++;
      }
      for (const { node, parts, at, until, text } of pieces) {
        if (parts?.length && node.data === text) node.replaceWith(...parts, line.slice(at, until));
      }
      observer.takeRecords(); // what was done here is no news
      return fresh.size;
    }

    const isShut = (element) => matches(element, never) || ROLES.test(element.getAttribute("role"))
      || FRAMEWORK.test(Object.getOwnPropertyNames(element));

    // Goes through what an element holds, line by line: a line ends where a block begins or ends.
    function* walk(root) {
      let pieces = [], length = 0;
      const push = (text, node, isOpen) => {
        pieces.push({ text, node, at: length, until: length += text.length, parts: isOpen && [] });
      };
      function* flush(block) {
        const line = pieces, times = counts.get(block) || 0;
        pieces = [];
        length = 0;
        if (!line.some((piece) => piece.parts && piece.text.trim()) || times >= PATIENCE) return;
        if (yield* markLine(line)) counts.set(block, times + 1);
      }
      function* inside(element, block, isOpen) {
        for (let child = element.firstChild, next; child; child = next) {
          next = child.nextSibling;
          if (child.nodeType === 3) push(child.data, child, isOpen);
          if (child.nodeType !== 1) continue;
          const open = isOpen && !isShut(child);
          if (!INLINE.has(child.localName)) {
            yield* flush(block);
            if (!open) continue;
            yield* inside(child, child, true);
            yield* flush(child);
          } else {
            push(SEAM);
            yield* inside(child, block, open);
            push(SEAM);
          }
        }
      }
      if (once === "section") headings = all("h2");
      yield* inside(root, root, true);
      yield* flush(root);
    }

    const chosen = valid(given.root);
    const roots = () => {
      const wanted = chosen || "main,[role=main],article";
      const outer = all(wanted).filter((root) => !root.parentElement?.closest(wanted));
      return chosen || outer.length ? outer : [member("body")];
    };
    // Some pages are one form as a whole.
    const isReachable = (element, root) => !element
      || (!isShut(element) || (element.contains(root) && matches(element, "form")))
      && isReachable(element.parentElement, root);

    function* markIn(elements) {
      for (const element of all(HAND)) { // those marked by hand may stand anywhere
        const id = element.dataset.plainwords;
        if (entries.has(id) && !element.hasAttribute("aria-haspopup")) dress(element, id);
      }
      if (given.auto === "off") return;
      marked = all(".plainwords-term").length;
      for (const root of roots()) for (const element of elements || [root]) {
        const top = element.contains(root) ? root : element;
        if (root.contains(top) && isReachable(top, root)) yield* walk(top);
      }
    }

    const changed = new Set();
    const observer = new MutationObserver((records) => {
      if (!changed.size) setTimeout(() => {
        work(markIn([...changed]));
        changed.clear();
      }, WAIT);
      for (const { target, addedNodes } of records) for (const node of addedNodes.length ? addedNodes : [target]) {
        let block = node.closest ? node : node.parentElement;
        while (block && INLINE.has(block.localName)) block = block.parentElement;
        if (block && block !== popup) changed.add(block);
      }
    });

    // The pop-up

    const popup = make("div");
    const shadow = popup.attachShadow({ mode: "open" });
    const [look] = shadow.adoptedStyleSheets = [sheet({{ popup_style }})];
    const place = look.cssRules[0].style; // an inline style would lose against what is `!important` there
    const dialog = make("div");
    const [button, title, say, short, more, foot] = ["button", "p", "p", "p", "a", "p"].map((tag) => make(tag));
    dialog.className = choice("theme", "auto", "light", "dark");
    dialog.tabIndex = -1;
    dialog.lang = said.lang;
    dialog.dir = "ltr";
    dialog.setAttribute("role", "dialog");
    dialog.setAttribute("aria-labelledby", title.id = "title");
    button.textContent = said.close;
    more.target = "_blank";
    more.rel = "noreferrer";
    dialog.append(button, title, say, short, more, foot);
    shadow.append(dialog);
    popup.popover = "auto";
    let open; // the word that is explained
    let pressed; // the one that was when a finger or a mouse button went down

    const close = (back) => {
      if (!open) return;
      const word = open;
      open = null;
      word.setAttribute("aria-expanded", "false");
      popup.remove();
      if (back && word.isConnected) word.focus({ preventScroll: true });
    };

    // Under the word, or over it if it fits there alone; on a small screen the style sheet puts it at the foot.
    const settle = () => {
      const lines = open.getClientRects();
      if (!lines.length) return close();
      const { left, bottom } = lines[lines.length - 1];
      const over = lines[0].top - GAP - popup.offsetHeight;
      const lowest = innerHeight - GAP - popup.offsetHeight;
      const put = (name, length) => place.setProperty(name, `${length}px`, "important");
      put("--left", Math.max(GAP, Math.min(left, innerWidth - popup.offsetWidth - 3 * GAP)));
      put("--top", over > 0 && bottom + GAP > lowest ? over : Math.min(bottom + GAP, lowest));
    };

    const show = (word) => {
      const entry = entries.get(word.dataset.plainwords);
      const day = new Date(entry.reviewed).toLocaleDateString(said.lang, { dateStyle: "long", timeZone: "UTC" });
      title.textContent = entry.term;
      say.textContent = entry.say ? `${said.say} ${entry.say}` : "";
      short.textContent = entry.short;
      more.href = entry.url;
      more.textContent = /^https?:/.test(entry.url) ? said.more.join(entry.term) : "";
      foot.textContent = `${said.checked}: ${day}. ${said.foot}`;
      open = word;
      word.setAttribute("aria-expanded", "true");
      word.after(popup); // so that Tab goes on to what follows the word
      popup.showPopover?.();
      settle();
      dialog.focus({ preventScroll: true });
    };

    const wordOf = ({ target }) => {
      const word = target.closest?.(HAND);
      return word?.hasAttribute("aria-haspopup") && entries.has(word.dataset.plainwords) && word;
    };
    const take = (event) => {
      event.preventDefault();
      event.stopPropagation(); // the word may stand on something of the host's that can be clicked, too
    };
    const toggle = (word, event, wasOpen) => {
      take(event);
      close(wasOpen);
      if (!wasOpen) show(word);
    };
    const start = () => {
      listen(document, "pointerdown", () => { pressed = open; });
      listen(document, "click", (event) => {
        if (event.target === popup || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
        const word = wordOf(event);
        if (word) toggle(word, event, (event.detail ? pressed : open) === word);
        else close();
      });
      listen(document, "keydown", (event) => {
        const { key } = event;
        if (open && key === "Escape") {
          take(event);
          close(true);
        } else if (key === "Enter" || key === " ") {
          const word = wordOf(event);
          if (word && word === event.target && !matches(word, "a,button")) toggle(word, event, open === word);
        }
      });
      listen(document, "focusin", ({ target }) => target === popup || target === open || close());
      listen(button, "click", () => close(true));
      listen(popup, "toggle", ({ newState }) => newState === "closed" && close(true));
      for (const type of ["scroll", "resize"]) listen(window, type, () => open && settle());
      if (given.watch !== "off") observer.observe(document, { childList: true, characterData: true, subtree: true });
    };

    // Begin

    member("adoptedStyleSheets").push(sheet({{ mark_style }}));

    let starter, pending;
    function* begin(terms, credit) {
      said.foot += texts([credit]);
      yield* learn(terms);
      start();
      yield* markIn();
      if (member("activeElement") === starter) all(HAND)[0]?.focus({ preventScroll: true });
      starter?.remove();
      proto.dispatchEvent.call(document, new CustomEvent("plainwords:done", { bubbles: true, detail: { marked } }));
    }
{% if rows %}
    const days = {{ rows.days }};
    const entry = ([id, term, short, forms, say, except, flags, day = 0]) => ({
      id, term, short, forms, say, except, case: flags & 1, link: !(flags & 2), reviewed: days[day],
      url: {{ rows.address }} + id + "/",
    });
    const load = async () => work(begin({{ rows.terms }}.map(entry), {{ rows.credit }}));
{% else %}
    const load = async () => {
      const address = own.src.replace(SCRIPT, `/embed/v1/${said.lang}/terms.json`);
      const answer = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
      const { terms, attribution } = await answer.json();
      work(begin(terms, attribution));
    };
{% endif %}
    const ready = () => {
      if (given.load !== "click") return load().catch(() => {});
      starter = make("button", said.start);
      starter.type = "button";
      starter.className = "plainwords-start";
      listen(starter, "click", () => {
        pending ||= load().catch(() => pending = 0); // what failed may be asked for again
      });
      roots()[0]?.prepend(starter);
    };
    if (member("readyState") === "loading") listen(document, "DOMContentLoaded", ready);
    else ready();
  } catch {}
})();
