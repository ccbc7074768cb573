import {
  CdkFixedSizeVirtualScroll,
  CdkVirtualForOf,
  CdkVirtualScrollableElement,
  CdkVirtualScrollViewport,
} from '@angular/cdk/scrolling';
import type { ElementRef } from '@angular/core';
import {
  afterRenderEffect,
  Component,
  computed,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import type { AlertSummary } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { ServerClock } from '../../../core/time/server-clock';
import type { AlertSelection } from '../bulk/alert-selection';
import { AlertRow } from './alert-row';
import { listColumns } from './column-widths';

/** Rows before the end at which the next page is asked for. */
const AHEAD = 20;
const HEAD_ROWS = 1;

/**
 * The list as a grid of rows of one height. The focus stays on the grid as a whole, which names its active row: rows come and
 * go with scrolling, and a focus on one of them would be lost.
 */
@Component({
  selector: 'tocsin-alert-grid',
  imports: [
    AlertRow,
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollableElement,
    CdkVirtualScrollViewport,
  ],
  templateUrl: './alert-grid.html',
  styleUrl: './alert-grid.scss',
})
export class AlertGrid {
  private readonly clock = inject(ServerClock);
  private readonly preferences = inject(Preferences);
  readonly rows = input.required<readonly AlertSummary[]>();
  /** All rows of the view, loaded or not. */
  readonly total = input.required<number>();
  readonly label = input.required<string>();
  /** Id of the row under the cursor. */
  readonly cursor = input.required<string | undefined>();
  /** Number of the alert in the preview. */
  readonly open = input.required<string | undefined>();
  readonly selection = input.required<AlertSelection>();
  readonly moved = output<AlertSummary>();
  readonly clicked = output<AlertSummary>();
  readonly opened = output<AlertSummary>();
  readonly previewToggled = output();
  readonly endNeared = output();

  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  protected readonly headRows = HEAD_ROWS;
  /** Measured, because it follows the density and the reader's own font size. */
  protected readonly rowHeight = signal(32);
  protected readonly columns = computed(() => {
    this.clock.day();
    return listColumns(this.rows(), this.preferences.zone(), untracked(this.clock.now));
  });
  protected readonly rowCount = computed(() => this.total() + HEAD_ROWS);
  protected readonly cursorIndex = computed(() => this.rows().findIndex((alert) => alert.id === this.cursor()));
  protected readonly activeRow = computed(() => (this.cursorIndex() < 0 ? null : `alert-row-${this.cursorIndex()}`));

  constructor() {
    afterRenderEffect({
      read: () => {
        this.preferences.density();
        this.rowHeight.set(rowHeightOf(this.scroller().nativeElement) ?? this.rowHeight());
      },
    });
    afterRenderEffect({
      write: () => {
        const index = this.cursorIndex();
        if (index >= 0) this.show(index, this.rowHeight());
      },
    });
  }

  focus(): void {
    this.scroller().nativeElement.focus({ preventScroll: true });
  }

  /** Moves the cursor by so many rows, as far as there are any. */
  moveBy(step: number): void {
    const last = this.rows().length - 1;
    const target = this.rows()[Math.min(last, Math.max(0, this.cursorIndex() + step))];
    if (target) this.moved.emit(target);
    if (this.cursorIndex() + step > last - AHEAD) this.endNeared.emit();
  }

  scrollToTop(): void {
    this.scroller().nativeElement.scrollTop = 0;
  }

  protected handleKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const act = this.actionOf(event.key);
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  /** The box in front selects; the rest of the row opens. */
  protected click(alert: AlertSummary, { target }: Event): void {
    if (target instanceof Element && target.closest('.select-cell')) this.selection().toggle(alert);
    else this.clicked.emit(alert);
  }

  protected scrolledTo(index: number): void {
    const visible = this.scroller().nativeElement.clientHeight / this.rowHeight();
    if (index + visible > this.rows().length - AHEAD) this.endNeared.emit();
  }

  protected readonly trackById = (_index: number, alert: AlertSummary): string => alert.id;

  private actionOf(key: string): (() => void) | undefined {
    const current = this.rows()[this.cursorIndex()];
    const page = Math.max(1, Math.floor(this.scroller().nativeElement.clientHeight / this.rowHeight()) - 2);
    const actions: Record<string, () => void> = {
      ArrowDown: () => this.moveBy(1),
      ArrowUp: () => this.moveBy(-1),
      PageDown: () => this.moveBy(page),
      PageUp: () => this.moveBy(-page),
      Home: () => this.moveBy(-this.rows().length),
      End: () => this.moveBy(this.rows().length),
      Enter: () => current && this.opened.emit(current),
      ' ': () => this.previewToggled.emit(),
    };
    return actions[key];
  }

  /** Scrolls by as little as brings the row clear of the head and the lower edge. */
  private show(index: number, height: number): void {
    const element = this.scroller().nativeElement;
    const top = index * height;
    const room = element.clientHeight - this.head().nativeElement.offsetHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room;
  }
}

/** `--row` of the tokens in pixels. */
function rowHeightOf(element: HTMLElement): number | undefined {
  const rem = parseFloat(getComputedStyle(element).getPropertyValue('--row'));
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return Number.isFinite(rem * size) ? rem * size : undefined;
}
