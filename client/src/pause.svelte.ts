/** What is done once somebody has paused, such as in typing. */

const MILLISECONDS = 250;

export class Pause {
  /** It is still to be done. */
  isOn = $state(false);
  readonly #run: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(run: () => void) {
    this.#run = run;
  }

  /** From the beginning, where it is on already. */
  begin(): void {
    clearTimeout(this.#timer);
    this.isOn = true;
    this.#timer = setTimeout(() => this.end(), MILLISECONDS);
  }

  /** It is done at once, if it is still to be done. */
  end(): void {
    if (!this.isOn) return;
    this.stop();
    this.#run();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.isOn = false;
  }
}
