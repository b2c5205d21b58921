// What is known of a query from its text alone, while it is still being written.

const TOKEN = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"\s]*>|#[^\n]*|[?$]\w+|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:(?:[\p{L}\p{N}_-]|\.(?=[\p{L}\p{N}_-]))*|\w+|[{}()[\].;,^|/*+!=<>&-]/gu;

/** The tokens of a text, without its comments. */
function tokens(text) {
  return [...text.matchAll(TOKEN)].map((match) => match[0]).filter((token) => !token.startsWith("#"));
}

const isTerm = (token) => /^[?$<"'\p{L}\p{N}_:\])]/u.test(token) && !/^[A-Z_]+$/.test(token);

/**
 * What can stand behind a text: {kind: "predicate" | "object" | "graph" | "prefix" | "other"}.
 * For an object, `is` tells of a term whether it is a value that the property before it has.
 */
export function place(before) {
  const all = tokens(before);
  const last = all.at(-1);
  if (last === undefined) return { kind: "other" };
  if (/^prefix$/i.test(last)) return { kind: "prefix" };
  if (/^(graph|from|named)$/i.test(last)) return { kind: "graph" };
  if (/^[;/|^]$/.test(last)) return { kind: "predicate" };
  const begins = all.at(-2);
  if (isTerm(last) && last !== "a" && (begins === undefined || /^[.{}]$/.test(begins))) return { kind: "predicate" };
  if (last === "a") return { kind: "object", is: (term) => term.kind === "class" };
  if (last === "," || /^[\p{L}_][\p{L}\p{N}_.-]*:/u.test(last)) {
    const property = last === "," ? all.findLast((token) => token.includes(":") && !/^[<"']/.test(token)) : last;
    return { kind: "object", is: valueOf(property) };
  }
  return { kind: "other" };
}

/** Whether a term is an instance of what a property has as its values. */
function valueOf(property) {
  let classes = null;
  return (term, terms) => {
    classes ??= terms.find((one) => one.name === property)?.range ?? [];
    return (term.of ?? []).some((one) => classes.includes(one));
  };
}

/** The line that declares the prefix of a name, and where it has to stand; null, if it is declared or not known. */
export function missingPrefix(text, name, prefixes) {
  const prefix = /^([\p{L}\p{N}_.-]*):/u.exec(name)?.[1];
  if (prefix === undefined || !(prefix in prefixes)) return null;
  let at = 0;
  const DECLARED = /^(?:\s|#[^\n]*\n)*(?:prefix\s+([^\s:]*):\s*<[^<>\s]*>|base\s+<[^<>\s]*>)[^\S\n]*\n?/iu;
  for (let match; (match = DECLARED.exec(text.slice(at))); at += match[0].length) {
    if (match[1] === prefix) return null;
  }
  const separate = at > 0 && text[at - 1] !== "\n" ? "\n" : "";
  return { at, line: `${separate}PREFIX ${prefix}: <${prefixes[prefix]}>\n` };
}
