// Puts a reader's answers into a blank DOCX, in her browser, by the tags that outputs/letters/docx.py writes. Sends nothing.
const W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const DOCUMENT = "word/document.xml";
// The same expression as in outputs/letters/directions.py: what gets a left-to-right mark on both sides.
const ADDRESS =
  /[+(]?[0-9\u0660-\u0669\u06f0-\u06f9][0-9\u0660-\u0669\u06f0-\u06f9 ()/.\u00a0-]{5,}[0-9\u0660-\u0669\u06f0-\u06f9]|[^\s@<>()[\]{},;:\u060c\u061b\u200e]{1,64}@[A-Za-z0-9.-]*[A-Za-z0-9]/g;
const NOT_IN_XML = /[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const STRONG = /[\p{L}\u200e\u200f]/u;
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

// Whether this browser can take the file apart and put it together again.
export const canMakeDocx = (() => {
  try {
    new DecompressionStream("deflate-raw");
    new CompressionStream("deflate-raw");
    return true;
  } catch {
    return false;
  }
})();

// The DOCX as a Blob. `values` and `ownWords` are words as they are to stand there, by key and by id; `gone` and
// `leftOut` name keys and ids; `numeral` makes what stands before an item out of its number. `copies` are the names of
// those who get a copy besides, and `lead` what introduces them where the letter names none.
export async function filledDocx(blank, { values = {}, gone = [], leftOut = [], ownWords = {}, numeral, copies = [], lead = "", bullet = "" }) {
  const entries = unzip(new DataView(blank));
  const entry = entries.find(({ name }) => name === DOCUMENT);
  const xml = new TextDecoder().decode(await through(new DecompressionStream("deflate-raw"), entry.content));
  const edited = edit(xml, { values, gone: new Set(gone), leftOut: new Set(leftOut), ownWords, numeral, copies, lead, bullet });
  const bytes = new TextEncoder().encode(edited);
  entry.content = await through(new CompressionStream("deflate-raw"), bytes);
  entry.size = bytes.length;
  entry.crc = crc32(bytes);
  return new Blob(zip(entries), {
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  });
}

// --- The text ---

function edit(xml, { values, gone, leftOut, ownWords, numeral, copies, lead, bullet }) {
  const doc = new DOMParser().parseFromString(xml, "application/xml");
  const all = (node, name) => [...node.getElementsByTagNameNS(W, name)];
  const child = (node, name) => [...node.children].find((inner) => inner.localName === name);
  const make = (name) => doc.createElementNS(W, `w:${name}`);
  const unwrap = (control) => control.replaceWith(...child(control, "sdtContent").childNodes);
  const styleOf = (paragraph) => all(paragraph, "pStyle")[0]?.getAttributeNS(W, "val");
  const isItem = (paragraph) => styleOf(paragraph) === "LetterItem";
  const isRightToLeft = all(doc, "sectPr").some((section) => child(section, "bidi"));

  const run = (text, look) => {
    const made = make("r");
    const properties = look ? look.cloneNode(true) : make("rPr");
    for (const name of ["rStyle", "rtl"]) child(properties, name)?.remove();
    const strong = STRONG.exec(text);
    if (strong ? RIGHT_TO_LEFT.test(strong[0]) : isRightToLeft) properties.append(make("rtl"));
    if (properties.children.length) made.append(properties);
    text.split("\n").forEach((line, number) => {
      if (number) made.append(make("br"));
      const words = make("t");
      words.setAttribute("xml:space", "preserve");
      words.textContent = line;
      if (line) made.append(words);
    });
    return made;
  };
  const marked = (text) => {
    const clean = text.replace(NOT_IN_XML, "");
    return isRightToLeft ? clean.replace(ADDRESS, "\u200e$&\u200e") : clean;
  };
  // A value whose lines stay in order: see `enclosed` in outputs/letters/directions.py.
  const value = (text) =>
    marked(text)
      .split("\n")
      .map((line) => {
        const strong = isRightToLeft && !line.startsWith("\u200e") && STRONG.exec(line);
        return strong && !RIGHT_TO_LEFT.test(strong[0]) ? `\u200e${line}\u200e` : line;
      })
      .join("\n");
  // The runs of a paragraph without the number or the bullet before it.
  const words = (paragraph) => {
    const runs = all(paragraph, "r");
    return isItem(paragraph) ? runs.slice(runs.findIndex((inner) => child(inner, "tab")) + 1) : runs;
  };

  const made = (property, style, ...content) => {
    const paragraph = make("p");
    const look = make(property);
    if (style) look.setAttributeNS(W, "w:val", style);
    paragraph.append(make("pPr"), ...content);
    paragraph.firstChild.append(look);
    return paragraph;
  };
  const tabbed = () => {
    const tab = make("r");
    tab.append(make("tab"));
    return tab;
  };

  const controls = { f: [], s: [], p: [], n: [], g: [], c: [] };
  for (const control of all(doc, "sdt")) {
    const tag = child(child(control, "sdtPr"), "tag").getAttributeNS(W, "val");
    controls[tag[0]]?.push({ control, name: tag.slice(2) });
  }
  const lists = new Set(controls.g.filter(({ control }) => all(control, "p").some(isItem)));
  const lost = new Set();
  const remove = (control) => {
    lost.add(control.closest("p"));
    control.remove();
  };

  for (const { control, name } of controls.p) {
    const paragraph = all(control, "p")[0];
    const own = Object.hasOwn(ownWords, name) ? marked(ownWords[name]).trim() : null;
    if (leftOut.has(name) || own === "") control.remove();
    else {
      if (own) {
        words(paragraph).forEach((inner) => (inner.closest("sdt") === control ? inner : inner.closest("sdt")).remove());
        paragraph.append(run(own));
      }
      unwrap(control);
    }
  }
  for (const { control, name } of controls.f) {
    const look = all(control, "rPr").at(-1);
    if (Object.hasOwn(values, name) && values[name]) control.replaceWith(run(value(values[name]), look));
    else if (gone.has(name)) remove(control);
  }
  // The same rule as in campaign_pages/letters/letter.py: "a|b+c" goes with a, or with both b and c.
  const isLost = (gap) => gap.split("|").some((keys) => keys.split("+").every((key) => gone.has(key)));
  for (const { control, name } of controls.s) isLost(name) ? remove(control) : unwrap(control);
  for (const paragraph of lost) {
    const rest = words(paragraph);
    if (!rest.some((inner) => inner.textContent.trim())) paragraph.remove();
  }
  if (copies.length) {
    const items = copies.map((name) => made("pStyle", "LetterItem", run(bullet), tabbed(), run(value(name))));
    if (controls.c.length) child(controls.c.at(-1).control, "sdtContent").append(...items);
    else all(doc, "sectPr").at(-1).before(made("keepNext", "", run(lead)), ...items);
  }
  for (const { control } of controls.c) unwrap(control);
  for (const group of controls.g) {
    const paragraphs = all(group.control, "p");
    const leadsNowhere = group.name === "list" && lists.has(group) && !paragraphs.some(isItem);
    if (leadsNowhere || paragraphs.every((paragraph) => styleOf(paragraph) === "Heading2")) group.control.remove();
    else unwrap(group.control);
  }
  const counts = {};
  for (const { control, name } of controls.n) {
    if (!doc.contains(control)) continue;
    counts[name] = (counts[name] ?? 0) + 1;
    all(control, "t")[0].textContent = numeral(counts[name]);
    unwrap(control);
  }
  return new XMLSerializer().serializeToString(doc);
}

// --- The file ---

async function through(transformer, bytes) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(transformer)).arrayBuffer());
}

// The entries of the ZIP, still compressed.
function unzip(view) {
  let end = view.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== 0x06054b50) end -= 1;
  if (end < 0) throw new Error("not a ZIP file");
  const entries = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const [nameLength, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true));
    const start = view.getUint32(at + 42, true);
    const content = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameLength)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      content: new Uint8Array(view.buffer, content, view.getUint32(at + 20, true)),
    });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

// The bytes of a ZIP with these entries, without the time of its making.
function zip(entries) {
  const pieces = [];
  const directory = [];
  let offset = 0;
  for (const { name, method, crc, size, content } of entries) {
    const letters = new TextEncoder().encode(name);
    // Version, flags, method, time, day (1 January 1980), checksum, both sizes, length of the name, no extra field.
    const common = [
      [2, 20], [2, 0], [2, method], [2, 0], [2, 33], [4, crc], [4, content.length], [4, size], [2, letters.length], [2, 0],
    ];
    const local = fields([[4, 0x04034b50], ...common]);
    pieces.push(local, letters, content);
    directory.push(fields([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]]), letters);
    offset += local.length + letters.length + content.length;
  }
  const length = directory.reduce((sum, piece) => sum + piece.length, 0);
  const count = entries.length;
  const end = fields([[4, 0x06054b50], [2, 0], [2, 0], [2, count], [2, count], [4, length], [4, offset], [2, 0]]);
  return [...pieces, ...directory, end];
}

function fields(numbers) {
  const view = new DataView(new ArrayBuffer(numbers.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, value] of numbers) {
    width === 2 ? view.setUint16(at, value, true) : view.setUint32(at, value, true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
