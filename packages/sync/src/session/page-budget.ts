/**
 * How many pages may be carried before all is compared again: a recall or an alert that was written meanwhile does not wait
 * behind the bulk of a large space (SYN-4).
 */
export class PageBudget {
  #left: number;
  /** A page was left for the next round. */
  exhausted = false;

  constructor(pages: number) {
    this.#left = pages;
  }

  /**
   * A page brought nothing that was not held: what is held without being compared comes again in every round (FRK-5), and
   * would else use the budget of each up before anything new.
   */
  giveBack(): void {
    this.#left += 1;
    this.exhausted = false;
  }

  takesPage(): boolean {
    this.exhausted ||= this.#left === 0;
    if (this.exhausted) return false;
    this.#left -= 1;
    return true;
  }
}
