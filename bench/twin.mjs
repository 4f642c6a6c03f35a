// Measures the matcher of partner pages, hooks/plainwords/templates/embed-matcher.js, on the real terms and the site's own pages.
//
//   (cd tests && PYTHONPATH=../hooks python -c "import json, test_twin, plainwords.terms as t; \
//     print(json.dumps([test_twin.record(each) for each in t.load('../glossary').values()]))") > terms.json
//   node bench/twin.mjs terms.json
//
// CPU time of the thread that a page would wait for (Node 24 tells it), first as a page meets the script and then as the
// median of 15 runs.
import { readFileSync, readdirSync } from "node:fs";

const root = new URL("../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
const source = read("hooks/plainwords/templates/embed-matcher.js");
const terms = JSON.parse(readFileSync(process.argv[2], "utf8"));
const pages = readdirSync(new URL("docs/", root), { recursive: true }).filter((path) => path.endsWith(".md")).sort();
const guide = pages.map((path) => read(`docs/${path}`)).join("\n\n");

const cpu = (work) => {
  const begin = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(begin);
  return (user + system) / 1000;
};
const median = (times, work) => {
  const all = Array.from({ length: times }, () => cpu(work)).sort((one, other) => one - other);
  return all[times >> 1];
};
const fresh = () => new Function(`${source}; return matcher;`)();

let search;
const find = (text) => [...search(text)].filter(Boolean);
const load = () => {
  search = fresh()();
  for (const term of terms) for (const form of [term.term, ...term.forms]) search.list(term, form);
  for (const term of terms) for (const phrase of term.except) search.list(term, phrase, true);
};
const forms = terms.reduce((sum, { forms, except }) => sum + 1 + forms.length + except.length, 0);
const loads = `${cpu(load).toFixed(1)} ms, then ${median(15, load).toFixed(1)} ms`;
console.log(`${terms.length} terms, ${forms} forms and phrases: ${loads}`);

load();
const paragraphs = guide.split(/\s+(?=\s)/);
let count = 0;
const some = paragraphs.filter((text) => (count += text.split(/\s+/).length) < 7_000);
const times = some.map((text) => cpu(() => find(text)));
const sum = times.reduce((one, other) => one + other);
console.log(`7,000 words in ${some.length} texts: ${sum.toFixed(0)} ms, ${Math.max(...times).toFixed(1)} ms for the longest`);

const odd = guide.replace(/e/g, "é").replace(/ /g, "\u00a0 ");
for (const [name, text] of [["the guide", guide], ["in accents and odd spaces", odd], ["Cyrillic", "Ж плазма ".repeat(1e5)]]) {
  const time = median(15, () => find(text));
  console.log(`${name}: ${(text.length / 1000 / time).toFixed(1)} MB/s (${find(text).length} found in ${(text.length / 1e6).toFixed(2)} MB)`);
}
const phrases = terms.flatMap(({ except }) => except).join(", ").repeat(20);
console.log(`nothing but excepted phrases: ${(phrases.length / 1000 / median(5, () => find(phrases))).toFixed(1)} MB/s`);
