// Finds the words of a glossary in a text: the twin of matcher.py, fold.py and forms.py. The rules are those of
// LINKING.md; tests/test_twin.py holds the two together.
//
//   const find = matcher();
//   find.list({ id: "plasma" }, "blood plasma");
//   [...find("Blood plasma's")].filter(Boolean) -> [{ start: 0, end: 14, id: "plasma" }]
//
// The search is a generator, so that a page can breathe in the middle of a long text: what it yields in between is
// undefined.
//
// All forms are listed before the first search, those of terms before excepted phrases: a phrase that has an entry of
// its own names that one. The build has seen to it that no spelling names two terms.
function matcher() {
  // Letters and digits as Python's isalnum() has them, and the underscore. \w would know ASCII only, and the flag i,
  // with u, would take the long s for an s: letter case is told apart by hand.
  const WORDS = /[\p{L}\p{N}_]+/gu;
  // A joiner between letters makes them one word: non-cancer. So do the signs of an address: info@myeloma.org/types/
  const BEFORE = /(?<![\p{L}\p{N}_][-\u2013']?|\p{L}[.@]([^ ]{0,99}[/=])?)/uy;
  const AFTER = /(?<=[sS])'(?= \p{L})|('[sS])?(?![-\u2013']?[\p{L}\p{N}_]|[.@]\p{L})/uy;
  const ODD = / *[^ -~][^!-~]*|  +/g;
  const SAME = [
    [/[^\S\ufeff]|[\x1c-\x1f\x85]/, " "], // what Python's isspace() knows
    [/[\u2010\u2011]/, "-"],
    [/[\u2018\u2019\u02bc]/, "'"],
    [/[\xad\x05\u200b-\u200d\u2060\ufeff]/, ""],
  ];
  const IOTA = "\u0345"; // of all marks the one that stands last in canonical order

  const equals = new Map();
  const forms = new Map(); // by the stem of their first word
  const met = new Map(); // by word: what begins with it; to spell out all forms at once would take much longer

  const match = (pattern, text, at) => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };

  // JavaScript does not tell a mark's combining class, by which Python knows accents. But normalizing puts a mark of
  // any class in front of the iota, and one of class 0 (a vowel sign, say, which is no accent) stays behind it.
  const isAccent = (char) => char === IOTA || !(IOTA + char).normalize("NFD").startsWith(IOTA);

  // What one character equals: itself, another one, nothing, or the letters that it is made of.
  function equal(char) {
    if (!equals.has(char)) {
      equals.set(char, SAME.find(([pattern]) => pattern.test(char))?.[1]
        ?? [...char.normalize("NFD")].filter((part) => !isAccent(part)).join(""));
    }
    return equals.get(char);
  }

  // The text with equal characters made the same, and the way back: from each of `cuts` on, what is at a place was
  // further on by the number in `shifts`.
  function fold(text) {
    const cuts = [0], shifts = [0];
    let folded = "", at = 0, shift = 0;
    const mark = (index) => {
      if (at - index === shift) return;
      cuts.push(index);
      shifts.push(shift = at - index);
    };
    for (const run of text.matchAll(ODD)) {
      folded += text.slice(at, at = run.index);
      let last;
      for (const char of run[0]) {
        const same = equal(char);
        if (same && !(same === " " && last === " ")) {
          for (let unit = 0; unit < same.length; unit++) mark(folded.length + unit);
          folded += last = same;
        }
        at += char.length;
      }
      mark(folded.length);
    }
    return { folded: folded + text.slice(at), cuts, shifts };
  }

  const spaced = (folded) => folded.replaceAll("-", " ");
  const stem = (word) => word.replace(/[eisy]+$/, ""); // a plural differs from its singular in these letters alone
  const plurals = (form) =>
    /\p{Uppercase}$/u.test(form) ? [form + "s"]
      : /([sxz]|sh)$/.test(form) ? [form + "es"]
        : /(ch|[^aeiou]o)$/.test(form) ? [form + "es", form + "s"]
          : [/[^aeiou]y$/.test(form) ? form.slice(0, -1) + "ies" : form + "s"];
  const singulars = (form) => {
    if (!/[^ius]s$/.test(form)) return [];
    const one = form.slice(0, -1);
    if (/\p{Uppercase}s$/u.test(form)) return [one];
    if (/(^| )[^ ]{1,3}$/u.test(form)) return [];
    return /ies$/.test(form) ? [one, form.slice(0, -3) + "y"]
      : /(ss|[xz]|[cs]h|o|us)es$/.test(form) ? [one, form.slice(0, -2)]
        : [one];
  };

  // What begins with a word: by the key, the spellings that are the same but for capitals and hyphens.
  function beginning(word) {
    const keys = new Map();
    for (const { form, id, decides, excepted } of forms.get(stem(word)) || []) {
      const exact = decides || /\p{Uppercase}[^ ]*\p{Uppercase}/u.test(form);
      const numbers = /[^ ]\p{L}$/u.test(form) ? [...plurals(form), ...singulars(form)] : [];
      for (const letters of [form, ...numbers]) {
        const key = letters.toLowerCase();
        const [first] = key.match(WORDS);
        if (first !== word) continue;
        if (!keys.has(key)) keys.set(key, { key, offset: key.indexOf(first), same: [] });
        keys.get(key).same.push({ letters: exact && letters, id, excepted });
      }
    }
    return [...keys.values()];
  }

  function list({ id, case: decides }, text, excepted) {
    const form = spaced(fold(text).folded);
    const first = form.toLowerCase().match(WORDS);
    if (!first) return;
    const key = stem(first[0]);
    if (!forms.has(key)) forms.set(key, []);
    forms.get(key).push({ form, id, decides, excepted });
  }

  function* find(text) {
    const { folded, cuts, shifts } = fold(text);
    const letters = spaced(folded);
    const lower = letters.toLowerCase();
    const found = [], excepted = [];
    for (const { 0: word, index } of lower.matchAll(WORDS)) { // another search may go on meanwhile
      if (!met.has(word)) met.set(word, beginning(word));
      for (const { key, offset, same } of met.get(word)) {
        yield;
        const start = index - offset; // a form may begin with a sign
        if (!lower.startsWith(key, start) || !match(BEFORE, folded, start)) continue;
        const spelling = same.find((each) => !each.letters || letters.startsWith(each.letters, start));
        let end = start + key.length;
        const after = match(AFTER, folded, end);
        if (!spelling || !after) continue;
        if (after[0] !== "'" || folded[start - 1] !== "'") end += after[0].length; // 'platelets' is no possessive
        (spelling.excepted ? excepted : found).push({ start, end, length: key.length, id: spelling.id });
      }
    }

    const order = (one, other) => one.start - other.start || other.end - one.end || other.length - one.length;
    found.sort(order);
    excepted.sort(order);
    let passed = 0, done = 0, cut = 0;
    const isFree = (start, end) => {
      while (excepted[passed]?.end <= start) passed++;
      for (let at = passed; excepted[at]?.start < end; at++) {
        const phrase = excepted[at];
        const holds = start <= phrase.start && phrase.end <= end && end - start > phrase.end - phrase.start;
        if (phrase.end > start && !holds) return false;
      }
      return true;
    };
    const place = (index) => { // asked for in order
      while (cuts[cut + 1] <= index) cut++;
      return index + shifts[cut];
    };
    for (const { start, end, id } of found) {
      if (start >= done && isFree(start, end)) yield { start: place(start), end: place(done = end), id };
    }
  }
  find.list = list;
  return find;
}
