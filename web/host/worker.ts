/**
 * The Web Worker in which the engine lives: one `Playground`, asked by messages in order. It begins with
 * the core, which is small; what the core leaves to the full engine that one answers, from then on.
 */
import initCore, { Playground as CorePlayground } from '../pkg/core/core.js';
import type { Playground } from '../pkg/engine/engine.js';
import type { Edit, EngineFailure, EngineRequest, EngineResponse } from './protocol';

/** The calls that a state comes from; all others only ask. */
const CHANGES = new Set(['applyEdits', 'loadCatalog', 'open', 'reset', 'restore', 'run', 'setTarget', 'setText']);
/** With so many of them, or so many code units in them, they are not kept: the full engine takes over. */
const MOST_CALLS = 5_000;
const MOST_TEXT = 64 * 1024 * 1024;

type Call = Pick<EngineRequest, 'method' | 'args'>;

/** A playground of either engine, and the calls that made its state what it is. */
class Engine {
  #playground: Playground | undefined;

  constructor(private readonly create: (target: string) => Playground) {}

  perform({ method, args }: Call): unknown {
    if (method === 'open') {
      this.free();
      this.#playground = this.create(String(args[0]));
      return undefined;
    }
    if (!this.#playground) throw new Error('the engine has not been opened');
    const call = this.#playground[method] as (...args: unknown[]) => unknown;
    return call.apply(this.#playground, args);
  }

  /** Comes to a state by the calls that led there; those that failed fail again. */
  replay(calls: Call[]): void {
    for (const call of calls) {
      try {
        this.perform(call);
      } catch (error) {
        if (isFatal(error)) throw error;
      }
    }
  }

  free(): void {
    this.#playground?.free();
    this.#playground = undefined;
  }
}

const ready = initCore();
let engine = new Engine((target) => new CorePlayground(target) as unknown as Playground);
/** What the core has been told, and the code units in it; `undefined` with the full engine. */
let calls: Call[] | undefined = [];
let told = 0;

async function loadFull(): Promise<Engine> {
  postMessage({ loading: true } satisfies EngineResponse);
  const { default: init, Playground } = await import('../pkg/engine/engine.js');
  await init();
  return new Engine((target) => new Playground(target));
}

async function perform(request: EngineRequest): Promise<unknown> {
  if (!calls) return engine.perform(request);
  if (calls.length === MOST_CALLS || told >= MOST_TEXT) return performInFull(calls, request);
  try {
    const value = engine.perform(request);
    note(calls, request);
    return value;
  } catch (error) {
    if (error instanceof Error && error.name === 'NeedsFull') return performInFull(calls, request);
    if (!isFatal(error)) note(calls, request);
    throw error;
  }
}

/** Keeps a call that changes the state; one that opens the engine makes those before it void. */
function note(calls: Call[], { method, args }: EngineRequest): void {
  if (!CHANGES.has(method)) return;
  if (method === 'open') {
    calls.length = 0;
    told = 0;
  }
  calls.push({ method, args });
  if (method === 'setText') told += String(args[0]).length;
  if (method === 'applyEdits') told += (args[0] as Edit[]).reduce((sum, edit) => sum + edit.insert.length, 0);
}

/** Brings the full engine to the state of the core and asks it instead. */
async function performInFull(before: Call[], request: EngineRequest): Promise<unknown> {
  try {
    const full = await loadFull();
    full.replay(before);
    engine.free();
    engine = full;
    calls = undefined;
  } catch (error) {
    // The core may have been left in the middle of the request.
    engine.replay(before);
    throw error;
  }
  return engine.perform(request);
}

/** A trap leaves the memory of the module in an unknown state. */
function isFatal(error: unknown): boolean {
  return error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

function failure(error: unknown): EngineFailure {
  const fatal = isFatal(error);
  if (error instanceof Error) return { name: error.name, message: error.message, fatal };
  return { name: 'Error', message: String(error), fatal };
}

async function answer(request: EngineRequest): Promise<EngineResponse> {
  const { id } = request;
  try {
    await ready;
  } catch (error) {
    return { id, failure: { ...failure(error), fatal: true } };
  }
  try {
    return { id, value: await perform(request) };
  } catch (error) {
    return { id, failure: failure(error) };
  }
}

/** Requests are answered one after the other, also while the full engine is loaded. */
let answered: Promise<void> = Promise.resolve();

addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  answered = answered.then(async () => postMessage(await answer(event.data)));
});
