// The translation editor: languages, directions, and a way from each missing string to its place.
// wagtail-localize's editor is drawn by React and offers no place for additions, so the drawn elements are completed
// after each change. Nothing is sent from here.
(() => {
  "use strict";

  const segmentsInOrder = (props) => {
    const groups = new Map();
    for (const tab of props.tabs) {
      for (const segment of props.segments) {
        if (segment.location.tab !== tab.slug) continue;
        const key = [tab.slug, segment.location.field, segment.location.blockId].join("/");
        if (!groups.has(key)) groups.set(key, []);
        groups.get(key).push(segment);
      }
    }
    return [...groups.values()].flat();
  };

  const setLanguage = (element, language, direction) => {
    if (!element || element.lang === language) return;
    element.lang = language;
    element.dir = direction;
  };

  const start = () => {
    const editor = document.querySelector(".js-translation-editor");
    const bar = document.getElementById("translations-bar");
    if (!editor || !bar) return;
    editor.before(bar);

    const segments = segmentsInOrder(JSON.parse(editor.dataset.props));
    const { sourceLang, sourceDir, targetLang, targetDir } = bar.dataset;
    const buttons = [...bar.querySelectorAll("[data-translations-action]")];
    for (const button of buttons) button.setAttribute("form", "translations-draft");

    const complete = () => {
      const items = editor.querySelectorAll("li > h3 + ul > li");
      items.forEach((item, index) => {
        const segment = segments[index];
        if (!segment) return;
        if (segment.type === "string") {
          item.id = `segment-${segment.id}`;
          setLanguage(item.querySelector(":scope > p"), sourceLang, sourceDir);
          item.querySelectorAll(":scope > div > p, textarea").forEach((element) => {
            setLanguage(element, targetLang, targetDir);
          });
        } else {
          item.querySelectorAll("textarea").forEach((element) => element.setAttribute("dir", "auto"));
        }
      });

      const actions = editor.querySelector("footer .actions");
      for (const button of buttons) if (actions && !actions.contains(button)) actions.append(button);

      const strings = editor.querySelectorAll("li[id^=segment-]");
      const done = editor.querySelectorAll("li[id^=segment-].complete").length;
      const counter = bar.querySelector("[data-translations-done]");
      if (counter && strings.length && counter.textContent !== String(done)) counter.textContent = done;

      const entries = [...bar.querySelectorAll("[data-translations-segment]")];
      for (const entry of entries) {
        const place = document.getElementById(`segment-${entry.dataset.translationsSegment}`);
        entry.hidden = Boolean(place && place.classList.contains("complete"));
      }
      const left = entries.filter((entry) => !entry.hidden).length;
      const missing = bar.querySelector("[data-translations-missing]");
      if (missing && missing.textContent !== String(left)) missing.textContent = left;
    };

    const show = (place) => {
      const hidden = place.closest("section[hidden]");
      if (hidden) document.getElementById(hidden.id.replace(/^tab-/, "tab-label-"))?.click();
      requestAnimationFrame(() => {
        place.scrollIntoView({ block: "center" });
        const buttons = place.querySelectorAll("ul button");
        buttons[buttons.length - 1]?.focus({ preventScroll: true });
      });
    };

    bar.addEventListener("click", (event) => {
      const link = event.target.closest("[data-translations-segment] a");
      const place = link && document.getElementById(link.hash.slice(1));
      if (!place) return;
      event.preventDefault();
      show(place);
    });

    new MutationObserver(complete).observe(editor, { childList: true, subtree: true, attributeFilter: ["class"] });
    complete();
  };

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
