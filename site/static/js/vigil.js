// Sharing, copying, printing, videos behind a click, one's own section first. Pages work without it; it sends nothing anywhere.
(() => {
  const address = document.querySelector("[rel=canonical]")?.href ?? location.href;
  const on = (selector, act) =>
    document.querySelectorAll(selector).forEach((control) => {
      control.hidden = false;
      control.addEventListener("click", (event) => {
        event.preventDefault();
        act(control);
      });
    });

  // A reader who closes the sheet again has made no error.
  if (navigator.share) on("[data-share]", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
  if (navigator.clipboard)
    on("[data-copy]", async (button) => {
      await navigator.clipboard.writeText(address);
      button.parentNode.querySelector("[role=status]").textContent = button.dataset.copy;
    });
  on("[data-print]", () => print());
  on("[data-frame]", (link) => {
    const frame = document.createElement("iframe");
    frame.src = link.dataset.frame;
    frame.title = link.dataset.title;
    frame.allow = "autoplay; fullscreen";
    link.replaceWith(frame);
    frame.focus();
  });

  // The section that a reader has chosen stands first; her browser alone knows of it.
  const chooser = document.querySelector("[data-sections]");
  const first = (slug) => {
    const chosen = slug && document.querySelector(`[data-section="${CSS.escape(slug)}"]`);
    if (chosen) chosen.parentNode.prepend(chosen);
  };
  if (chooser) {
    const select = chooser.querySelector("select");
    chooser.hidden = false;
    try {
      select.value = localStorage.getItem("section") ?? "";
    } catch {}
    if (!select.value) select.selectedIndex = 0;
    first(select.value);
    select.addEventListener("change", () => {
      try {
        localStorage.setItem("section", select.value);
      } catch {}
      first(select.value);
    });
  }
})();
