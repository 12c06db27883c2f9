/**
 * The messages of the page. What the engine gives and takes is declared by the engine's own
 * generated types; what the page shows is the union `PageEvent`.
 */
import type { Analysis, CatalogView, Playground, Range, RunResult, TranscriptLine } from '../pkg/engine/engine.js';

export type {
  Analysis,
  CatalogView,
  Diagnostic,
  Edit,
  HighlightToken,
  Range,
  RunRequest,
  RunResult,
  StatementInfo,
  TranscriptLine,
} from '../pkg/engine/engine.js';

type MethodName = {
  [Name in keyof Playground]: Name extends string
    ? Name extends 'free'
      ? never
      : Playground[Name] extends (...args: never[]) => unknown
        ? Name
        : never
    : never;
}[keyof Playground];

/** What the worker can be asked, by name: the methods of the engine, and `open` which makes one. */
export type EngineMethods = Pick<Playground, MethodName> & { open(target: string): void };

export type EngineMethod = keyof EngineMethods;
export type EngineArguments<M extends EngineMethod> = Parameters<EngineMethods[M]>;
export type EngineResult<M extends EngineMethod> = ReturnType<EngineMethods[M]>;

export interface EngineRequest {
  id: number;
  method: EngineMethod;
  args: unknown[];
}

/** `fatal` means that the engine cannot be used any more. */
export interface EngineFailure {
  name: string;
  message: string;
  fatal: boolean;
}

/** An answer; or that more of the engine is loaded first, for as long as that takes. */
export type EngineResponse = { id: number; value: unknown } | { id: number; failure: EngineFailure } | { loading: true };

/** Something the reader must know and can put away. */
export interface Notice {
  id: string;
  tone: 'info' | 'warning' | 'error';
  text: string;
  /** What its button offers: to start the engine again, or to keep the script in this tab. */
  action?: 'retry' | 'takeOver';
}

/** What the page is told; each that says more has one key, its kind. `everythingRan` asks whether to run it afresh. */
export type PageEvent =
  | 'everythingRan'
  | { opened: { target: string; transcript: TranscriptLine[] } }
  | { analysis: Analysis }
  | { catalog: CatalogView }
  | { ran: RunResult }
  | { running: boolean }
  | { notice: Notice }
  | { announce: string };

export type { Playground };
export type Listener = (event: PageEvent) => void;
export type Offsets = Range;
