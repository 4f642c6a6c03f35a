// Measures search libraries on the queries of tests/queries.yml and on typing errors in the names of terms.
//
//   make site && python -c "import json, yaml_rs; print(json.dumps(yaml_rs.load('tests/queries.yml')))" > queries.json
//   (cd hooks/vendor && npm ci --ignore-scripts && npm install --no-save fuse.js@7.5.0 flexsearch@0.8.212 lunr@2.3.9)
//   node bench/search.mjs queries.json [library …]
//
// Each library gets the same records and weights, and the settings that its own guide gives for forgiving search;
// "ours" is MiniSearch with docs/assets/search-find.js.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync } from "node:zlib";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const need = createRequire(new URL("hooks/vendor/package.json", root));

const plainwords = { searchData: (records) => (plainwords.records = records) };
const run = (path) => new Function("plainwords", "window", read(path))(plainwords, { plainwords });
run("site/assets/search-data.js");
run("docs/assets/vendor/search.js");
run("docs/assets/search-find.js");
const { terms, pages } = plainwords.records;

const WEIGHTS = { name: 8, forms: 6, say: 2, short: 1, title: 5, questions: 3, heading: 3, text: 1 };
const FIELDS = Object.keys(WEIGHTS);
const EMPTY = Object.fromEntries(FIELDS.map((field) => [field, ""]));
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const docs = [];
const add = (url, fields) => docs.push({ ...EMPTY, ...fields, url, id: docs.length });
for (const [url, name, forms, say, short] of terms) add(url, { name, forms: forms.join(" | "), say, short });
for (const [url, title, short, questions, sections] of pages) {
  add(url, { title, short, questions: questions.join(" | ") });
  for (const [, heading, text] of sections) add(url, { heading, text });
}

const LIBRARIES = {
  minisearch: () => {
    const index = new plainwords.vendor.MiniSearch({ fields: FIELDS, processTerm: fold });
    index.addAll(docs);
    return (text) => index.search(text, { boost: WEIGHTS, prefix: true, fuzzy: 0.25 }).map(({ id }) => id);
  },
  "fuse.js": () => {
    const Fuse = need("fuse.js");
    const keys = FIELDS.map((name) => ({ name, weight: WEIGHTS[name] }));
    const index = new Fuse(docs, { keys, ignoreLocation: true, ignoreDiacritics: true, threshold: 0.35 });
    return (text) => index.search(text).map(({ item }) => item.id);
  },
  flexsearch: () => {
    const { Document, Encoder, Charset } = need("flexsearch");
    const encoder = new Encoder(Charset.LatinAdvanced);
    const index = new Document({ document: { id: "id", index: FIELDS.map((field) => ({ field, tokenize: "forward", encoder })) } });
    docs.forEach((doc) => index.add(doc));
    return (text) => {
      const scores = new Map();
      for (const { field, result } of index.search(text, { limit: 30, suggest: true })) {
        result.forEach((id, at) => scores.set(id, (scores.get(id) || 0) + WEIGHTS[field] / (at + 1)));
      }
      return [...scores].sort((one, other) => other[1] - one[1]).map(([id]) => id);
    };
  },
  lunr: () => {
    const lunr = need("lunr");
    const index = lunr(function () {
      this.ref("id");
      FIELDS.forEach((field) => this.field(field, { boost: WEIGHTS[field] }));
      docs.forEach((doc) => this.add({ id: doc.id, ...Object.fromEntries(FIELDS.map((f) => [f, fold(doc[f])])) }));
    });
    return (text) => index.query((query) => {
      for (const word of lunr.tokenizer(fold(text))) {
        query.term(word, { boost: 10 });
        query.term(word, { boost: 3, wildcard: lunr.Query.wildcard.TRAILING });
        if (`${word}`.length > 3) query.term(word, { editDistance: 1 });
      }
    }).map(({ ref }) => Number(ref));
  },
};

const urls = (find) => (text) => [...new Set(find(text).slice(0, 40).map((id) => docs[id].url))];
async function ours() {
  const finder = new plainwords.Finder(plainwords.records, plainwords.vendor);
  await finder.ready;
  return (text) => finder.find(text).results.map(({ of }) => of.url);
}

const typos = (word) => [...word].flatMap((letter, at) => [
  word.slice(0, at) + word.slice(at + 1),
  word.slice(0, at) + letter + word.slice(at),
  word.slice(0, at) + (word[at + 1] || "") + letter + word.slice(at + 2),
]);
const wrong = terms.filter(([, name]) => /^[A-Za-z]{6,}$/.test(name)).flatMap(([url, name]) => typos(name).map((typo) => [url, typo]));
const lists = JSON.parse(readFileSync(process.argv[2], "utf8"));
const asked = ["first", "among the first three"].flatMap((part) => Object.values(lists[part]).flatMap(Object.entries));

console.log("| library | first | in the first three | typing errors, in the first five | CPU for a query | CPU to begin |");
console.log("| --- | --- | --- | --- | --- | --- |");
const wanted = process.argv.slice(3);
for (const name of ["ours", ...Object.keys(LIBRARIES)].filter((each) => !wanted.length || wanted.includes(each))) {
  const cpu = (since) => (process.cpuUsage(since).user + process.cpuUsage(since).system) / 1000;
  const begin = process.cpuUsage();
  const find = name === "ours" ? await ours() : urls(LIBRARIES[name]());
  const built = cpu(begin);
  const start = process.cpuUsage();
  const places = asked.map(([text, hits]) => find(text).findIndex((url) => [hits].flat().includes(url)));
  const each = cpu(start) / asked.length;
  const some = wrong.filter((_, at) => at % (name === "fuse.js" ? 199 : 29) === 0);
  const met = some.filter(([url, typo]) => find(typo).slice(0, 5).includes(url)).length;
  const three = places.filter((at) => at >= 0 && at < 3).length;
  const share = ((100 * met) / some.length).toFixed(1);
  console.log(`| ${name} | ${places.filter((at) => at === 0).length} | ${three} of ${asked.length} | ${share} % of ${some.length} | ${each.toFixed(1)} ms | ${built.toFixed(0)} ms |`);
}

for (const path of ["assets/vendor/search.js", "assets/search-data.js", "assets/search-find.js", "assets/search.js", "assets/words.js"]) {
  console.log(path, brotliCompressSync(read(`site/${path}`)).length, "bytes brotli");
}
