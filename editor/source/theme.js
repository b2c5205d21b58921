// How the editor looks: in the colours of the page, which are light or dark as its reader likes them.
import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--info)", fontWeight: "600" },
  { tag: tags.variableName, color: "var(--conflicting)" },
  { tag: tags.string, color: "var(--supported)" },
  { tag: [tags.integer, tags.float, tags.bool], color: "var(--part)" },
  { tag: [tags.comment, tags.url], color: "var(--quiet)" },
]);

const chosen = { backgroundColor: "color-mix(in srgb, var(--focus) 16%, var(--paper))", color: "var(--ink)" };

export const theme = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "var(--paper)", border: "1px solid var(--quiet)", borderRadius: "5px" },
  "&.cm-focused": { outline: "2px solid var(--focus)", outlineOffset: "2px" },
  ".cm-scroller": { font: ".88rem/1.55 var(--mono)", maxHeight: "34rem", overflow: "auto" },
  ".cm-content, .cm-gutter": { minHeight: "11rem" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-line": { padding: "0 .7rem" },
  ".cm-gutters": { backgroundColor: "var(--panel)", color: "var(--quiet)", border: "0", borderRadius: "4px 0 0 4px" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 .5rem 0 .7rem", minWidth: "2rem" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--focus)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px dashed var(--error)" },
  ".cm-faulty": { backgroundColor: "var(--refuted-wash)", boxShadow: "inset 3px 0 var(--error)" },
  ".cm-told": { color: "var(--error)", font: ".84rem/1.45 var(--sans)", padding: ".15rem .7rem .35rem", boxShadow: "inset 3px 0 var(--error)" },
  ".cm-tooltip": {
    backgroundColor: "var(--paper)", color: "var(--ink)", border: "1px solid var(--quiet)", borderRadius: "5px", zIndex: "5",
    boxShadow: "0 4px 14px color-mix(in srgb, #000 18%, transparent)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    font: ".86rem/1.5 var(--sans)", maxHeight: "15.5rem", minWidth: "min(24rem, 70vw)", maxWidth: "min(34rem, 80vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { display: "flex", gap: ".8rem", alignItems: "baseline", padding: ".2rem .6rem", minHeight: "1.5rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": chosen,
  ".cm-tooltip-autocomplete-disabled.cm-tooltip-autocomplete > ul > li[aria-selected]": chosen,
  "li[aria-selected] .cm-completionDetail": { color: "var(--ink)" },
  ".cm-completionLabel": { fontFamily: "var(--mono)", overflow: "hidden", textOverflow: "ellipsis", flex: "0 1 auto" },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--quiet)", marginLeft: "auto", overflow: "hidden", textOverflow: "ellipsis", flex: "0 1 auto" },
  ".cm-completionIcon": { display: "none" },
  ".cm-tooltip.cm-completionInfo": { boxSizing: "border-box", font: ".84rem/1.45 var(--sans)", padding: ".5rem .7rem", maxWidth: "min(22rem, 80vw)", whiteSpace: "normal" },
});
