/** The Web Worker in which the engine lives: one `Playground`, asked by messages in order. */
import init, { Playground } from '../pkg/engine/engine.js';
import type { EngineFailure, EngineRequest, EngineResponse } from './protocol';

const ready = init();
let playground: Playground | undefined;

function perform({ method, args }: EngineRequest): unknown {
  if (method === 'open') {
    playground?.free();
    playground = new Playground(String(args[0]));
    return undefined;
  }
  if (!playground) throw new Error('the engine has not been opened');
  const call = playground[method] as (...args: unknown[]) => unknown;
  return call.apply(playground, args);
}

function failure(error: unknown): EngineFailure {
  // A trap leaves the memory of the module in an unknown state.
  const fatal = error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
  if (error instanceof Error) return { name: error.name, message: error.message, fatal };
  return { name: 'Error', message: String(error), fatal };
}

addEventListener('message', async (event: MessageEvent<EngineRequest>) => {
  const { id } = event.data;
  let response: EngineResponse;
  try {
    await ready;
  } catch (error) {
    postMessage({ id, failure: { ...failure(error), fatal: true } } satisfies EngineResponse);
    return;
  }
  try {
    response = { id, value: perform(event.data) };
  } catch (error) {
    response = { id, failure: failure(error) };
  }
  postMessage(response);
});
