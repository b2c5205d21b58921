// What is wrong with a query, told below the line that it is in, until that line is changed.
import { StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";

class Told extends WidgetType {
  constructor(text) {
    super();
    this.text = text;
  }

  eq(other) {
    return other.text === this.text;
  }

  toDOM() {
    const told = document.createElement("div");
    told.className = "cm-told";
    told.textContent = this.text;
    return told;
  }
}

/**
 * An extension that shows a fault.
 * @param line the line, from 1, as text; nothing, if it is not known
 * @param text what is wrong; nothing, if there is no fault
 */
export function fault(line, text) {
  if (!line || !text) return [];
  return StateField.define({
    create({ doc }) {
      const at = doc.line(Math.min(Math.max(Number(line), 1), doc.lines));
      return Decoration.set([
        Decoration.line({ class: "cm-faulty" }).range(at.from),
        Decoration.widget({ widget: new Told(text), block: true, side: 1 }).range(at.to),
      ]);
    },
    update(shown, transaction) {
      if (!transaction.docChanged || !shown.size) return shown;
      const from = shown.iter().from;
      const { to } = transaction.startState.doc.lineAt(from);
      return transaction.changes.touchesRange(from, to) ? Decoration.none : shown.map(transaction.changes);
    },
    provide: (shown) => EditorView.decorations.from(shown),
  });
}
