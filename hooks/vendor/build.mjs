// Writes docs/assets/vendor/: each script of this folder with what it imports, in one file, and all licenses;
// and hooks/plainwords/fonts/: the font of handouts, whole (what the web page uses lacks signs such as ≥).
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const out = new URL("../../docs/assets/vendor/", import.meta.url);
const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const packages = Object.keys(JSON.parse(read("package.json")).dependencies).map((name) => {
  const folder = `node_modules/${name}/`;
  const { version, license } = JSON.parse(read(`${folder}package.json`));
  const file = readdirSync(new URL(folder, import.meta.url)).find((each) => /^licen[cs]e/i.test(each));
  return { name: `${name} ${version}`, license, text: read(folder + file).trim() };
});

await build({
  entryPoints: [new URL("search.js", import.meta.url).pathname],
  outdir: out.pathname,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2020",
  legalComments: "none",
  banner: { js: `/* ${packages.map(({ name, license }) => `${name} (${license})`).join(", ")}: see LICENSES.txt */` },
});
const texts = packages.map(({ name, license, text }) => `${name}, ${license}\n\n${text}\n`);
writeFileSync(new URL("LICENSES.txt", out), texts.join(`\n${"-".repeat(78)}\n\n`));

const family = new URL("node_modules/@expo-google-fonts/atkinson-hyperlegible-next/", import.meta.url);
const fonts = new URL("../plainwords/fonts/", import.meta.url);
for (const weight of ["400Regular", "700Bold"]) {
  const file = `AtkinsonHyperlegibleNext_${weight}.ttf`;
  copyFileSync(new URL(`${weight}/${file}`, family), new URL(file, fonts));
}
copyFileSync(new URL("LICENSE_FONT", family), new URL("OFL.txt", fonts));
