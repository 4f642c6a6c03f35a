// Runs in <head>, before anything is painted: says that scripts run, and puts the settings that a
// reader kept (assets/settings.js) on <html>, so that no page flashes in the wrong color or size.
// What is kept may be gone, forbidden or spoiled: then the page is as for a first visit.
{
  "use strict";
  const root = document.documentElement;
  const known = {
    text: ["large", "larger", "largest"],
    spacing: ["wide"],
    theme: ["light", "dark"],
    motion: ["none"],
  };
  root.classList.add("js");
  try {
    const kept = JSON.parse(localStorage.getItem("plainwords-settings"));
    for (const name of Object.keys(known)) {
      if (known[name].includes(kept[name])) root.dataset[name] = kept[name];
    }
  } catch {
    // Nothing kept, or nothing to be read: the attributes stay off.
  }
}
