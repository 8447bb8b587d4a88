// wagtail-localize's own screen, drawn by React: finds the strings in it, and moves to it what has no place of its own.
//
// React keeps tabs, files, shared values and the buttons of the page. Each of its strings becomes the host of one of ours and
// hides what it drew itself; React never takes away what it did not put there, and a host that is new gets its string again.

// The segments in the order in which they are drawn.
export const inOrder = (props) => {
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

// Gives every host its number, and its string where there is one.
export const host = (editor, segments, strings) => {
  editor.querySelectorAll("li > h3 + ul > li").forEach((item, index) => {
    const segment = segments[index];
    if (!segment) return;
    if (segment.type !== "string") {
      item.querySelectorAll("textarea:not([dir])").forEach((field) => field.setAttribute("dir", "auto"));
      return;
    }
    item.id = `segment-${segment.id}`;
    const string = strings.get(segment.id);
    if (!string || item.contains(string.element)) return;
    item.append(string.element);
    item.classList.add("workbench-host");
    string.mark();
  });
};

// The buttons of the bar stand among those of the page.
export const placeButtons = (editor, buttons) => {
  const actions = editor.querySelector("footer .actions");
  for (const each of buttons) if (actions && !actions.contains(each)) actions.append(each);
};

// Opens the tab that a place is in, and goes there.
export const show = (place) => {
  const hidden = place.closest("section[hidden]");
  if (hidden) document.getElementById(hidden.id.replace(/^tab-/, "tab-label-"))?.click();
  requestAnimationFrame(() => place.scrollIntoView({ block: "center" }));
};
