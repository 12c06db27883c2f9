/** Highlighting: the classes of the engine's scanner, for the part of the script that is visible. */
import { StateEffect, StateField, type Range as Placed } from '@codemirror/state';
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view';
import type { HighlightToken } from '../host/protocol';

/** Replaces all highlighting. */
export const setTokens = StateEffect.define<HighlightToken[]>();

const marks: Record<HighlightToken['class'], Decoration | undefined> = {
  keyword: Decoration.mark({ class: 'tok-keyword' }),
  name: undefined,
  optionName: Decoration.mark({ class: 'tok-option' }),
  string: Decoration.mark({ class: 'tok-string' }),
  number: Decoration.mark({ class: 'tok-number' }),
  comment: Decoration.mark({ class: 'tok-comment' }),
  punctuation: undefined,
  metaCommand: Decoration.mark({ class: 'tok-meta' }),
  invalid: Decoration.mark({ class: 'tok-invalid' }),
};

function decorate(tokens: HighlightToken[], length: number): DecorationSet {
  const placed: Placed<Decoration>[] = [];
  for (const { range, class: name } of tokens) {
    const to = Math.min(range.to, length);
    const mark = marks[name];
    if (mark && range.from < to) placed.push(mark.range(range.from, to));
  }
  return Decoration.set(placed);
}

export const tokens = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(decorations, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setTokens)) return decorate(effect.value, transaction.newDoc.length);
    }
    return decorations.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});
