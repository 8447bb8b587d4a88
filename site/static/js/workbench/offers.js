// What is offered while a string is translated: marks, names and terms, the previous version, the memory.

import { button, chips, difference, icon, make, percent, say } from "./dom.js";
import { insertable } from "./tokens.js";

// Marks and placeholders of the original, to be put in where the cursor stands, or around what is selected.
export const marks = (string, insert) => {
  const found = insertable(string.data.source);
  if (!found.length) return null;
  const buttons = found.map(([before, after]) => {
    const shown = after ? `${before}…${after}` : before;
    return button(make("bdi", { dir: "ltr" }, shown), () => insert(before, after), {
      class: "workbench-chip workbench-chip--insert",
      "aria-label": say("insert", { text: shown }),
    });
  });
  return make("p", { class: "workbench-offer" }, buttons);
};

export const names = (string, insert, place) => {
  const rows = string.data.names.map((name) => {
    const allowed = [name.preferred, ...name.accepted].filter(Boolean);
    return make(
      "li",
      {},
      make("span", { lang: place.sourceLang, dir: place.sourceDir }, name.written),
      make("span", { class: "workbench-quiet" }, ` ${name.kind} `),
      icon("arrow-right"),
      allowed.map((form) =>
        button(make("bdi", { lang: place.targetLang }, form), insert && (() => insert(form, "")), {
          class: `workbench-form${form === name.preferred ? " workbench-form--preferred" : ""}`,
          "aria-label": say("insert", { text: form }),
          disabled: !insert,
        })
      ),
      name.forbidden.length
        ? make(
            "span",
            { class: "workbench-not" },
            `${say("not")} `,
            make("del", { lang: place.targetLang, dir: place.targetDir }, name.forbidden.join(", "))
          )
        : null,
      name.notes.length ? make("span", { class: "workbench-note" }, make("bdi", {}, name.notes.join(" · "))) : null
    );
  });
  if (!rows.length) return null;
  return make("section", { class: "workbench-offer" }, make("h5", {}, say("names")), make("ul", {}, rows));
};

export const previous = (string, use, place) => {
  const old = string.data.previous;
  if (!old) return null;
  return make(
    "section",
    { class: "workbench-offer workbench-offer--changed" },
    make("h5", {}, say("changed")),
    make("p", { lang: place.sourceLang, dir: place.sourceDir, class: "workbench-text" }, difference(old.differences)),
    make("p", { class: "workbench-quiet" }, say("before")),
    make("p", { lang: place.targetLang, dir: place.targetDir, class: "workbench-text" }, chips(old.target)),
    use && button(say("mend"), () => use(old.target))
  );
};

// The same sentence first, then similar ones with what differs.
export const memory = (string, use, place) => {
  const found = matches(string);
  if (!found.length) return null;
  const rows = found.map((match) =>
    make(
      "li",
      {},
      make("p", { class: "workbench-quiet" }, make("bdi", {}, percent(match.score)), match.only_values_differ && match.score < 100 ? ` · ${say("values")}` : ""),
      match.differences.length
        ? make("p", { lang: place.sourceLang, dir: place.sourceDir, class: "workbench-text" }, difference(match.differences))
        : null,
      make("p", { lang: place.targetLang, dir: place.targetDir, class: "workbench-text" }, chips(match.target)),
      button(say("use"), () => use(match.target))
    )
  );
  return make("section", { class: "workbench-offer" }, make("h5", {}, say("memory")), make("ul", {}, rows));
};

// What stands there already is no offer.
const matches = (string) =>
  [...(string.memory?.exact ?? []), ...(string.memory?.similar ?? [])].filter(({ target }) => target !== string.data.target);

// The text that the key for accepting puts in: the same sentence, the old translation, the likest sentence.
export const best = (string) => {
  const [first] = matches(string);
  if (first?.score === 100) return first.target;
  return string.data.previous?.target ?? first?.target ?? null;
};
