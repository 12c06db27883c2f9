/**
 * What the server says, in the script: a wavy line where it says it, a note under the line once
 * the typing rests, the same on hover, and F8 to go from one to the next.
 */
import { StateEffect, StateField, type EditorState, type Range as Placed } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  ViewPlugin,
  WidgetType,
  hoverTooltip,
  keymap,
  type Command,
  type DecorationSet,
  type ViewUpdate,
} from '@codemirror/view';
import type { Diagnostic } from '../host/protocol';

/** Replaces all diagnostics. Notes of those that are gone go too. */
export const setDiagnostics = StateEffect.define<Diagnostic[]>();

/** Shows a note under the line of each diagnostic. */
export const showNotes = StateEffect.define<null>();

interface Shown {
  diagnostics: Diagnostic[];
  underlines: DecorationSet;
  notes: DecorationSet;
}

const MOST_NOTES = 100;

const underline: Record<Diagnostic['severity'], Decoration> = {
  error: Decoration.mark({ class: 'said said-error' }),
  warning: Decoration.mark({ class: 'said said-warning' }),
  notice: Decoration.mark({ class: 'said said-notice' }),
};

/** The message with what belongs to it, as text nodes only. */
function describe(diagnostic: Diagnostic): HTMLElement {
  const element = document.createElement('div');
  element.className = `note note-${diagnostic.severity}`;
  const message = element.appendChild(document.createElement('strong'));
  message.textContent = diagnostic.message;
  element.append(' ');
  const code = element.appendChild(document.createElement('code'));
  code.textContent = diagnostic.sqlstate;
  for (const [name, text] of [['DETAIL', diagnostic.detail], ['HINT', diagnostic.hint]]) {
    if (!text) continue;
    const line = element.appendChild(document.createElement('div'));
    line.textContent = `${name}:  ${text}`;
  }
  return element;
}

class Note extends WidgetType {
  constructor(readonly diagnostic: Diagnostic) {
    super();
  }

  override eq(other: Note): boolean {
    const [a, b] = [this.diagnostic, other.diagnostic];
    return (
      a.message === b.message &&
      a.sqlstate === b.sqlstate &&
      a.severity === b.severity &&
      a.detail === b.detail &&
      a.hint === b.hint
    );
  }

  // The editor measures the box of a block without its margins: the space around a note is padding.
  override toDOM(): HTMLElement {
    const place = document.createElement('div');
    place.className = 'note-place';
    place.append(describe(this.diagnostic));
    return place;
  }

  override get estimatedHeight(): number {
    return 40;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

/** A range that can be seen: an empty one takes the character after it, or else before it. */
function visibleRange(state: EditorState, { range }: Diagnostic): { from: number; to: number } {
  const from = Math.min(range.from, state.doc.length);
  const to = Math.min(range.to, state.doc.length);
  if (from < to) return { from, to };
  const line = state.doc.lineAt(from);
  if (from < line.to) return { from, to: from + 1 };
  return { from: Math.max(line.from, from - 1), to: from };
}

function underlines(state: EditorState, diagnostics: Diagnostic[]): DecorationSet {
  const placed: Placed<Decoration>[] = [];
  for (const diagnostic of diagnostics) {
    const { from, to } = visibleRange(state, diagnostic);
    if (from < to) placed.push(underline[diagnostic.severity].range(from, to));
  }
  return Decoration.set(placed, true);
}

function notes(state: EditorState, diagnostics: Diagnostic[]): DecorationSet {
  const placed = new Map<number, Placed<Decoration>>();
  for (const diagnostic of diagnostics) {
    const { to } = state.doc.lineAt(Math.min(diagnostic.range.from, state.doc.length));
    if (placed.has(to)) continue;
    placed.set(to, Decoration.widget({ widget: new Note(diagnostic), block: true, side: 1 }).range(to));
    if (placed.size === MOST_NOTES) break;
  }
  return Decoration.set([...placed.values()], true);
}

function stillSaid(state: EditorState, old: DecorationSet, diagnostics: Diagnostic[]): DecorationSet {
  const now = notes(state, diagnostics);
  return old.update({
    filter(from, _to, note) {
      let said = false;
      now.between(from, from, (_from, _end, other) => {
        said ||= (other.spec.widget as Note).eq(note.spec.widget as Note);
      });
      return said;
    },
  });
}

const shown = StateField.define<Shown>({
  create: () => ({ diagnostics: [], underlines: Decoration.none, notes: Decoration.none }),
  update(value, transaction) {
    if (transaction.docChanged) {
      value = {
        diagnostics: value.diagnostics.map((diagnostic) => ({
          ...diagnostic,
          range: {
            from: transaction.changes.mapPos(diagnostic.range.from, 1),
            to: transaction.changes.mapPos(diagnostic.range.to, -1),
          },
        })),
        underlines: value.underlines.map(transaction.changes),
        notes: value.notes.map(transaction.changes),
      };
    }
    for (const effect of transaction.effects) {
      if (effect.is(setDiagnostics)) {
        value = {
          diagnostics: effect.value,
          underlines: underlines(transaction.state, effect.value),
          notes: stillSaid(transaction.state, value.notes, effect.value),
        };
      } else if (effect.is(showNotes)) {
        value = { ...value, notes: notes(transaction.state, value.diagnostics) };
      }
    }
    return value;
  },
  provide: (field) => [
    EditorView.decorations.from(field, (value) => value.underlines),
    EditorView.decorations.from(field, (value) => value.notes),
  ],
});

/** Tells the style sheet where the visible part of the text begins and how wide it is: notes stay within it. */
const visibleWidth = ViewPlugin.fromClass(
  class {
    readonly #view: EditorView;
    readonly #observer = new ResizeObserver(() => this.#measure());
    #known = '';

    constructor(view: EditorView) {
      this.#view = view;
      this.#observer.observe(view.scrollDOM);
    }

    update(update: ViewUpdate): void {
      // The gutter grows with the number of lines.
      if (update.geometryChanged) this.#measure();
    }

    destroy(): void {
      this.#observer.disconnect();
    }

    #measure(): void {
      this.#view.requestMeasure({
        key: this,
        read: ({ contentDOM, scrollDOM }) => ({ left: contentDOM.offsetLeft, width: scrollDOM.clientWidth - contentDOM.offsetLeft }),
        write: ({ left, width }, { dom }) => {
          if (this.#known === `${left} ${width}`) return;
          this.#known = `${left} ${width}`;
          dom.style.setProperty('--visible-left', `${left}px`);
          dom.style.setProperty('--visible-width', `${width}px`);
          // Notes that wrap otherwise are of another height.
          queueMicrotask(() => this.#view.requestMeasure());
        },
      });
    }
  },
);

const hover = hoverTooltip((view, position) => {
  const here = view.state.field(shown).diagnostics.filter((diagnostic) => {
    const { from, to } = visibleRange(view.state, diagnostic);
    return from <= position && position <= to;
  });
  const first = here[0];
  if (!first) return null;
  return {
    pos: visibleRange(view.state, first).from,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.append(...here.map(describe));
      return { dom };
    },
  };
});

/** Moves the cursor to the next diagnostic after it, or before it, going round at the ends. */
const toDiagnostic =
  (forward: boolean): Command =>
  (view) => {
    const head = view.state.selection.main.head;
    const places = view.state.field(shown).diagnostics.map(({ range }) => Math.min(range.from, view.state.doc.length));
    places.sort((a, b) => a - b);
    const next = forward
      ? (places.find((place) => place > head) ?? places[0])
      : (places.findLast((place) => place < head) ?? places.at(-1));
    if (next === undefined) return false;
    view.dispatch({ selection: { anchor: next }, scrollIntoView: true });
    return true;
  };

export const diagnostics = [
  shown,
  visibleWidth,
  hover,
  keymap.of([{ key: 'F8', run: toDiagnostic(true), shift: toDiagnostic(false) }]),
];
