// Placeholders in rich text: `{{ key }}` as a chip, `[brackets]` as a reminder, and a menu that inserts.
// A view only: the text stays plain, so that it is translated, searched, copied and exported as it is.
(() => {
  "use strict";
  const { draftail, React, vigilPlaceholders: placeholders } = window;
  if (!draftail || !React || !placeholders) return;

  const FEATURE = "document-placeholders";
  const TOKEN = /^\{\{\s*([a-z][a-z0-9]*(?:_[a-z0-9]+)*)\s*\}\}$/;
  const LETTER = /\p{L}/u;

  const isBlank = (text) => {
    const label = text.slice(1, -1).replace(/\s+/g, " ").trim().toLowerCase();
    return LETTER.test(label) && !placeholders.configured().kept.includes(label);
  };

  const strategy = (block, found) => {
    const pattern = new RegExp(
      `\\{\\{[^{}\\n]{0,80}\\}\\}|\\[[^\\[\\]\\n]{1,${placeholders.configured().longest}}\\]`,
      "g",
    );
    for (const match of block.getText().matchAll(pattern)) {
      if (match[0][0] === "{" || isBlank(match[0])) found(match.index, match.index + match[0].length);
    }
  };

  const described = (text) => {
    if (text[0] === "[") return { state: "bracket", title: placeholders.word("bracket") };
    const key = TOKEN.exec(text)?.[1];
    if (!key) return { state: "malformed", title: placeholders.word("malformed") };
    const field = placeholders.fields().find((entry) => entry.key === key);
    return field ? { state: "known", title: field.label } : { state: "unknown", title: placeholders.word("unknown") };
  };

  // A class: Draftail calls plain function components itself, outside React, so that they cannot keep state.
  class Chip extends React.Component {
    componentDidMount() {
      this.unsubscribe = placeholders.subscribe(() => this.forceUpdate());
    }

    componentWillUnmount() {
      this.unsubscribe();
    }

    render() {
      const { state, title } = described(this.props.decoratedText);
      const className = `placeholders-chip placeholders-chip--${state}`;
      const direction = state === "bracket" ? {} : { dir: "ltr" };
      return React.createElement("span", { className, title, ...direction }, this.props.children);
    }
  }

  const InsertMenu = ({ getEditorState, onChange }) => {
    const { EditorState, Modifier } = window.DraftJS;
    const insert = (text) => {
      const state = getEditorState();
      const content = Modifier.replaceText(
        state.getCurrentContent(),
        state.getSelection(),
        text,
        state.getCurrentInlineStyle(),
      );
      const next = EditorState.push(state, content, "insert-characters");
      onChange(EditorState.forceSelection(next, content.getSelectionAfter()));
    };
    return React.createElement(
      "button",
      {
        type: "button",
        className: "placeholders-insert",
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onMouseDown: (event) => event.preventDefault(),
        onClick: (event) => placeholders.open(event.currentTarget, insert),
      },
      React.createElement("span", { "aria-hidden": "true", dir: "ltr" }, "{{ }}"),
      " ",
      placeholders.word("insert"),
    );
  };

  draftail.registerPlugin({ type: FEATURE, strategy, component: Chip }, "decorators");
  draftail.registerPlugin({ type: FEATURE, meta: InsertMenu }, "controls");
})();
