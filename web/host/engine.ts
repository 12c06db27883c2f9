/**
 * The page's side of the engine: calls become messages, answers become promises. An engine that
 * crashed, was stopped or does not answer is ended here; opening it again is up to the caller.
 */
import type { EngineArguments, EngineFailure, EngineMethod, EngineRequest, EngineResponse, EngineResult } from './protocol';

/** An answer of the engine that is not a value. */
export class EngineError extends Error {
  readonly fatal: boolean;

  constructor(failure: EngineFailure) {
    super(failure.message);
    this.name = failure.name;
    this.fatal = failure.fatal;
  }
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: EngineError): void;
  timer: ReturnType<typeof setTimeout> | undefined;
}

/** Milliseconds after which an unanswered call other than `run` counts as a crash. */
const PATIENCE = 20_000;

export class Engine {
  #worker: Worker | undefined;
  #waiting = new Map<number, Waiting>();
  #nextId = 1;

  /** Starts the worker, unless one is there, and opens a fresh catalog. */
  async open(target: string): Promise<void> {
    if (!this.#worker) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'medlar' });
      worker.onmessage = (event: MessageEvent<EngineResponse>) => this.#answered(event.data);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#end(event.message || 'the engine could not be loaded', 'Crashed');
      };
      this.#worker = worker;
    }
    await this.call('open', target);
  }

  get alive(): boolean {
    return this.#worker !== undefined;
  }

  call<M extends EngineMethod>(method: M, ...args: EngineArguments<M>): Promise<EngineResult<M>> {
    const worker = this.#worker;
    if (!worker) return Promise.reject(new EngineError({ name: 'Crashed', message: 'the engine is not running', fatal: true }));
    const id = this.#nextId++;
    return new Promise<unknown>((resolve, reject) => {
      // A run may take as long as the reader lets it.
      const timer =
        method === 'run' ? undefined : setTimeout(() => this.#end('the engine does not answer', 'Crashed'), PATIENCE);
      this.#waiting.set(id, { resolve, reject, timer });
      worker.postMessage({ id, method, args } satisfies EngineRequest);
    }) as Promise<EngineResult<M>>;
  }

  /** Ends the worker at once. Calls under way fail with the name `Stopped`. */
  stop(): void {
    this.#end('the run was stopped', 'Stopped');
  }

  #answered(response: EngineResponse): void {
    if ('loading' in response) {
      for (const { timer } of this.#waiting.values()) clearTimeout(timer);
      return;
    }
    const waiting = this.#waiting.get(response.id);
    if (!waiting) return;
    this.#waiting.delete(response.id);
    clearTimeout(waiting.timer);
    if (!('failure' in response)) {
      waiting.resolve(response.value);
      return;
    }
    waiting.reject(new EngineError(response.failure));
    if (response.failure.fatal) this.#end(response.failure.message, 'Crashed');
  }

  #end(message: string, name: 'Crashed' | 'Stopped'): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject, timer } of waiting) {
      clearTimeout(timer);
      reject(new EngineError({ name, message, fatal: true }));
    }
  }
}
