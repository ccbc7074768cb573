import { Service, signal } from '@angular/core';

/** The list a person came from, so that the page of one alert can go to the next. */
@Service()
export class AlertTrail {
  private readonly numbers = signal<readonly string[]>([]);
  private readonly total = signal(0);
  /** Address of that list. */
  readonly list = signal('/alerts/views/open');
  /** Number of the alert that was looked at last, in the list or as a page: coming back to the list starts there. */
  readonly last = signal<string | undefined>(undefined);

  /** Takes the rows that were loaded, and how many the list has in all. */
  remember(list: string, numbers: readonly string[], total: number): void {
    this.list.set(list);
    this.total.set(total);
    this.numbers.set(numbers);
  }

  /** Place of an alert in the list, counted from 1; `undefined` when it was none of the loaded rows. */
  place(number: string): { readonly at: number; readonly of: number } | undefined {
    const index = this.numbers().indexOf(number);
    return index < 0 ? undefined : { at: index + 1, of: this.total() };
  }

  neighbour(number: string, step: 1 | -1): string | undefined {
    const index = this.numbers().indexOf(number);
    return index < 0 ? undefined : this.numbers()[index + step];
  }
}
