/**
 * The script editor: CodeMirror in a shadow tree, where its style sheets are constructed ones, so
 * that the page needs no inline styles. It knows nothing of the engine: edits and commands go out
 * through `Hooks`, what the engine said comes in through `show`.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching } from '@codemirror/language';
import { Compartment, EditorState, Prec, type ChangeSet } from '@codemirror/state';
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import type { Analysis, Edit, HighlightToken, Range } from '../host/protocol';
import { diagnostics, setDiagnostics, showNotes } from './diagnostics';
import { setStatements, statements } from './statements';
import { theme } from './theme';
import { setTokens, tokens } from './tokens';

export type { ChangeSet };

export interface Hooks {
  /** The text changed. */
  edited(changes: ChangeSet): void;
  /** Another part of the script came into view. */
  moved(): void;
  runHere(): void;
  runAll(): void;
}

/** Below this width lines are wrapped. */
const PHONE = '(max-width: 760px)';

/** Milliseconds without an edit after which notes are shown under the lines. */
const REST = 500;

export class Editor {
  readonly #view: EditorView;
  readonly #wrapping = new Compartment();
  #lastEdit = Number.NEGATIVE_INFINITY;
  #rest: ReturnType<typeof setTimeout> | undefined;

  constructor(host: HTMLElement, text: string, hooks: Hooks) {
    const root = host.attachShadow({ mode: 'open', delegatesFocus: true });
    const phone = matchMedia(PHONE);
    const wrapping = () => (phone.matches ? EditorView.lineWrapping : []);
    const command = (act: () => void) => () => {
      act();
      return true;
    };
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          statements,
          lineNumbers(),
          highlightSpecialChars(),
          history(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          bracketMatching(),
          tokens,
          diagnostics,
          theme,
          placeholder('Type a statement, for instance CREATE SERVER …'),
          this.#wrapping.of(wrapping()),
          Prec.high(
            keymap.of([{ key: 'Mod-Enter', run: command(hooks.runHere), shift: command(hooks.runAll), preventDefault: true }]),
          ),
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.contentAttributes.of({
            'aria-label': 'SQL script. Escape, then Tab, leaves the editor.',
            spellcheck: 'false',
            autocorrect: 'off',
            autocapitalize: 'off',
          }),
          EditorView.domEventHandlers({ beforeinput: typeOverSelection }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              this.#lastEdit = performance.now();
              hooks.edited(update.changes);
            } else if (update.viewportChanged) hooks.moved();
          }),
        ],
      }),
    });
    phone.addEventListener('change', () => {
      this.#view.dispatch({ effects: this.#wrapping.reconfigure(wrapping()) });
    });
  }

  text(): string {
    return this.#view.state.doc.toString();
  }

  length(): number {
    return this.#view.state.doc.length;
  }

  /** The part of the script that is drawn. */
  visible(): Range {
    const { from, to } = this.#view.viewport;
    return { from, to };
  }

  selection(): Range {
    const { from, to } = this.#view.state.selection.main;
    return { from, to };
  }

  cursor(): number {
    return this.#view.state.selection.main.head;
  }

  /** Shows what the engine said of the text as it was before `since`. */
  show(analysis: Analysis, highlight: HighlightToken[], since: ChangeSet | undefined): void {
    const moved = <Item extends { range: Range }>(items: Item[]): Item[] =>
      since
        ? items.map((item) => {
            const from = since.mapPos(Math.min(item.range.from, since.length), 1);
            const to = since.mapPos(Math.min(item.range.to, since.length), -1);
            return { ...item, range: { from, to: Math.max(from, to) } };
          })
        : items;
    this.#view.dispatch({
      effects: [
        setTokens.of(moved(highlight)),
        setStatements.of(moved(analysis.statements)),
        setDiagnostics.of(moved(analysis.diagnostics)),
      ],
    });
    clearTimeout(this.#rest);
    const rest = Math.max(0, this.#lastEdit + REST - performance.now());
    this.#rest = setTimeout(() => this.#view.dispatch({ effects: showNotes.of(null) }), rest);
  }

  /** Puts the cursor there and brings it into view. Nothing is selected: Run means the statement. */
  goTo(offset: number): void {
    const anchor = Math.min(offset, this.length());
    this.#view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
    this.#view.focus();
  }

  focus(): void {
    this.#view.focus();
  }
}

/** The engine's form of CodeMirror's changes: offsets in the old text, ascending. */
export function editsOf(changes: ChangeSet): Edit[] {
  const edits: Edit[] = [];
  changes.iterChanges((from, to, _fromNew, _toNew, insert) => edits.push({ from, to, insert: insert.toString() }));
  return edits;
}

/**
 * Typing over a selection is done here: left to the browser, it writes inline styles where lines
 * are joined, which the policy of the page forbids.
 */
function typeOverSelection(event: InputEvent, view: EditorView): boolean {
  const typed = event.inputType === 'insertText' && event.data !== null && !event.isComposing && !view.composing;
  if (!typed || view.state.selection.main.empty) return false;
  event.preventDefault();
  view.dispatch(view.state.replaceSelection(event.data ?? ''), { userEvent: 'input.type', scrollIntoView: true });
  return true;
}
