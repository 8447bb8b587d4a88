// The section that a reader has chosen stands first among those beside an appeal; her browser alone knows of it.
const chooser = document.querySelector("[data-sections]");
const KEY = "section";
const first = (slug) => {
  const chosen = slug && document.querySelector(`[data-section="${CSS.escape(slug)}"]`);
  if (chosen) chosen.parentNode.prepend(chosen);
};
// A browser that keeps nothing still shows the choice until the page is left.
const kept = () => {
  try {
    return localStorage.getItem(KEY) ?? "";
  } catch {
    return "";
  }
};
const keep = (slug) => {
  try {
    localStorage.setItem(KEY, slug);
  } catch {}
};
if (chooser) {
  const select = chooser.querySelector("select");
  chooser.hidden = false;
  select.value = kept();
  if (!select.value) select.selectedIndex = 0;
  first(select.value);
  select.addEventListener("change", () => {
    keep(select.value);
    first(select.value);
  });
}
