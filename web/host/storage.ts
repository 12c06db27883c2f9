/**
 * What the browser keeps. Two records in IndexedDB: the text, written as it is typed, and the
 * state after each run. A record that cannot be read is set aside under a key of its own and is
 * never overwritten. A tab that does not own the script reads the records and changes none.
 */
import { createStore, del, get, set, type UseStore } from 'idb-keyval';
import type { TranscriptLine } from './protocol';

/** Raised when a record changes in a way that older pages cannot read. */
const FORMAT = 1;

export interface TextRecord {
  format: number;
  target: string;
  text: string;
}

export interface StateRecord {
  format: number;
  /** What `Playground.save` gave; only the engine looks inside. */
  engine: unknown;
  transcript: TranscriptLine[];
  /** Whether a transaction was open, which the saved catalog does not have. */
  openTransaction?: boolean;
}

export type Problem = 'damaged' | 'newer';

/** What is found at the start. */
export interface Found {
  text: TextRecord | undefined;
  state: StateRecord | undefined;
  problem: Problem | undefined;
}

type Key = 'text' | 'state';

/** Where the text waits that was not written yet when the page was left. */
const UNWRITTEN = 'medlar-unwritten-text';

export class Storage {
  readonly #store: UseStore;
  readonly #owned: () => boolean;
  readonly #failed: (error: unknown) => void;
  #queued = new Map<Key, () => TextRecord | StateRecord>();
  #writing = false;
  #drained: Promise<void> = Promise.resolve();
  /** The text that the store does not have yet. */
  #unwritten: (() => TextRecord) | undefined;

  /** `owned` tells whether this tab may write; `failed` hears of each write that the browser refused. */
  constructor(owned: () => boolean, failed: (error: unknown) => void) {
    this.#store = createStore('medlar', 'playground');
    this.#owned = owned;
    this.#failed = failed;
    addEventListener('pagehide', () => this.#left());
  }

  /** Whether something is still to be written. */
  get pending(): boolean {
    return this.#writing || this.#queued.size > 0;
  }

  async load(): Promise<Found> {
    const [text, state] = await Promise.all([get<unknown>('text', this.#store), get<unknown>('state', this.#store)]);
    const unwritten = await this.#takeUnwritten();
    const textProblem = judge(text, isTextRecord);
    const stateProblem = judge(state, isStateRecord);
    if (textProblem) await this.setAside('text');
    if (stateProblem) await this.setAside('state');
    return {
      text: unwritten ?? (textProblem ? undefined : (text as TextRecord | undefined)),
      state: stateProblem ? undefined : (state as StateRecord | undefined),
      problem: textProblem ?? stateProblem,
    };
  }

  /** Moves a record to a key that nothing overwrites. */
  async setAside(key: Key): Promise<void> {
    if (!this.#owned()) return;
    const record = await get<unknown>(key, this.#store);
    if (record === undefined) return;
    await set(`aside-${key}-${new Date().toISOString()}-${crypto.randomUUID()}`, record, this.#store);
    await del(key, this.#store);
  }

  saveText(target: string, text: () => string): void {
    const record = () => ({ format: FORMAT, target, text: text() });
    if (this.#owned()) this.#unwritten = record;
    void this.#write('text', record);
  }

  /** Ends when the state is written, or could not be. */
  saveState(engine: unknown, transcript: TranscriptLine[], openTransaction: boolean): Promise<void> {
    return this.#write('state', () => ({ format: FORMAT, engine, transcript, openTransaction }));
  }

  // A page that is left does not see the end of a write. What the store may not have is put where
  // putting takes no time, and is moved to the store when the page is opened again.
  #left(): void {
    if (!this.#unwritten || !this.#owned()) return;
    try {
      localStorage.setItem(UNWRITTEN, JSON.stringify(this.#unwritten()));
    } catch {
      // Too large, or refused: then the write that is under way has to do.
    }
  }

  async #takeUnwritten(): Promise<TextRecord | undefined> {
    if (!this.#owned()) return undefined;
    try {
      const record: unknown = JSON.parse(localStorage.getItem(UNWRITTEN) ?? 'null');
      if (!hasFormat(record) || record.format !== FORMAT || !isTextRecord(record)) return undefined;
      const text = record as TextRecord;
      // A record that cannot be read is set aside first, as ever.
      if (judge(await get<unknown>('text', this.#store), isTextRecord)) await this.setAside('text');
      await set('text', text, this.#store);
      forget(UNWRITTEN);
      return text;
    } catch {
      return undefined;
    }
  }

  // A write starts at once when none is under way; the latest of each kind follows it.
  #write(key: Key, record: () => TextRecord | StateRecord): Promise<void> {
    if (!this.#owned()) return Promise.resolve();
    this.#queued.set(key, record);
    if (!this.#writing) this.#drained = this.#drain();
    return this.#drained;
  }

  async #drain(): Promise<void> {
    this.#writing = true;
    for (;;) {
      const next = this.#queued.entries().next().value;
      if (!next) break;
      const [key, record] = next;
      this.#queued.delete(key);
      try {
        // Another tab may have taken the script over while this record waited.
        if (this.#owned()) await set(key, record(), this.#store);
        if (key === 'text' && !this.#queued.has('text')) {
          this.#unwritten = undefined;
          forget(UNWRITTEN);
        }
      } catch (error) {
        this.#failed(error);
      }
    }
    this.#writing = false;
  }
}

/** Removes what a page that was left had put there; a browser without that store has nothing. */
function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was put there either.
  }
}

function judge(record: unknown, valid: (record: { format: number }) => boolean): Problem | undefined {
  if (record === undefined) return undefined;
  if (!hasFormat(record)) return 'damaged';
  if (record.format > FORMAT) return 'newer';
  return record.format === FORMAT && valid(record) ? undefined : 'damaged';
}

function hasFormat(record: unknown): record is { format: number } {
  return typeof record === 'object' && record !== null && 'format' in record && Number.isInteger(record.format);
}

function isTextRecord(record: object): record is TextRecord {
  return 'text' in record && typeof record.text === 'string' && 'target' in record && typeof record.target === 'string';
}

function isStateRecord(record: object): record is StateRecord {
  return 'engine' in record && 'transcript' in record && Array.isArray(record.transcript) && record.transcript.every(isLine);
}

function isLine(line: unknown): line is TranscriptLine {
  return typeof line === 'object' && line !== null && 'kind' in line && 'text' in line && typeof line.text === 'string';
}
