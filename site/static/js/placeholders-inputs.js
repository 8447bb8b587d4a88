// Placeholders in the plain texts of a document: one button that follows the focus, and tidy spaces in what is pasted.
(() => {
  "use strict";
  const { vigilPlaceholders: placeholders } = window;
  if (!placeholders || placeholders.followsFocus) return;
  placeholders.followsFocus = true;

  const TEXTS = 'input[type="text"][name^="content-"], textarea[name^="content-"]';

  let button = null;
  let target = null;

  const insert = (text) => {
    if (!target?.isConnected) return;
    target.focus();
    target.setRangeText(text, target.selectionStart, target.selectionEnd, "end");
    target.dispatchEvent(new Event("input", { bubbles: true }));
    target.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const theButton = () => {
    if (button) return button;
    button = document.createElement("button");
    button.type = "button";
    button.className = "placeholders-insert placeholders-insert--follows";
    button.setAttribute("aria-haspopup", "menu");
    button.setAttribute("aria-expanded", "false");
    const sign = document.createElement("span");
    sign.ariaHidden = "true";
    sign.dir = "ltr";
    sign.textContent = "{{ }}";
    button.append(sign, " ", placeholders.word("insert"));
    button.addEventListener("click", () => placeholders.open(button, insert));
    return button;
  };

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.(TEXTS)) return;
    target = event.target;
    if (target.nextElementSibling !== button || !button) target.after(theButton());
  });

  // Word processors put non-breaking spaces where nobody wants them. Those that typography asks for stay: between
  // digits, and beside the marks that French separates. Inside brackets and braces none does.
  const tidy = (text) =>
    text
      .replace(/\[[^[\]\n]*\]|\{\{[^{}\n]*\}\}/g, (inside) => inside.replace(/[\u00a0\u202f\u2007]/g, " "))
      .replace(/(?<!«)\u00a0(?![:;!?»%€])/g, (space, place, whole) =>
        /\d/.test(whole[place - 1] || "") && /\d/.test(whole[place + 1] || "") ? space : " ",
      );

  document.addEventListener("paste", (event) => {
    if (!event.target.matches?.(TEXTS)) return;
    const given = event.clipboardData?.getData("text/plain") || "";
    const tidied = tidy(given);
    if (tidied === given) return;
    event.preventDefault();
    // Keeps the browser's undo, which setting the value would not.
    if (!document.execCommand("insertText", false, tidied)) {
      target = event.target;
      insert(tidied);
    }
  });
})();
