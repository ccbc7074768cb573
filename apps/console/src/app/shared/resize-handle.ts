import { Component, input, output } from '@angular/core';

const STEP = 16;

/** The line between two panes; drags, and takes arrows, so that nothing needs a drag. */
@Component({
  selector: 'tocsin-resize-handle',
  host: {
    role: 'separator',
    tabindex: '0',
    'aria-orientation': 'vertical',
    '[attr.aria-label]': 'label()',
    '[attr.aria-valuenow]': 'width()',
    '[attr.aria-valuemin]': 'min()',
    '[attr.aria-valuemax]': 'max()',
    '(keydown)': 'handleKey($event)',
    '(pointerdown)': 'start($event)',
    '(pointermove)': 'drag($event)',
    '(pointerup)': 'stop()',
    '(pointercancel)': 'stop()',
  },
  template: '',
  styles: `
    :host {
      position: relative;
      width: 1px;
      background: var(--line);
      cursor: col-resize;
      touch-action: none;
    }

    /* The line is thin, the part that can be grasped is not. */
    :host::after {
      position: absolute;
      z-index: 2;
      inset: 0 -12px;
      content: '';
    }

    :host:hover,
    :host:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 0;
    }
  `,
})
export class ResizeHandle {
  readonly label = input.required<string>();
  /** Width in pixels of the pane after the line. */
  readonly width = input.required<number>();
  readonly min = input.required<number>();
  readonly max = input.required<number>();
  readonly resized = output<number>();
  private from: { readonly x: number; readonly width: number } | undefined;

  protected handleKey(event: KeyboardEvent): void {
    const widths: Record<string, number> = {
      ArrowLeft: this.width() + STEP,
      ArrowRight: this.width() - STEP,
      Home: this.max(),
      End: this.min(),
    };
    const width = widths[event.key];
    if (width === undefined) return;
    event.preventDefault();
    this.set(width);
  }

  protected start(event: PointerEvent): void {
    this.from = { x: event.clientX, width: this.width() };
    (event.target as HTMLElement).setPointerCapture(event.pointerId);
  }

  protected drag(event: PointerEvent): void {
    if (this.from) this.set(this.from.width + this.from.x - event.clientX);
  }

  protected stop(): void {
    this.from = undefined;
  }

  private set(width: number): void {
    this.resized.emit(Math.round(Math.min(this.max(), Math.max(this.min(), width))));
  }
}
