// What can stand where one writes: the terms of the knowledge base by name or label, variables of the query, and words of SPARQL.
import { autocompletion, pickedCompletion } from "@codemirror/autocomplete";
import { syntaxTree } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { KEYWORDS } from "./keywords.js";
import { missingPrefix, place } from "./query.js";

const MOST = 60;
const ROOM = 260; // pixels that what a term means needs beside the list
const WORD = /(?:[?$]\w*|<[^<>"\s]*|[\p{L}_][\p{L}\p{N}_.-]*:?[\p{L}\p{N}_.-]*|:[\p{L}\p{N}_.-]*)$/u;
const NONE = { prefixes: {}, terms: [], graphs: [] };

/** How well something that is called by some names fits what was written: 0 is best; null, if it does not. */
function fit(written, names) {
  let best = null;
  for (const [rank, name] of names) {
    const at = name.indexOf(written);
    if (at < 0) continue;
    const inWord = at > 0 && /[\p{L}\p{N}]/u.test(name[at - 1]) ? 2 : 0;
    const found = (at === 0 ? 0 : 1) + inWord + rank;
    if (best === null || found < best) best = found;
  }
  return best;
}

/** The terms that fit, the best first; those that are expected at a place before all others. */
function fitting(written, terms, expected) {
  const asked = written.toLowerCase();
  const found = [];
  for (const term of terms) {
    const rank = fit(asked, term.keys);
    // Terms of other vocabularies have no label here, and are seldom meant.
    if (rank !== null) found.push([rank + (term.label ? 0 : 3) - (expected(term) ? 10 : 0), term]);
  }
  found.sort((a, b) => a[0] - b[0] || a[1].name.length - b[1].name.length || (a[1].name < b[1].name ? -1 : 1));
  return found.slice(0, MOST).map(([, term]) => term);
}

function withKeys(vocabulary) {
  for (const term of vocabulary.terms) {
    const name = term.name.toLowerCase();
    term.keys = [[0, name], [0, name.slice(name.indexOf(":") + 1)], ...(term.label ? [[0.5, term.label.toLowerCase()]] : [])];
  }
  return vocabulary;
}

function chosen(term, prefixes) {
  return (view, completion, from, to) => {
    const added = missingPrefix(view.state.doc.toString(), term.name, prefixes);
    const changes = [{ from, to, insert: term.name }];
    if (added) changes.unshift({ from: added.at, insert: added.line });
    view.dispatch({
      changes,
      selection: { anchor: from + (added ? added.line.length : 0) + term.name.length },
      annotations: pickedCompletion.of(completion),
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}

function option(term, prefixes) {
  return {
    label: term.name,
    detail: term.label,
    info: term.comment && `${term.kind}: ${term.comment}`,
    apply: chosen(term, prefixes),
  };
}

function variables(text, except) {
  const found = new Set([...text.matchAll(/[?$](\w+)/g)].map((match) => "?" + match[1]));
  found.delete(except);
  return [...found].sort();
}

/** Where it is told what a term means: beside the list, or below it where there is no room, so that it hides nothing that is written. */
function positionInfo(view, list, option, info, space) {
  const top = Math.max(0, Math.min(option.top, space.bottom - (info.bottom - info.top)) - list.top);
  const right = space.right - list.right;
  const left = list.left - space.left;
  const beside = Math.max(right, left) >= ROOM;
  const side = beside ? (right >= ROOM ? "right" : "left") : "right-narrow";
  const room = beside ? (right >= ROOM ? right : left) : space.right - list.left - 50;
  return { style: `top: ${beside ? `${top}px` : "100%"}; max-width: ${Math.min(360, room)}px`, class: `cm-completionInfo-${side}` };
}

/**
 * Completion from the vocabulary at an address; it is asked for when the editor is first gone into.
 */
export function completion(address) {
  let asked = null;
  const vocabulary = () => {
    asked ??= fetch(address, { headers: { Accept: "application/json" } })
      .then((answer) => (answer.ok ? answer.json() : NONE))
      .then(withKeys)
      .catch(() => {
        asked = null;
        return NONE;
      });
    return asked;
  };

  async function source(context) {
    const { state, pos } = context;
    const node = syntaxTree(state).resolveInner(pos, -1).name;
    if (node === "Comment" || node === "String") return null;
    const before = state.doc.sliceString(0, pos);
    const written = WORD.exec(before.slice(before.lastIndexOf("\n") + 1))?.[0] ?? "";
    if (!context.explicit && written.length < 2 && !/^[?$<]/.test(written)) return null;
    const from = pos - written.length;
    // What is written in full is not offered again, so that Enter then begins a new line.
    const result = (options) =>
      options.length && (context.explicit || options[0].label !== written) ? { from, options, filter: false } : null;
    if (/^[?$]/.test(written)) {
      const fits = variables(state.doc.toString(), written).filter((name) => name.startsWith("?" + written.slice(1)));
      return result(fits.map((label) => ({ label, detail: "variable" })));
    }
    const { prefixes, terms, graphs } = await vocabulary();
    if (context.aborted) return null;
    const at = place(before.slice(0, from), prefixes);
    if (written.startsWith("<") || at.kind === "graph") {
      const part = written.replace(/^</, "").toLowerCase();
      return result(graphs.filter((name) => name.toLowerCase().includes(part)).map((label) => ({ label, detail: "graph" })));
    }
    if (at.kind === "prefix") {
      const fits = Object.keys(prefixes).filter((name) => name.startsWith(written.replace(/:.*/, "")));
      return result(fits.map((name) => ({ label: `${name}: <${prefixes[name]}>` })));
    }
    const expected = (term) =>
      at.kind === "predicate" ? term.kind === "property" : at.kind === "object" && at.is(term, terms);
    const options = fitting(written, terms, expected).map((term) => option(term, prefixes));
    if (written.includes(":")) return result(options);
    const words = KEYWORDS.filter((word) => word.toUpperCase().startsWith(written.toUpperCase())).map((label) => ({ label, detail: "SPARQL" }));
    const wordsFirst = written.length > 0 && (at.kind === "other" || written === written.toUpperCase());
    return result(wordsFirst ? [...words, ...options] : [...options, ...words]);
  }

  return [
    autocompletion({ override: [source], icons: false, maxRenderedOptions: MOST, positionInfo }),
    EditorView.domEventHandlers({ focus: () => void vocabulary() }),
  ];
}
