// Filling in a letter: what is typed stays in the page. Without this the same form is answered by the server.
const form = document.querySelector("form.letter");
const paper = form.querySelector(".paper");
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const said = form.querySelector("[data-said]");
const cut = form.querySelector("[data-cut]");
const pageLanguage = document.documentElement.lang;
const known = {};
let data;
let asked = false;

// --- What has been answered ---

const FLOOD = /(\p{M}{4})\p{M}+/gu;
const clean = (text, lines) =>
  text
    .normalize("NFC")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "")
    .replace(/[^\P{Cc}\n\t]/gu, "")
    .replace(FLOOD, "$1")
    .split(lines ? "\n" : /$^/)
    .map((line) => line.replace(/\s+/g, " ").trim())
    .join("\n")
    .replace(/^\n+|\n+$/g, "");

const dated = (iso) => {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(iso) ?? [];
  return year ? data.dates[month - 1].replace("22", Number(day)).replace("3333", year) : iso;
};

const country = () => form.elements.mission?.value.split("-")[0];
// Who gets a copy in the reader's country: in the letter's language, else in the page's.
const copiesHere = () => data.copies.by[country()] ?? known[pageLanguage].copies.by[country()];
const mission = () => data.missions[form.elements.mission?.value];

function answer(key) {
  const { kind, options } = data.fields[key];
  const typed = form.elements[`f-${key}`]?.value ?? "";
  if (kind === "choice") return options?.[typed] ?? "";
  if (kind === "date") return dated(clean(typed));
  const value = clean(typed, kind === "lines" || kind === "mission.address");
  return value || (kind.startsWith("mission.") && mission()?.[kind.slice(8)]) || "";
}

const named = (label) => Object.entries(known[pageLanguage].fields).find(([, field]) => field.label === label)?.[0];

function answers() {
  const values = {};
  const gone = new Set();
  for (const [key, field] of Object.entries(data.fields)) {
    if (field.kind === "blank") continue;
    const value = answer(key);
    if (value) values[key] = value;
    else if (field.optional && (mission() || !field.kind.startsWith("mission."))) gone.add(key);
  }
  const leftOut = new Set(all("[name=keep]", form).filter((box) => !box.checked).map((box) => box.value));
  const copies = leftOut.has("copies") ? [] : (copiesHere()?.names ?? []);
  const ownWords = {};
  for (const area of all("textarea[name^=own-]", form))
    if (area.value.trim() !== area.dataset.suggested.replace(/\r\n/g, "\n").trim()) ownWords[area.name.slice(4)] = clean(area.value, true);
  return { values, gone, leftOut, ownWords, copies };
}

// --- The paper ---

const put = (element, text) =>
  element.replaceChildren(...text.split("\n").flatMap((line, index) => (index ? [document.createElement("br"), line] : [line])));
// What is gone is shown faintly while the reader may still want it; no copy, print or file has it.
const isGone = (element) => element.hidden || (element.classList.contains("gone") && !element.matches("li, p, .line"));
const holds = (element) => {
  if (element.nodeType === Node.TEXT_NODE) return Boolean(element.data.trim());
  return !isGone(element) && [...element.childNodes].some(holds);
};

// Own words name blanks by their labels in square brackets.
const LABEL = /\[([^[\]\n]+)\]/g;
function putOwn(element, own) {
  put(element, own);
  for (const node of [...element.childNodes].filter((child) => child.nodeType === Node.TEXT_NODE))
    node.replaceWith(
      ...node.data.split(LABEL).map((piece, place) => {
        const key = place % 2 ? named(piece) : undefined;
        if (!key) return place % 2 ? `[${piece}]` : piece;
        const blank = Object.assign(document.createElement("span"), { className: "blank", dir: "auto" });
        blank.dataset.f = key;
        return blank;
      }),
    );
}

const isOut = (element) => element.hidden || element.classList.contains("gone");

// A wrong address is named beside its field, in the language of the page.
function complain() {
  for (const input of all("input[type=email]", form)) {
    const wrong = Boolean(input.value.trim()) && !EMAIL.test(input.value.trim());
    const entry = input.closest(".entry");
    const told = entry.querySelector(".error") ?? Object.assign(document.createElement("p"), { className: "error", id: `${input.name}-error` });
    if (wrong) input.before(told);
    told.textContent = wrong ? form.querySelector(".letter-form").dataset.wrong : "";
    entry.classList.toggle("wrong", wrong);
    input.setAttribute("aria-invalid", wrong);
    if (wrong) input.setAttribute("aria-errormessage", told.id);
  }
}

function askForCopies() {
  const here = copiesHere();
  let choice = form.querySelector("[data-copies]");
  if (choice) choice.hidden = !here;
  if (!here) return;
  if (!choice) {
    choice = Object.assign(document.createElement("label"), { className: "choice" });
    choice.dataset.copies = "";
    choice.innerHTML = '<input type="hidden" name="offered" value="copies"><input type="checkbox" name="keep" value="copies" checked> <span></span>';
    form.elements.mission.closest(".entry").after(choice);
  }
  const { comma } = form.querySelector(".letter-form").dataset;
  const tag = Object.assign(document.createElement("span"), { className: "tag", textContent: here.sections.join(comma) });
  choice.lastElementChild.replaceChildren(`${known[pageLanguage].copies.lead} ${here.names.join(comma)} `, tag);
}

function addCopies(copies) {
  askForCopies();
  for (const added of all("[data-local]", paper)) added.remove();
  if (!copies.length) return;
  let list = all(".copies_to ul", paper).at(-1);
  if (!list) {
    paper.insertAdjacentHTML("beforeend", '<div class="copies_to" data-local><p></p><ul></ul></div>');
    paper.lastChild.firstChild.textContent = data.copies.lead;
    list = paper.lastChild.lastChild;
  }
  for (const name of copies) {
    const item = list.appendChild(document.createElement("li"));
    item.dataset.local = "";
    item.append(Object.assign(document.createElement("span"), { className: "filled", dir: "auto", textContent: name }));
  }
}

function fill() {
  const { values, gone, leftOut, ownWords, copies } = answers();
  addCopies(copies);
  for (const item of all("[data-part]", paper)) {
    const own = ownWords[item.dataset.part];
    item.original ??= item.innerHTML;
    if (item.own !== own) {
      if (own === undefined) item.innerHTML = item.original;
      else putOwn(item, own);
      item.own = own;
    }
  }
  for (const place of all("[data-f]", paper)) {
    const key = place.dataset.f;
    place.blankLook ??= place.className.replace("filled", "blank");
    const value = values[key];
    put(place, value ?? data.fields[key]?.label ?? key);
    place.className = value ? "filled" : place.blankLook;
    place.classList.toggle("gone", gone.has(key));
  }
  // "a|b+c" goes with a, or with both b and c.
  const isLost = (gap) => gap.split("|").some((keys) => keys.split("+").every((key) => gone.has(key)));
  for (const gap of all("[data-s]", paper)) gap.classList.toggle("gone", isLost(gap.dataset.s));
  for (const line of all(".line, li, p", paper)) {
    if (line.matches("[data-part]")) line.hidden = leftOut.has(line.dataset.part) || line.own === "";
    if (line.querySelector("[data-f]")) line.classList.toggle("gone", !holds(line));
  }
  for (const part of paper.children) {
    let next = 1;
    for (const list of all("ol", part)) {
      list.start = next;
      next += [...list.children].filter((item) => !isOut(item)).length;
    }
    const items = all("li", part);
    const led = items.length > 0 && !part.matches(".section") && items.every(isOut);
    const emptied = [...part.children].every((child) => child.matches("h3") || isOut(child) || (child.matches("ul, ol") && [...child.children].every(isOut)));
    part.classList.toggle("gone", led || emptied);
  }
  tell();
}

const blanks = () => {
  const keys = new Set(all("[data-f].blank:not(.blank-blank, .optional)", paper).filter((place) => !place.closest("[hidden], .gone")).map((place) => place.dataset.f));
  return Object.keys(data.fields).filter((key) => keys.has(key)).map((key) => known[pageLanguage].fields[key]?.label ?? key);
};

let telling;
function tell() {
  const open = form.querySelector(".open");
  const labels = blanks();
  const rule = new Intl.PluralRules(pageLanguage).select(labels.length);
  const { none, one, other, comma } = form.querySelector(".letter-form").dataset;
  const sentence = labels.length ? (rule === "one" ? one : other).replace("#", labels.length) + " " + labels.join(comma) : none;
  clearTimeout(telling);
  telling = setTimeout(() => open.textContent === sentence || (open.textContent = sentence), open.textContent ? 700 : 0);
}

function showMission() {
  const value = form.elements.mission?.value;
  if (value === undefined) return;
  const told = known[pageLanguage].missions[value];
  const { doubt = "", email = "", telephone = "" } = told ?? {};
  const contact = form.querySelector("[data-contact]");
  contact.textContent = told ? [email || contact.dataset.none, telephone && `\u200e${telephone}\u200e`].filter(Boolean).join(" · ") : "";
  const note = form.querySelector("[data-note]");
  note.textContent = told ? told.note : value && note.dataset.unknown;
  const own = form.querySelector("[data-own-address]");
  if (own && value && !told) own.open = true;
  form.querySelector("[data-doubt]").textContent = doubt;
  const report = form.querySelector("[data-report]");
  report.hidden = !told;
  if (told) report.firstElementChild.href = report.dataset.report.replace("/0/", `/${value.split("-")[1]}/`);
}

// --- The letter as text; the rules stand in outputs/letters/text.py ---

const ADDRESS = /[+(]?[0-9\u0660-\u0669\u06f0-\u06f9][0-9\u0660-\u0669\u06f0-\u06f9 ()/.\u00a0-]{5,}[0-9\u0660-\u0669\u06f0-\u06f9]|[^\s@<>()[\]{},;:\u060c\u061b\u200e]{1,64}@[A-Za-z0-9.-]*[A-Za-z0-9]/g;
const marked = (text) => (data.direction === "rtl" ? text.replace(ADDRESS, "\u200e$&\u200e") : text);

function words(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (isOut(node)) return "";
  if (node.tagName === "BR") return "\n";
  if (node.matches(".blank-blank")) return "_".repeat(24);
  const inner = [...node.childNodes].map(words).join("");
  return node.matches(".blank") ? `[${inner}]` : inner;
}

function text(parts) {
  const blocks = [];
  for (const part of parts) {
    if (isOut(part)) continue;
    let count = 0;
    for (const block of part.children) {
      if (isOut(block)) continue;
      const rows = block.matches("ul, ol, .lines") ? [...block.children].filter((row) => !isOut(row)) : [block];
      const before = () => (block.tagName === "UL" ? `${data.bullet} ` : block.tagName === "OL" ? `${data.numeral.replace("#", ++count)} ` : "");
      const lines = rows.map((row) => before() + marked(words(row).replace(/^[ \u00a0]+/, "")));
      const whole = lines.join("\n").replace(/[ \u00a0]+$/gm, "").replace(/^\n+|\n+$/g, "");
      if (whole) blocks.push(whole);
    }
  }
  return blocks.join("\n\n") + "\n";
}

const parts = (wanted) => text([...paper.children].filter(wanted));
const TEXTS = {
  copy: () => parts(() => true),
  "copy-addressee": () => parts((part) => part.matches(".addressee")),
  "copy-subject": () => parts((part) => part.matches(".subject")),
  "copy-body": () => parts((part) => !part.matches(".date, .addressee, .subject")),
};

// --- What to do with it ---

async function copied(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    const area = Object.assign(document.createElement("textarea"), { value: content });
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/;
const LONGEST_LINK = 1900;
const encoded = (content) => encodeURIComponent(content.trim().replace(/\n/g, "\r\n"));

async function mail() {
  const inCopies = new Set(all(".copies_to [data-f]", paper).filter((place) => !place.closest("[hidden], .gone")).map((place) => place.dataset.f));
  const local = answers().copies.flatMap((name) => name.match(ADDRESS) ?? []);
  const inOwn = [...inCopies].filter((key) => data.fields[key]?.kind === "email").map(answer);
  const copies = [...new Set([...inOwn, ...local])].filter((address) => EMAIL.test(address));
  const to = (mission()?.email ?? "").split(",").map((address) => encodeURIComponent(address.trim()).replace("%40", "@")).join(",");
  const head = `mailto:${to}?${copies.length ? `cc=${copies.map((address) => encodeURIComponent(address).replace("%40", "@")).join(",")}&` : ""}subject=`;
  const link = (subject, content) => `${head}${encoded(subject)}&body=${encoded(content)}`;
  const subject = (TEXTS["copy-subject"]().trim() || data.subject).replace(/\s+/g, " ");
  const body = TEXTS["copy-body"]();
  let whole = link(subject, body);
  if (whole.length > LONGEST_LINK) {
    const { paste, long, failed } = said.dataset;
    const kept = subject.split(" ");
    let title = subject;
    while (kept.pop() && link(title, paste).length > LONGEST_LINK) title = `${kept.join(" ")} …`;
    const done = await copied(title === subject ? body : `${subject}\n\n${body}`);
    said.textContent = done ? long : failed;
    whole = link(title, done ? paste : "");
  }
  location.href = whole;
}

function save(blob, extension) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: `${form.dataset.name}-${data.language}.${extension}` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(response.status);
  return response;
}

async function docx() {
  const { filledDocx, canMakeDocx } = await import(form.dataset.docx);
  if (!canMakeDocx) throw new Error("this browser cannot");
  const address = form.querySelector("[data-blank=docx]").href.replace(`/${pageLanguage}/`, `/${data.language}/`);
  const blank = await fetched(address);
  const given = answers();
  for (const [id, own] of Object.entries(given.ownWords)) given.ownWords[id] = own.replace(LABEL, (whole, label) => given.values[named(label)] ?? whole);
  const { bullet } = data;
  save(await filledDocx(await blank.arrayBuffer(), { ...given, bullet, lead: data.copies.lead, numeral: (number) => data.numeral.replace("#", number) }), "docx");
}

const DEEDS = { mail, docx, print: () => print(), txt: () => save(new Blob([TEXTS.copy()], { type: "text/plain" }), "txt") };
for (const [name, content] of Object.entries(TEXTS))
  DEEDS[name] = async () => {
    said.textContent = (await copied(content())) ? said.dataset.copied : said.dataset.failed;
  };

// Asks once whether the letter may go with blanks.
function agreed() {
  const labels = blanks();
  const dialog = form.querySelector("[data-ask]");
  if (asked || !labels.length) return Promise.resolve(true);
  asked = true;
  dialog.querySelector("[data-open]").textContent = labels.join(form.querySelector(".letter-form").dataset.comma);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "go"), { once: true });
    for (const button of all("button", dialog)) button.onclick = () => dialog.close(button.value);
  });
}

// --- Start ---

const load = async (language) => (known[language] ??= await (await fetched(form.dataset.source.replace(`/${pageLanguage}/`, `/${language}/`))).json());

async function write(language) {
  data = await load(language);
  paper.lang = data.language;
  paper.dir = data.direction;
  paper.innerHTML = data.paper;
  // Whether its translation is behind is a matter of the letter's language, not of the page's.
  const notice = form.querySelector("[data-notice]");
  Object.assign(notice, { lang: data.language, dir: data.direction, textContent: data.notice, hidden: !data.notice });
  fill();
}

async function start() {
  data = await load(pageLanguage);
  for (const element of all("[data-here]", form)) element.hidden = false;
  for (const element of all("[data-send]", form)) element.hidden = true;
  form.addEventListener("input", (event) => {
    if (event.target.name !== "letter") fill();
    if (event.target.id === "mission") {
      event.target.closest(".entry").classList.remove("wrong");
      event.target.removeAttribute("aria-invalid");
      form.querySelector("#mission-error")?.remove();
    }
    if (event.target.type !== "email" || event.target.matches("[aria-invalid=true]")) complain();
    showMission();
  });
  form.elements.letter?.addEventListener("change", (event) =>
    write(event.target.value).catch(() => {
      event.target.value = data.language;
      said.textContent = said.dataset.broken;
    }),
  );
  form.addEventListener("change", complain);
  form.addEventListener("paste", ({ target, clipboardData }) => {
    const pasted = clipboardData.getData("text").replace(/\r\n/g, "\n").length;
    const isCut = target.maxLength > 0 && target.value.length - target.selectionEnd + target.selectionStart + pasted > target.maxLength;
    if (isCut) target.closest(".entry").append(cut);
    setTimeout(() => (cut.textContent = isCut ? cut.dataset.cut.replace("#", target.maxLength) : ""), 100);
  });
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (button?.hasAttribute("formaction") && (asked || !blanks().length)) return;
    event.preventDefault();
    if (button?.hasAttribute("formaction") && (await agreed())) form.requestSubmit(button);
  });
  for (const button of all("[data-do]", form))
    button.addEventListener("click", async () => {
      if (await agreed()) await Promise.resolve(DEEDS[button.dataset.do]()).catch(() => (said.textContent = said.dataset.broken));
    });
  showMission();
  await write(form.elements.letter?.value ?? pageLanguage);
}

// What is sent before everything is there would leave the browser unasked. Without its data the form is answered by the
// server, as it is without this script, and says so.
const wait = (event) => event.preventDefault();
form.addEventListener("submit", wait);
start()
  .catch(() => {})
  .finally(() => form.removeEventListener("submit", wait));
