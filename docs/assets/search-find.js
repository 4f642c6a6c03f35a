// Finds terms and pages. MiniSearch finds words, their beginnings and their misspellings; what is added here is what
// it cannot know: that a term's whole name beats a word in a text, however it is spaced, and what words sound like.
{
  "use strict";

  const BOOST = { name: 6, forms: 5, short: 1, title: 6, questions: 5, heading: 4, text: 1, page: 3, sound: 3 };
  const WORDS = /[\p{L}\p{N}]+/gu;
  const ASKED = 1.6; // who writes whole sentences asks a question, and pages answer those
  const WHOLE = 3.4, EXACT = 3, ALMOST = 2.5, SOUND = 1;
  const LONGEST = 12;
  const MARK = "~"; // tells a sound from a word

  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/['’ʼ]s\b|['’ʼ]/g, "");
  const split = (text) => fold(text).match(WORDS) || [];
  const stem = (word) =>
    word.length < 4 || /(ss|us|is)$/.test(word) ? word : word.replace(/ies$/, "y").replace(/s$/, "");
  const digits = (text) => text.replace(/\D/g, "");
  const compact = (words) => words.map(stem).join("");

  // The number of letters to change, add, leave out or swap with their neighbor; more than `most` is only "too many".
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const change = last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
        row[j] = Math.min(change, last[j] + 1, row[j - 1] + 1);
        const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
        if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  // How nearly a name is what was asked for, from ALMOST (one letter off) down to 0; numbers are never nearly right.
  function likeness(keys, name) {
    let best = 0;
    for (const key of keys) {
      const most = key.length < 5 ? 0 : Math.min(4, (key.length + 1) >> 2);
      const far = distance(key, name, most);
      if (far <= most && digits(key) === digits(name)) best = Math.max(best, ALMOST - (far - 1) / 4);
    }
    return best;
  }

  class Finder {
    constructor(data, { MiniSearch, doubleMetaphone }) {
      this.common = new Set(data.common);
      this.codes = (word) => (/^[a-z]{2,}$/.test(word) ? [...new Set(doubleMetaphone(word))].filter(Boolean) : []);
      this.terms = data.terms.map((record) => this.#term(record));
      this.records = [];
      this.known = new Set();
      this.titles = new Map();
      this.index = new MiniSearch({
        fields: Object.keys(BOOST),
        tokenize: (text, field) => (field === "sound" ? text.split(" ") : split(text)),
        processTerm: (word, field) => {
          if (field === "sound") return word;
          if (field) this.known.add(stem(word)); // a query comes without a field
          return stem(word);
        },
      });
      const texts = [];
      const add = (kind, of, fields, section) => {
        texts.push({ id: this.records.length, ...fields });
        this.records.push({ kind, of, section });
      };
      for (const term of this.terms) {
        add("term", term, { name: term.name, short: term.short, forms: this.#others(term), sound: this.#sound(term) });
      }
      for (const [url, title, description, questions, sections] of data.pages) {
        const page = { url, title, description };
        for (const asked of [title, ...questions]) this.titles.set(compact(split(asked)), page);
        add("page", page, { title, short: description, questions: questions.join(" | ") });
        for (const [id, heading, text] of sections) {
          add("page", page, { heading, text, page: title }, id ? { id, heading } : null);
        }
      }
      this.ready = this.index.addAllAsync(texts, { chunkSize: 100 }); // a slow phone goes on taking letters meanwhile
    }

    #term([url, name, forms, say, short]) {
      const names = [name, ...forms].map((form) => ({ form, key: compact(split(form)) }));
      const heard = new Map(); // what a code sounds like; an abbreviation is spelled, not spoken
      const hear = (word, form) => this.codes(word).forEach((code) => heard.has(code) || heard.set(code, form));
      for (const { form, key } of names) if (key.length > 3 && /[aeiouy]/.test(key)) hear(key, form);
      hear(split(say).join(""), name);
      return { url, name, forms, say, short, names, heard };
    }

    // The words of the forms, each once: a name with ten spellings is no better an answer than one with two.
    #others({ name, forms }) {
      const own = new Set(split(name).map(stem));
      return [...new Set(split(forms.join(" ")).map(stem))].filter((word) => !own.has(word)).join(" ");
    }

    #sound({ name, forms, say }) {
      const words = split([name, ...forms, say].join(" "));
      return [...new Set(words.flatMap(this.codes))].map((code) => MARK + code).join(" ");
    }

    // What was found, and what was meant where a word is misspelled. The best come first: a term or page by its whole
    // name, then a term whose name is almost that, then one that sounds like it, then all others by their score.
    find(text) {
      const all = split(text).slice(0, LONGEST);
      const told = all.filter((word) => !this.common.has(word));
      const words = told.length ? told : all;
      if (!words.length) return { results: [], meant: "" };
      const found = this.#words(words, told.length ? all.filter((word) => this.common.has(word)) : []);
      const keys = [...new Set([compact(all), compact(words)])];
      this.#names(found, keys, words);
      const page = this.titles.get(keys[0]);
      if (page) found.set(page, { kind: "page", of: page, score: 0, ...found.get(page), rank: WHOLE, section: null });
      const results = [...found.values()].sort((one, other) => other.rank - one.rank || other.score - one.score);
      return { results: results.map((entry) => this.#result(entry)), meant: this.#meant(results[0], all) };
    }

    // `form` is the other name by which a term was found.
    #result({ kind, of, section, form, matched = [] }) {
      if (kind === "page") return { kind, of, section };
      const has = (name) => split(name).some((word) => matched.includes(stem(word)));
      const other = form || (has(of.name) ? "" : of.forms.find(has));
      return { kind, of, form: other && fold(other) !== fold(of.name) ? other : "" };
    }

    // The words as they would be spelled for the first result; nothing where each word is one, or the beginning of one.
    #meant(best, all) {
      const lost = all.filter((word) => !this.#begins(word));
      if (!best || !lost.length || best.rank >= EXACT) return "";
      if (best.kind === "term" && best.form) return best.form;
      const near = (word) => {
        const ways = (best.matched || []).map((other) => ({ other, far: distance(stem(word), other, 4) }));
        return ways.sort((one, other) => one.far - other.far).find(({ far }) => far < 4)?.other || word;
      };
      const meant = all.map((word) => (lost.includes(word) ? near(word) : word)).join(" ");
      return meant === all.join(" ") ? "" : meant;
    }

    #begins(word) {
      if (this.known.has(stem(word)) || this.common.has(word)) return true;
      for (const known of this.known) if (known.startsWith(word)) return true;
      return false;
    }

    // A page's score is its own and its best section's; to answer two of the words is four times as good as one.
    #words(words, common) {
      const found = new Map();
      for (const { id, score, queryTerms, match } of this.#hits(words, common)) {
        const { kind, of, section } = this.records[id];
        const entry = found.get(of) || { kind, of, rank: 0, score: 0, part: 0, covers: new Set(), matched: [] };
        const own = score / queryTerms.length; // MiniSearch has multiplied by the number of words that it found
        if (section === undefined) entry.score = own;
        else if (own > entry.part) [entry.part, entry.section] = [own, section];
        entry.matched.push(...Object.keys(match));
        for (const word of queryTerms) entry.covers.add(word);
        found.set(of, entry);
      }
      const asked = words.map(stem);
      for (const entry of found.values()) {
        const share = asked.filter((word) => entry.covers.has(word)).length || 0.5;
        if (entry.part < entry.score) entry.section = null;
        const question = common.length && entry.kind === "page" ? ASKED : 1;
        entry.score = (entry.score + entry.part) * (share / words.length) ** 2 * question;
      }
      return found;
    }

    // A word that stands in a text is taken as it is; only others may be misspelled, torn apart or written as heard.
    #hits(words, common) {
      const lost = words.map((word) => !this.known.has(stem(word)));
      const pairs = words.slice(1).map((word, at) => words[at] + word).filter((_, at) => lost[at] || lost[at + 1]);
      const heard = [...words.filter((_, at) => lost[at]), ...pairs];
      const codes = heard.flatMap(this.codes).filter((code) => code.length > 1);
      const any = { combineWith: "OR", boost: BOOST, fuzzy: false, prefix: false };
      return this.index.search({
        combineWith: "OR",
        queries: [
          {
            ...any, queries: words, weights: { fuzzy: 0.6, prefix: 0.4 },
            // The last word may still be typed; of the others, "hand" means no handout.
            prefix: (word) => word.length > 1 && (word === words.at(-1) || !this.known.has(stem(word))),
            maxFuzzy: 3,
            fuzzy: (word) => (!this.known.has(word) && word.length > 3 && /^\D+$/.test(word) ? 0.25 : false),
          },
          { ...any, queries: common, fields: ["title", "questions"] },
          { ...any, queries: pairs, fuzzy: (word) => (word.length > 5 ? 0.15 : false) },
          { ...any, queries: codes, fields: ["sound"], tokenize: (code) => [MARK + code], processTerm: (code) => code },
        ].filter(({ queries }) => queries.length),
      });
    }

    // Compares the whole query with the whole names of terms, spaces and hyphens aside.
    #names(found, keys, words) {
      const lost = words.some((word) => !this.known.has(stem(word)));
      const codes = lost ? keys.flatMap(this.codes).filter((code) => code.length > 1) : [];
      for (const term of this.terms) {
        const code = codes.find((each) => term.heard.has(each));
        let best = code ? { rank: SOUND, form: term.heard.get(code) } : { rank: 0 };
        for (const name of term.names) {
          const rank = keys.includes(name.key)
            ? keys[0] === name.key ? WHOLE + 0.1 : EXACT
            : lost || words.length === 1 ? likeness(keys, name.key) + (code ? 0.3 : 0) : 0;
          if (rank > Math.max(best.rank, SOUND)) best = { rank, form: name.form };
        }
        if (best.rank) found.set(term, { kind: "term", of: term, score: 0, ...found.get(term), ...best });
      }
    }
  }

  plainwords.Finder = Finder;
}
