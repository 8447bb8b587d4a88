// Inline marks and placeholders of a stored string, as people see and type them. Pure functions; draws and sends nothing.
//
// Stored is inline HTML: <b>, <a id="a1">, <br/>, and {{ placeholders }}. Typed are the same in short, <a1>…</a1>, in a text
// from right to left each in an isolate, so that its brackets and slashes stay where they belong. All that is no mark is text.

const TAG = '</?(?:abbr|acronym|br|b|code|em|strong|i|a)(?:\\s+id="a\\d+")?\\s*/?>';
const SHORT = "</?a\\d+>";
const TOKEN = "\\{\\{[^{}<>]{1,80}\\}\\}";
const MARK = new RegExp(`${TAG}|${SHORT}|${TOKEN}`, "gi");
const ENTITY = /&(?!(?:[a-z]+|#\d+|#x[0-9a-f]+);)/gi;
const BEGIN = "\u2066";
const END = "\u2069";
const HARD = "\u00a0";

// The pieces of a stored or typed text in order: {text} or {mark}, the mark in short.
export const pieces = (text) => {
  const found = [];
  const open = [];
  let last = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index > last) found.push({ text: text.slice(last, match.index) });
    found.push({ mark: shortened(match[0], open) });
    last = match.index + match[0].length;
  }
  if (last < text.length) found.push({ text: text.slice(last) });
  return found;
};

// Which link an </a> belongs to is said by the last <a> that is open.
const shortened = (mark, open) => {
  const link = mark.match(/^<a\s+id="a(\d+)"\s*>$/i);
  if (link) {
    open.push(`a${link[1]}`);
    return `<a${link[1]}>`;
  }
  if (/^<a\s*>$/i.test(mark)) open.push("a");
  if (/^<\/a\s*>$/i.test(mark)) return `</${open.pop() ?? "a"}>`;
  return mark;
};

const lengthened = (mark) =>
  mark.replaceAll(HARD, " ").replace(/^<a(\d+)>$/i, '<a id="a$1">').replace(/^<\/a\d+>$/i, "</a>");

// A stored text as it stands in a field for typing.
export const typed = (stored, direction) =>
  pieces(stored)
    .map((piece) => {
      if (piece.text !== undefined) return piece.text.replace(/&amp;(?!(?:[a-z]+|#\d+|#x[0-9a-f]+);)/gi, "&");
      return isolated(piece.mark, direction);
    })
    .join("");

// A mark as it stands in a field: never broken at the end of a line, and in a text from right to left in an isolate.
export const isolated = (mark, direction) => {
  const whole = mark.replaceAll(" ", HARD);
  return direction === "rtl" ? BEGIN + whole + END : whole;
};

// What is stored of a text in a field. Line breaks are marks only where the original has them.
export const storable = (text, source) => {
  const own = source.includes(BEGIN) || source.includes(END);
  const bare = own ? text : text.replaceAll(BEGIN, "").replaceAll(END, "");
  const line = /<br\s*\/?>/i.test(source) ? "<br/>" : " ";
  return pieces(bare.trim().replace(/\s*\r?\n\s*/g, line))
    .map((piece) => (piece.text === undefined ? lengthened(piece.mark) : escaped(piece.text)))
    .join("");
};

const escaped = (text) => text.replace(ENTITY, "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

// The text alone, for people to read.
export const readable = (text) => {
  const entities = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
  return text.replace(/&(amp|lt|gt|quot|apos|nbsp);/gi, (_all, name) => entities[name.toLowerCase()]);
};

// What can be put into a translation: [before, after] for pairs, [mark, ""] for what stands alone; each once.
export const insertable = (source) => {
  const found = new Map();
  for (const { mark } of pieces(source)) {
    if (!mark || mark.startsWith("</")) continue;
    const alone = mark.startsWith("{{") || /^<br\s*\/?>$/i.test(mark);
    found.set(mark, [mark, alone ? "" : mark.replace("<", "</")]);
  }
  return [...found.values()];
};
