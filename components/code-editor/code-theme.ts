import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const highlight = HighlightStyle.define([
  { tag: tags.function(tags.variableName), color: "var(--fl-type-6)" },
  { tag: tags.propertyName, color: "var(--fl-text)" },
  { tag: tags.variableName, color: "var(--fl-text)" },
  { tag: tags.string, color: "var(--fl-type-4)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--fl-accent-text)" },
  { tag: [tags.operator, tags.punctuation, tags.separator, tags.brace, tags.squareBracket], color: "var(--fl-text-2)" },
  { tag: tags.comment, color: "var(--fl-text-3)" },
]);

const view = EditorView.theme({
  "&": { backgroundColor: "transparent", color: "var(--fl-text)", fontSize: "inherit" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--fl-mono)",
    fontVariantLigatures: "none",
    fontFeatureSettings: "normal",
    lineHeight: "20px",
    overflow: "auto",
  },
  ".cm-content": { padding: "4px 0", caretColor: "var(--fl-text)" },
  ".cm-line": { padding: "0 8px" },
  ".cm-cursor": { borderLeftColor: "var(--fl-text)" },
  ".cm-placeholder": { color: "var(--fl-text-3)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    backgroundColor: "var(--fl-accent-line)",
  },
  ".cm-gutters": { backgroundColor: "transparent", border: "0", color: "var(--fl-text-3)" },
  ".cm-lineNumbers .cm-gutterElement": { padding: "0 2px 0 8px", minWidth: "16px" },
  ".cm-matchingBracket, &.cm-focused .cm-matchingBracket": {
    backgroundColor: "var(--fl-accent-soft)",
    outline: "1px solid var(--fl-accent-line)",
  },
  ".cm-nonmatchingBracket, &.cm-focused .cm-nonmatchingBracket": { backgroundColor: "var(--fl-danger-soft)" },
  ".cm-lintRange": {
    backgroundImage: "none",
    textDecoration: "underline wavy var(--fl-danger-solid)",
    textDecorationSkipInk: "none",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-warning": { textDecorationColor: "var(--fl-warning-solid)" },
  ".cm-lintPoint::after": { borderBottomColor: "var(--fl-danger-solid)" },
  ".cm-tooltip": {
    border: "1px solid var(--fl-line-strong)",
    borderRadius: "5px",
    backgroundColor: "var(--fl-surface)",
    boxShadow: "0 4px 16px rgb(0 0 0 / 16%)",
    overflow: "hidden",
  },
  ".cm-diagnostic": { borderLeft: "0", padding: "4px 10px", fontSize: "12px", lineHeight: "18px" },
  ".cm-diagnostic-error": { color: "var(--fl-danger-text)" },
  ".cm-diagnostic-warning": { color: "var(--fl-warning-text)" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--mantine-font-family)",
    fontSize: "12px",
    minWidth: "360px",
    maxWidth: "min(560px, 92vw)",
    maxHeight: "232px",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    display: "flex",
    alignItems: "baseline",
    gap: "8px",
    padding: "0 10px",
    lineHeight: "26px",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--fl-accent-soft)",
    color: "var(--fl-text)",
  },
  ".cm-completionLabel": { fontFamily: "var(--fl-mono)" },
  ".cm-completionMatchedText": {
    borderRadius: "2px",
    backgroundColor: "var(--fl-search-hit)",
    color: "var(--fl-search-hit-text)",
    textDecoration: "none",
  },
  ".cm-completionDetail": {
    flex: "1 1 auto",
    minWidth: "0",
    margin: "0",
    overflow: "hidden",
    textOverflow: "ellipsis",
    color: "var(--fl-text-2)",
    fontStyle: "normal",
  },
  ".cm-presence": { flex: "none", color: "var(--fl-text-2)" },
  ".cm-presence[data-some]": { color: "var(--fl-warning-text)", fontWeight: "550" },
});

/** The editor's look, in the colours of the theme that the page has. */
export const codeTheme = [view, syntaxHighlighting(highlight)];
