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
import type { AlertSort } from '@tocsin/api-contract';

import { Preferences } from '../../../core/preferences/preferences';
import { ServerClock } from '../../../core/time/server-clock';
import type { AlertSelection } from '../bulk/alert-selection';
import type { Grouping } from '../list-shape';
import { AlertGroupRow } from './alert-group-row';
import { AlertMoreRow } from './alert-more-row';
import { AlertRow } from './alert-row';
import { listColumns } from './column-widths';
import type { ListItem } from './list-item';

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
    AlertGroupRow,
    AlertMoreRow,
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
  readonly items = input.required<readonly ListItem[]>();
  /** All lines of the view, loaded or not. */
  readonly lines = input.required<number>();
  readonly group = input.required<Grouping>();
  readonly sort = input.required<AlertSort>();
  readonly label = input.required<string>();
  /** Key of the line under the cursor. */
  readonly cursor = input.required<string | undefined>();
  /** Number of the alert in the preview. */
  readonly open = input.required<string | undefined>();
  readonly selection = input.required<AlertSelection>();
  readonly moved = output<ListItem>();
  readonly clicked = output<ListItem>();
  readonly opened = output<ListItem>();
  readonly folded = output<ListItem>();
  readonly previewToggled = output();
  readonly endNeared = output();

  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly head = viewChild.required<ElementRef<HTMLElement>>('head');
  protected readonly headRows = HEAD_ROWS;
  /** Measured, because it follows the density and the reader's own font size. */
  protected readonly rowHeight = signal(32);
  protected readonly columns = computed(() => {
    this.clock.day();
    const alerts = this.items().flatMap((item) => (item.kind === 'alert' ? [item.alert] : []));
    return listColumns(alerts, this.preferences.zone(), untracked(this.clock.now));
  });
  protected readonly isGrouped = computed(() => this.group() !== 'none');
  protected readonly rowCount = computed(() => this.lines() + HEAD_ROWS);
  protected readonly cursorIndex = computed(() => this.items().findIndex(({ key }) => key === this.cursor()));
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
    const last = this.items().length - 1;
    const target = this.items()[Math.min(last, Math.max(0, this.cursorIndex() + step))];
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
  protected click(item: ListItem, { target }: Event): void {
    if (target instanceof Element && target.closest('.select-cell')) this.selection().toggle(item);
    else this.clicked.emit(item);
  }

  protected scrolledTo(index: number): void {
    const visible = this.scroller().nativeElement.clientHeight / this.rowHeight();
    if (index + visible > this.items().length - AHEAD) this.endNeared.emit();
  }

  protected readonly trackByKey = (_index: number, { key }: ListItem): string => key;

  private actionOf(key: string): (() => void) | undefined {
    const current = this.items()[this.cursorIndex()];
    const page = Math.max(1, Math.floor(this.scroller().nativeElement.clientHeight / this.rowHeight()) - 2);
    const actions: Record<string, () => void> = {
      ArrowDown: () => this.moveBy(1),
      ArrowUp: () => this.moveBy(-1),
      PageDown: () => this.moveBy(page),
      PageUp: () => this.moveBy(-page),
      Home: () => this.moveBy(-this.items().length),
      End: () => this.moveBy(this.items().length),
      Enter: () => current && this.opened.emit(current),
      ' ': () => (current?.kind === 'group' ? this.clicked.emit(current) : this.previewToggled.emit()),
      ...(this.isGrouped() && current && this.folding(current)),
    };
    return actions[key];
  }

  /** Left folds the group and goes to its head; right unfolds it, and then goes into it. */
  private folding(current: ListItem): Record<string, () => void> {
    const isFolded = current.kind === 'group' && !current.isOpen;
    const goesIn = current.kind === 'group' ? () => this.moveBy(1) : () => undefined;
    return {
      ArrowLeft: () => this.folded.emit(current),
      ArrowRight: isFolded ? () => this.clicked.emit(current) : goesIn,
    };
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
