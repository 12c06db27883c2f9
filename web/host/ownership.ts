/**
 * Which tab keeps the script: the one that holds the browser's lock of it. Others show it and save
 * nothing, so that no tab overwrites what another one keeps.
 */

const NAME = 'medlar';

/** Milliseconds in which a page that is being left, as at a reload, gives the lock back. */
const PATIENCE = 500;

export class Ownership {
  readonly #lost: () => void;
  #held = false;

  /** `lost` hears when another tab took the lock. */
  constructor(lost: () => void) {
    this.#lost = lost;
  }

  get held(): boolean {
    return this.#held;
  }

  /** Takes the lock unless another tab holds it; `steal` takes it from there too. Tells whether it is held. */
  take(steal = false): Promise<boolean> {
    // A page that was not served securely has no locks; it is on its own.
    if (!('locks' in navigator)) return Promise.resolve((this.#held = true));
    return new Promise((resolve) => {
      navigator.locks
        .request(NAME, steal ? { steal } : { signal: AbortSignal.timeout(PATIENCE) }, () => {
          this.#held = true;
          resolve(true);
          // Held until the page is left.
          return new Promise<never>(() => {});
        })
        .catch(() => {
          const held = this.#held;
          this.#held = false;
          resolve(false);
          if (held) this.#lost();
        });
    });
  }
}
