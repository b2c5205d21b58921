// Puts an editor in the place of the plain field for a query. The field stays in its form, holds what is written, and is sent.
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, indentOnInput, syntaxHighlighting } from "@codemirror/language";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLineGutter, keymap, lineNumbers, tooltips } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { completion } from "./completion.js";
import { fault } from "./fault.js";
import { colours, theme } from "./theme.js";

// A browser that replaces a selection by itself keeps its look, in an inline style that the policy refuses and reports.
const replacing = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== "insertText" || event.data === null || view.state.selection.main.empty) return false;
    event.preventDefault();
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    return true;
  },
});

/** Where lists may stand: in the window, a little off its edges. */
function room(view) {
  const { clientWidth, clientHeight } = view.dom.ownerDocument.documentElement;
  return { top: 0, left: 8, bottom: clientHeight, right: clientWidth - 8 };
}

function mount(field) {
  const form = field.form;
  const label = document.querySelector(`label[for="${field.id}"]`);
  const host = document.createElement("div");
  host.className = "code-editor";
  // In a shadow root, the editor's styles are sheets of their own, so that no inline style has to be allowed.
  const root = host.attachShadow({ mode: "open" });
  const inner = document.createElement("div");
  root.append(inner);
  field.after(host);

  const ask = () => {
    form.requestSubmit();
    return true;
  };
  const view = new EditorView({
    root,
    parent: inner,
    state: EditorState.create({
      doc: field.value.replace(/\n$/, ""),
      extensions: [
        lineNumbers(),
        highlightActiveLineGutter(),
        history(),
        indentOnInput(),
        bracketMatching(),
        EditorView.lineWrapping,
        replacing,
        EditorState.tabSize.of(2),
        tooltips({ position: "absolute", tooltipSpace: room }),
        sparql(),
        syntaxHighlighting(colours),
        theme,
        completion(field.dataset.vocabulary),
        fault(field.dataset.faultLine, field.dataset.fault),
        // Tab is not among the keys: it leaves the editor.
        keymap.of([
          { key: "Mod-Enter", run: ask },
          ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"),
          ...historyKeymap,
        ]),
        EditorView.contentAttributes.of({
          "aria-label": label ? label.textContent.trim() : "Query",
          "aria-description": field.dataset.keys,
          ...(field.dataset.fault ? { "aria-invalid": "true" } : {}),
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) field.value = update.state.doc.toString();
        }),
      ],
    }),
  });
  field.hidden = true;
  if (label) {
    label.removeAttribute("for");
    label.addEventListener("click", () => view.focus());
  }
  document.documentElement.classList.add("with-editor");
}

for (const field of document.querySelectorAll("textarea[data-vocabulary]")) mount(field);
