/**
 * One script with its engine, its editor and what the browser keeps of them. The page calls the
 * methods and hears `PageEvent`s. The text lives in the editor: whatever becomes of the engine or
 * the storage, it stays.
 */
import { Editor, editsOf, type ChangeSet } from '../editor/editor';
import { difference } from './difference';
import { Engine, EngineError } from './engine';
import { Ownership } from './ownership';
import type { Analysis, EngineResult, Listener, Notice, RunRequest, TranscriptLine } from './protocol';
import { DEFAULT_TARGET, START_TEXT } from './start-text';
import { Storage, type Found } from './storage';
import { outcome, problems } from './words';

/** Lines of transcript that are kept. */
const MOST_LINES = 2_000;
/** Objects of each kind that are shown. */
const MOST_OBJECTS = 200;
/** Code units beyond which the text is not checked any more. */
const MOST_TEXT = 16 * 1024 * 1024;
/** So many crashes within a minute, and the engine is not started again by itself. */
const MOST_CRASHES = 3;
/** Milliseconds of a run after which it can be stopped. */
const LONG_RUN = 300;
/** Milliseconds of rest before the number of problems is announced. */
const ANNOUNCE_REST = 1_000;

export class Workspace {
  readonly #engine = new Engine();
  readonly #ownership = new Ownership(() => this.#lostToAnotherTab());
  readonly #storage = new Storage(
    () => this.#ownership.held,
    (error) => this.#storageFailed(error),
  );
  #listener: Listener = () => {};
  #editor: Editor | undefined;
  #target = DEFAULT_TARGET;
  #transcript: TranscriptLine[] = [];
  /** What the engine last saved; `undefined` for a fresh catalog. */
  #saved: unknown;
  /** Whether the session is in a transaction, which a new engine does not bring back. */
  #openTransaction = false;
  /** Whether something was changed that is not kept because another tab has the script. */
  #unkept = false;
  /** Edits that the engine has not been told. */
  #unsent: ChangeSet | undefined;
  /** Edits since the analysis under way was asked for. */
  #since: ChangeSet | undefined;
  #analysing = false;
  #outdated = false;
  #running = false;
  #tooLong = false;
  #crashes: number[] = [];
  #announced = '';
  #announcement: ReturnType<typeof setTimeout> | undefined;

  /** Shows the script in `host`, brings back what was kept and starts the engine. */
  async open(host: HTMLElement, listener: Listener): Promise<void> {
    this.#listener = listener;
    const owned = await this.#ownership.take();
    const found = await this.#load();
    this.#target = found.text?.target ?? DEFAULT_TARGET;
    this.#transcript = found.state?.transcript ?? [];
    this.#saved = found.state?.engine;
    this.#openTransaction = found.state?.openTransaction === true;
    this.#editor = new Editor(host, found.text?.text ?? START_TEXT, {
      edited: (changes) => this.#edited(changes),
      moved: () => this.#refresh(),
      runHere: () => this.runHere(),
      runAll: () => void this.runAll(),
    });
    this.#listener({ opened: { target: this.#target, transcript: this.#transcript } });
    if (!owned) this.#elsewhere('This script is open in another tab. Here it can be changed and run, but nothing is saved.');
    await this.#start();
  }

  /** Runs the selection or, without one, the statement at the cursor. */
  runHere(): void {
    const editor = this.#editor;
    if (!editor) return;
    const range = editor.selection();
    void this.#run(range.from < range.to ? { selection: { range } } : { at: { offset: editor.cursor() } });
  }

  /** Runs the script; when all of it ran already, the page is asked to ask. */
  async runAll(): Promise<void> {
    if (await this.#everythingRan()) this.#listener('everythingRan');
    else await this.#run('all');
  }

  /** Runs the script from a fresh catalog. */
  async runAfresh(): Promise<void> {
    await this.reset();
    await this.#run('all');
  }

  /** Saves the script in this tab from now on, and in no other. */
  async takeOver(): Promise<void> {
    if (this.#ownership.held || !(await this.#ownership.take(true))) return;
    if (!this.#unkept) {
      // What the other tab kept since is the script now.
      location.reload();
      return;
    }
    try {
      await this.#storage.setAside('text');
      await this.#storage.setAside('state');
      this.#unkept = false;
      this.#saveText();
      await this.#save();
      this.#notice('tabs', 'info', 'This tab keeps the script now. What the other tab had kept is set aside and never overwritten.');
    } catch (error) {
      if (error instanceof EngineError) await this.#failed(error);
      else this.#storageFailed(error);
    }
  }

  /** Ends a run that takes too long. */
  stop(): void {
    this.#engine.stop();
  }

  /** A fresh catalog; the text stays. */
  async reset(): Promise<void> {
    await this.#afresh(() => this.#engine.call('reset'), 'The catalog is fresh. The script is as it was.');
  }

  /** Imitates another server, with a fresh catalog. */
  async setTarget(target: string): Promise<void> {
    this.#target = target;
    this.#saveText();
    await this.#afresh(() => this.#engine.call('setTarget', target), 'The server is another one and its catalog is fresh.');
  }

  goTo(offset: number): void {
    this.#editor?.goTo(offset);
  }

  /** Starts an engine that gave up. */
  async retry(): Promise<void> {
    this.#crashes = [];
    await this.#start();
  }

  async #load(): Promise<Found> {
    try {
      const found = await this.#storage.load();
      if (found.problem) this.#setAside(found.problem === 'newer', found.text !== undefined);
      return found;
    } catch (error) {
      this.#storageFailed(error);
      return { text: undefined, state: undefined, problem: undefined };
    }
  }

  async #start(): Promise<void> {
    const editor = this.#editor;
    if (!editor) return;
    try {
      await this.#engine.open(this.#target);
      await this.#restore();
      // Statements keep their outcome where the text is still the one that was saved.
      const edit = difference(await this.#engine.call('text'), editor.text());
      if (edit) await this.#engine.call('applyEdits', [edit]);
      this.#tellRollback();
      this.#unsent = undefined;
      this.#tooLong = editor.length() > MOST_TEXT;
      this.#saveText();
      await this.#showCatalog();
      this.#refresh();
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #restore(): Promise<void> {
    if (this.#saved === undefined) return;
    try {
      await this.#engine.call('restore', this.#saved);
    } catch (error) {
      if (!(error instanceof EngineError) || error.fatal) throw error;
      this.#saved = undefined;
      this.#transcript = [];
      await this.#storage.setAside('state');
      this.#setAside(error.name === 'NewerVersion', true);
      this.#listener({ opened: { target: this.#target, transcript: [] } });
    }
  }

  #tellRollback(): void {
    if (!this.#openTransaction) return;
    this.#openTransaction = false;
    const text = '-- Medlar: the page or its engine was started again, and the open transaction was rolled back.';
    this.#transcript = [...this.#transcript, { kind: 'notice' as const, text }].slice(-MOST_LINES);
    this.#listener({ opened: { target: this.#target, transcript: this.#transcript } });
    void this.#saveState();
  }

  #edited(changes: ChangeSet): void {
    this.#unkept ||= !this.#ownership.held;
    this.#unsent = this.#unsent ? this.#unsent.compose(changes) : changes;
    if (this.#analysing) this.#since = this.#since ? this.#since.compose(changes) : changes;
    this.#saveText();
    this.#refresh();
  }

  /** Hands the edits over. Calls that follow see the text with them. */
  #send(): void {
    const editor = this.#editor;
    if (!this.#unsent || !editor) return;
    const edits = editsOf(this.#unsent);
    this.#unsent = undefined;
    this.#engine.call('applyEdits', edits).catch((error: unknown) => {
      if (error instanceof EngineError && error.fatal) return;
      // A cut surrogate pair, for instance: the whole text says it all.
      this.#unsent = undefined;
      this.#engine.call('setText', editor.text()).then(
        () => this.#refresh(),
        () => {},
      );
    });
  }

  // One analysis at a time; what happens meanwhile leads to one more.
  #refresh(): void {
    if (this.#analysing) {
      this.#outdated = true;
      return;
    }
    if (this.#editor && this.#engine.alive) void this.#analyse(this.#editor);
  }

  async #analyse(editor: Editor): Promise<void> {
    this.#analysing = true;
    try {
      do {
        this.#outdated = false;
        this.#since = undefined;
        if (this.#isTooLong(editor)) break;
        this.#send();
        const visible = editor.visible();
        const [analysis, tokens] = await Promise.all([
          this.#engine.call('analyse', visible),
          this.#engine.call('highlight', visible),
        ]);
        editor.show(analysis, tokens, this.#since);
        this.#listener({ analysis });
        this.#announceProblems(analysis);
      } while (this.#outdated);
    } catch (error) {
      this.#analysing = false;
      await this.#failed(error);
    } finally {
      this.#analysing = false;
    }
  }

  #isTooLong(editor: Editor): boolean {
    const tooLong = editor.length() > MOST_TEXT;
    if (tooLong && !this.#tooLong) {
      this.#notice('length', 'warning', 'The script is longer than 16 MiB. It is kept, but neither checked nor run until it is shorter.');
    }
    this.#tooLong = tooLong;
    return tooLong;
  }

  async #everythingRan(): Promise<boolean> {
    const editor = this.#editor;
    if (this.#running || this.#tooLong || !editor || !this.#engine.alive) return false;
    try {
      this.#send();
      const { statementCount, pendingCount } = await this.#engine.call('analyse', editor.visible());
      return statementCount > 0 && pendingCount === 0;
    } catch (error) {
      await this.#failed(error);
      return false;
    }
  }

  async #run(request: RunRequest): Promise<void> {
    const editor = this.#editor;
    if (this.#running || this.#tooLong || !editor) return;
    if (!this.#engine.alive) return;
    this.#unkept ||= !this.#ownership.held;
    this.#running = true;
    const long = setTimeout(() => this.#listener({ running: true }), LONG_RUN);
    try {
      this.#send();
      const result = await this.#engine.call('run', request);
      this.#transcript = [...this.#transcript, ...result.transcript].slice(-MOST_LINES);
      const catalog = await this.#catalog();
      // What is shown is kept already, also when the page is left at once.
      await this.#save();
      this.#listener({ ran: result });
      this.#announce(outcome(result));
      this.#listener({ catalog });
      this.#refresh();
    } catch (error) {
      await this.#failed(error);
    } finally {
      clearTimeout(long);
      this.#running = false;
      this.#listener({ running: false });
    }
  }

  async #afresh(call: () => Promise<void>, said: string): Promise<void> {
    this.#unkept ||= !this.#ownership.held;
    try {
      await call();
      this.#transcript = [];
      this.#listener({ opened: { target: this.#target, transcript: [] } });
      await this.#showCatalog();
      await this.#save();
      this.#refresh();
      this.#announce(said);
    } catch (error) {
      await this.#failed(error);
    }
  }

  async #catalog(): Promise<EngineResult<'catalog'>> {
    const catalog = await this.#engine.call('catalog', { search: '', limit: MOST_OBJECTS });
    this.#openTransaction = catalog.transaction !== 'idle';
    return catalog;
  }

  async #showCatalog(): Promise<void> {
    this.#listener({ catalog: await this.#catalog() });
  }

  async #save(): Promise<void> {
    this.#saved = await this.#engine.call('save');
    await this.#saveState();
  }

  #saveState(): Promise<void> {
    return this.#storage.saveState(this.#saved, this.#transcript, this.#openTransaction);
  }

  #saveText(): void {
    const editor = this.#editor;
    if (editor) this.#storage.saveText(this.#target, () => editor.text());
  }

  /** Starts the engine again with the catalog as it was last saved. */
  async #failed(error: unknown): Promise<void> {
    if (!(error instanceof EngineError)) throw error;
    if (!error.fatal) {
      this.#notice('engine', 'error', `The engine could not answer: ${error.message}.`);
      return;
    }
    // Every call under way fails when an engine ends; the first of them starts the next engine.
    if (this.#engine.alive) return;
    if (error.name === 'Stopped') {
      this.#notice('engine', 'info', 'The run was stopped. The catalog is as it was before the run.');
    } else {
      const now = Date.now();
      this.#crashes = [...this.#crashes.filter((time) => time > now - 60_000), now];
      if (this.#crashes.length > MOST_CRASHES) {
        this.#notice('engine', 'error', `The engine does not run (${error.message}). Your script is kept and can be edited.`, 'retry');
        return;
      }
      this.#notice(
        'engine',
        'warning',
        `The engine crashed and was started again (${error.message}). Your script is untouched; the catalog is as it was after the last run that ended.`,
      );
    }
    await this.#start();
  }

  #setAside(newer: boolean, textKept: boolean): void {
    const why = newer
      ? 'What this browser kept was written by a newer version of Medlar'
      : 'What this browser kept of the last visit is damaged';
    const what = textKept ? 'The script is as it was and the catalog is fresh' : 'The playground starts afresh';
    this.#notice('storage', 'warning', `${why}. ${what}; the old record is kept aside and never overwritten.`);
  }

  #storageFailed(error: unknown): void {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError';
    this.#notice(
      'storage',
      'error',
      full
        ? 'The browser has no room left for this site: what you change now is lost when the page is closed. Copy the script to keep it.'
        : 'The browser lets this page keep nothing: what you change now is lost when the page is closed. Copy the script to keep it.',
    );
  }

  #lostToAnotherTab(): void {
    this.#unkept = this.#storage.pending;
    this.#elsewhere('Another tab keeps this script now. Here it can still be changed and run, but nothing is saved.');
  }

  #elsewhere(text: string): void {
    this.#notice('tabs', 'warning', text, 'takeOver');
  }

  #notice(id: string, tone: Notice['tone'], text: string, action?: Notice['action']): void {
    this.#listener({ notice: action ? { id, tone, text, action } : { id, tone, text } });
  }

  #announceProblems(analysis: Analysis): void {
    const text = problems(analysis);
    clearTimeout(this.#announcement);
    if (text === this.#announced) return;
    this.#announcement = setTimeout(() => {
      this.#announced = text;
      this.#announce(text);
    }, ANNOUNCE_REST);
  }

  #announce(text: string): void {
    this.#listener({ announce: text });
  }
}
