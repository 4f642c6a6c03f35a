// "Read to me": the browser's own voice reads the page, sentence by sentence. Chrome falls silent in
// utterances of more than 15 seconds, and Android cannot pause one: so each sentence is an utterance
// of its own, and going on after a pause begins the sentence anew.
{
  "use strict";
  const words = plainwords.words.read;
  const root = document.documentElement;
  const opener = document.getElementById("read");
  const RATES = [0.6, 0.8, 1, 1.2, 1.5, 2];
  const chosen = RATES.indexOf(plainwords.setting("rate"));
  let rate = chosen < 0 ? RATES.indexOf(1) : chosen;
  let sentences = [];
  let at = 0;
  let playing = false;
  // Held here, for Chrome's garbage collector takes utterances that nothing holds, with their events.
  let utterance = null;

  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (text, onclick) => make("button", { type: "button", className: "button quiet", textContent: text, onclick });

  const play = button(words.play, () => (playing ? pause() : speak()));
  const place = make("p", {});
  const speed = make("p", {});
  const voice = make("select", { onchange: () => change("voice", voice.value) });
  const online = make("input", { type: "checkbox", onchange: () => fill() });
  const silent = make("p", { hidden: true, textContent: words.silent });
  const more = make(
    "div",
    { id: "read-more", hidden: true },
    button(words.slower, () => faster(-1)),
    speed,
    button(words.faster, () => faster(1)),
    make("label", {}, words.voice, voice),
    make("label", {}, online, words.online),
  );
  const opens = button(words.more, () => unfold(more.hidden));
  const bar = make(
    "section",
    { className: "read-bar no-print", ariaLabel: opener.textContent, popover: "manual" },
    make(
      "div",
      {},
      button(words.back, () => go(-1)),
      play,
      button(words.next, () => go(1)),
      opens,
      button(words.stop, () => stop()),
      place,
    ),
    silent,
    more,
  );
  play.classList.remove("quiet");
  opens.setAttribute("aria-controls", "read-more");
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stop();
  });

  const unfold = (open) => {
    more.hidden = !open;
    opens.setAttribute("aria-expanded", String(open));
  };

  // Voices that send the text to the maker of the browser (localService is false) only if the reader asks.
  const voices = () => {
    const language = root.lang.slice(0, 2);
    const rank = (voice) => (voice.localService ? 0 : 4) + (voice.lang === navigator.language ? 0 : 2) + (voice.default ? 0 : 1);
    return speechSynthesis
      .getVoices()
      .filter((voice) => voice.lang.startsWith(language) && (voice.localService || online.checked))
      .sort((one, other) => rank(one) - rank(other));
  };
  const fill = () => {
    const wanted = voice.value || plainwords.setting("voice");
    const found = voices();
    voice.replaceChildren(...found.map(({ name, voiceURI }) => make("option", { value: voiceURI, textContent: name })));
    if (found.some(({ voiceURI }) => voiceURI === wanted)) voice.value = wanted;
    silent.hidden = found.length > 0;
    play.disabled = !found.length;
    if (!found.length) unfold(true);
  };

  const show = () => {
    play.textContent = playing ? words.pause : words.play;
    place.textContent = words.place.replace("{number}", at + 1).replace("{all}", sentences.length);
    speed.textContent = words.speed.replace("{rate}", RATES[rate]);
  };

  const mark = () => {
    const ranges = sentences[at].ranges();
    if (window.Highlight && CSS.highlights) CSS.highlights.set("reading", new Highlight(...ranges));
    const box = ranges[0].getBoundingClientRect();
    const last = ranges[ranges.length - 1].getBoundingClientRect();
    if (box.top >= innerHeight / 10 && last.bottom <= innerHeight - bar.offsetHeight - innerHeight / 10) return;
    const still = root.dataset.motion === "none" || matchMedia("(prefers-reduced-motion: reduce)").matches;
    scrollTo({ top: scrollY + box.top - innerHeight / 4, behavior: still ? "instant" : "smooth" });
  };

  const hush = () => {
    utterance = null;
    playing = false;
    speechSynthesis.cancel();
  };
  const pause = () => {
    hush();
    show();
  };
  const speak = () => {
    hush();
    const picked = voices().find(({ voiceURI }) => voiceURI === voice.value);
    if (!picked) return void show();
    const mine = new SpeechSynthesisUtterance(sentences[at].text);
    Object.assign(mine, { voice: picked, lang: picked.lang, rate: RATES[rate] });
    mine.onend = () => {
      if (mine !== utterance) return;
      if (at + 1 < sentences.length) go(1);
      else {
        at = 0;
        pause();
      }
    };
    mine.onerror = () => {
      if (mine === utterance) pause();
    };
    utterance = mine;
    playing = true;
    mark();
    show();
    speechSynthesis.speak(mine);
  };

  const go = (step) => {
    at = Math.min(Math.max(at + step, 0), sentences.length - 1);
    if (playing) speak();
    else {
      mark();
      show();
    }
  };
  const change = (name, value) => {
    plainwords.setting(name, value);
    show();
    if (playing) speak();
  };
  const faster = (step) => {
    rate = Math.min(Math.max(rate + step, 0), RATES.length - 1);
    change("rate", RATES[rate]);
  };
  const stop = () => {
    hush();
    window.CSS?.highlights?.delete("reading");
    root.classList.remove("reading");
    bar.remove();
    opener.focus();
  };

  speechSynthesis.addEventListener?.("voiceschanged", () => fill());
  addEventListener("pagehide", () => {
    if (bar.isConnected) pause();
  });

  plainwords.read = () => {
    if (!bar.isConnected) {
      sentences = plainwords.sentences(document.querySelector("article"), words);
      at = 0;
      unfold(false);
      document.body.append(bar);
      bar.showPopover();
      root.classList.add("reading");
    }
    fill();
    show();
    (play.disabled ? online : play).focus();
    if (!playing) speak();
  };
}
