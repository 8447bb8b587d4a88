// Sharing, copying, printing, videos behind a click. Pages work without it; it sends nothing anywhere.
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
})();
