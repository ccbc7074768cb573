import type { ElementRef } from '@angular/core';
import { Component, computed, input, output, viewChild, viewChildren } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

import { OutsideText } from '../../../shared/text/outside-text';
import { pointsOf, type ChecklistPoint } from './item-fields';

const MOST_POINTS = 50;

/** The points of a task, ticked one by one. */
@Component({
  selector: 'tocsin-checklist',
  imports: [MatIcon, OutsideText],
  template: `
    <fieldset>
      <legend>Checklist</legend>
      @for (point of list(); track point.id) {
        <span class="point">
          <label
            ><input #done type="checkbox" [checked]="point.isDone" (change)="tick(point)" />
            <span class="wrap" [class.done]="point.isDone"><tocsin-text [value]="point.text" /></span
          ></label>
          <button
            class="button icon-only quiet"
            type="button"
            [attr.aria-label]="'Remove point ' + point.text"
            (click)="remove(point)"
          >
            <mat-icon svgIcon="close" class="small" />
          </button>
        </span>
      }
      @if (list().length < most) {
        <span class="input"
          ><input
            #box
            type="text"
            maxlength="300"
            autocomplete="off"
            aria-label="Add a point"
            placeholder="Add a point, Enter"
            (keydown.enter)="add(box, $event)"
        /></span>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: var(--space-1);
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }

    legend {
      padding: 0;
      color: var(--text-2);
      font: var(--type-small);
    }

    .point {
      display: flex;
      align-items: center;
      gap: var(--space-2);
    }

    label {
      flex: 1;
      min-width: 0;
    }

    .done {
      color: var(--text-3);
      text-decoration: line-through;
    }
  `,
})
export class Checklist {
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  private readonly ticks = viewChildren<ElementRef<HTMLInputElement>>('done');
  readonly points = input.required<unknown>();
  readonly changed = output<readonly ChecklistPoint[]>();
  protected readonly list = computed(() => pointsOf(this.points()));
  protected readonly most = MOST_POINTS;

  /** Shows what is stored again. */
  restore(): void {
    for (const [index, { nativeElement: box }] of this.ticks().entries())
      box.checked = this.list()[index]?.isDone ?? false;
  }

  protected tick(point: ChecklistPoint): void {
    this.changed.emit(this.list().map((one) => (one.id === point.id ? { ...one, isDone: !one.isDone } : one)));
  }

  protected remove(point: ChecklistPoint): void {
    this.changed.emit(this.list().filter(({ id }) => id !== point.id));
    this.box()?.nativeElement.focus();
  }

  protected add(box: HTMLInputElement, event: Event): void {
    event.preventDefault();
    const text = box.value.trim();
    if (text === '') return;
    this.changed.emit([...this.list(), { id: crypto.randomUUID(), text, isDone: false }]);
    box.value = '';
  }
}
