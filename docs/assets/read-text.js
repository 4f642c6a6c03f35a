// What "Read to me" says: the text of an article as sentences, each with its place on the page.
{
  "use strict";
  const SKIP = `[hidden], [popover], .no-print, .headerlink, sup.cite, .dates, .plainwords-sources, .plainwords-used-on, button,
    input, nav, select, script, style, template, textarea, details:not([open]) > :not(summary)`;
  const INLINE = new Set(
    `A ABBR B BDI BDO BR CITE CODE DEL DFN EM I INS KBD MARK Q S SAMP SMALL SPAN STRONG SUB SUP TIME U VAR WBR`.split(" "),
  );
  // A period after these ends no sentence; one letter alone is an initial ("J. Smith").
  const SHORT = /(?:^|[\s(])(?:Drs?|Mrs?|Ms|Prof|Sr|Jr|St|vs|approx|Fig|No|[ei]\.\s?[eg]|\p{L})\.\s*$/iu;

  const shown = (element) =>
    !element.matches(SKIP) &&
    (!element.checkVisibility || element.checkVisibility() || getComputedStyle(element).display === "contents");

  const parts = (text, language) => {
    if (Intl.Segmenter) {
      return Array.from(new Intl.Segmenter(language, { granularity: "sentence" }).segment(text), (part) => part.segment);
    }
    return text.split(/(?<=[.!?]["'”’)]*\s+)(?=["'“‘(]?[\p{Lu}\p{N}])/u);
  };

  // Where the sentences of a text begin and end.
  const split = (text, language) => {
    const found = [];
    let start = 0;
    let end = 0;
    for (const part of parts(text, language)) {
      end += part.length;
      if (end < text.length && SHORT.test(text.slice(start, end))) continue;
      if (/[\p{L}\p{N}]/u.test(text.slice(start, end))) found.push([start, end]);
      start = end;
    }
    return found;
  };

  // "EM PROH-teen" would be spelled out letter by letter, "puh" said with a breath: so small letters, no hyphens, and
  // the vowels within a word plain. Of the ways tried, voices come closest to the words with this one.
  const PLAIN = { ah: "o", eh: "e", ih: "i", oh: "o", uh: "a" };
  const respell = (say) => {
    const small = say.toLowerCase().replace(/[aeiou]h(?=-)/g, (vowel) => PLAIN[vowel]);
    return small.replace(/uh\b/g, "a").replaceAll("-", "");
  };

  // How words of a page are said. Some names have more words than are respelled: of those, none is known for sure.
  // Words of one syllable are left to the voice.
  const sayings = (article) => {
    const found = new Map();
    const learn = (name, say) => {
      const written = name.split(/[ -]/);
      const spoken = say.split(" ");
      if (written.length === 1) found.set(name, say);
      else if (written.length === spoken.length) {
        written.forEach((word, at) => spoken[at].includes("-") && found.set(word, spoken[at]));
      }
    };
    for (const entry of article.querySelectorAll("[data-say]")) {
      learn(entry.querySelector("dt a").textContent.trim(), entry.dataset.say);
    }
    const own = article.querySelector(".plainwords-say b")?.textContent;
    if (own) {
      learn(article.querySelector("h1").firstChild.textContent.trim(), own);
      found.set(own, own);
    }
    return found;
  };

  // A function that respells the words of a text. A name with capitals inside counts only as it is written.
  const speller = (article) => {
    const known = sayings(article);
    if (!known.size) return (text) => text;
    const small = new Map(Array.from(known, ([name, say]) => [name.toLowerCase(), [name, respell(say)]]));
    const names = [...small.keys()].sort((one, other) => other.length - one.length);
    const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
    const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${escaped.join("|")})(?=s?(?![\\p{L}\\p{N}]))`, "giu");
    return (text) =>
      text.replace(word, (written) => {
        const [name, spoken] = small.get(written.toLowerCase()) ?? [written, written];
        return /\p{Lu}/u.test(name.slice(1)) && written !== name ? written : spoken;
      });
  };

  class Reader {
    constructor(article, words) {
      this.language = document.documentElement.lang || "en";
      this.words = words;
      this.spell = speller(article);
      this.sentences = [];
      this.run = [];
      this.before = "";
      this.walk(article);
      this.flush();
    }

    walk(parent) {
      for (const node of parent.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) this.run.push(node);
        else if (node.nodeType === Node.ELEMENT_NODE && shown(node)) this.element(node);
      }
    }

    element(element) {
      const name = element.tagName.toUpperCase();
      if (INLINE.has(name)) return void this.walk(element);
      this.flush();
      if (name === "SVG") this.picture(element, "title", "desc");
      else if (name === "IMG") this.add(element.alt, [element]);
      else if (name === "TABLE") this.table(element);
      else {
        const item = name === "LI" && element.parentElement.tagName === "OL";
        if (item) this.before = `${[...element.parentElement.children].indexOf(element) + 1}. `;
        this.walk(element);
      }
      this.flush();
      this.before = "";
    }

    picture(svg, ...names) {
      const texts = names.map((name) => svg.querySelector(`:scope > ${name}`)?.textContent.trim());
      if (texts[0]) this.before = `${this.words.picture} `;
      for (const text of texts) if (text) this.add(text, [svg]);
    }

    // Row by row: each cell after the first with the head of its column.
    table(table) {
      if (table.caption) this.element(table.caption);
      const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])].map((cell) => {
        return this.aside(() => this.walk(cell)).trim();
      });
      for (const row of table.rows) {
        if (row.parentElement === table.tHead) continue;
        for (const cell of row.cells) {
          this.before = cell.cellIndex && heads[cell.cellIndex] ? `${heads[cell.cellIndex]}: ` : "";
          this.walk(cell);
          this.flush();
        }
      }
    }

    // The plain text that a walk finds, without saying it.
    aside(walk) {
      walk();
      const text = this.run.map((node) => node.data).join("");
      this.run = [];
      return text;
    }

    flush() {
      const nodes = this.run;
      this.run = [];
      if (nodes.length) this.add(nodes.map((node) => node.data).join(""), nodes);
    }

    add(text, nodes) {
      const plain = text.replace(/\s/g, " ");
      for (const [start, end] of split(plain, this.language)) {
        const said = this.before + plain.slice(start, end).replaceAll("\u00ad", "").replace(/ +/g, " ").trim();
        this.sentences.push({ text: this.spell(said), ranges: () => ranges(nodes, start, end) });
        this.before = "";
      }
    }
  }

  // Ranges, one for each text node, that cover a part of their joined text; or an element as a whole.
  const ranges = (nodes, start, end) => {
    const found = [];
    let offset = 0;
    for (const node of nodes) {
      const range = new Range();
      if (node.nodeType === Node.ELEMENT_NODE) {
        range.selectNode(node);
        return [range];
      }
      const from = Math.max(start - offset, 0);
      const to = Math.min(end - offset, node.length);
      offset += node.length;
      if (from >= to || !node.data.slice(from, to).trim()) continue;
      range.setStart(node, from + node.data.slice(from, to).search(/\S/));
      range.setEnd(node, to);
      found.push(range);
    }
    return found;
  };

  plainwords.sentences = (article, words) => new Reader(article, words).sentences;
}
