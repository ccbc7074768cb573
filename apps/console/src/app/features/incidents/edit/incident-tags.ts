import type { ElementRef } from '@angular/core';
import { Component, inject, input, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { Incident } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { IncidentStore } from '../page/incident-store';

const TAG = /^[a-z0-9][a-z0-9._-]{0,31}$/;

/** Tags of an incident, put on by typing and taken off one by one. */
@Component({
  selector: 'tocsin-incident-tags',
  imports: [KeyHint, MatIcon],
  template: `
    <span role="group" aria-label="Tags">
      @for (tag of incident().tags; track tag) {
        <span class="tag"
          >{{ tag }}
          @if (mayHandle()) {
            <button type="button" [attr.aria-label]="'Take off ' + tag" (click)="takeOff(tag)">
              <mat-icon svgIcon="close" class="small" />
            </button>
          }
        </span>
      } @empty {
        <span class="muted">No tags</span>
      }
      @if (mayHandle()) {
        <form (submit)="$event.preventDefault(); add(box)">
          <span class="input"
            ><input
              #box
              type="text"
              aria-label="Add tags"
              placeholder="Add tags"
              autocomplete="off"
              maxlength="200"
              [attr.aria-invalid]="trouble() === '' ? null : true"
              (keydown.escape)="box.blur()" />
            <tocsin-keys keys="a"
          /></span>
        </form>
      }
    </span>
    @if (trouble(); as text) {
      <span class="wrong" role="alert">{{ text }}</span>
    }
  `,
  styles: `
    :host > span,
    form {
      display: inline-flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-1);
    }

    .tag button {
      display: inline-flex;
      align-items: center;
      justify-content: center;
      min-width: var(--control);
      min-height: var(--control);
      color: inherit;
    }

    .input {
      width: 9rem;
    }

    .wrong {
      color: var(--error);
      font: var(--type-small);
    }
  `,
})
export class IncidentTags {
  private readonly store = inject(IncidentStore);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  readonly incident = input.required<Incident>();
  readonly mayHandle = input.required<boolean>();
  protected readonly trouble = signal('');

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  protected async takeOff(tag: string): Promise<void> {
    await this.store.run(`${tag} stays.`, (api, number) => api.tags(number, { remove: [tag] }));
    this.focus();
  }

  protected async add(input: HTMLInputElement): Promise<void> {
    const words = input.value
      .toLowerCase()
      .split(/[\s,]+/)
      .filter(Boolean);
    const wrong = words.find((word) => !TAG.test(word));
    this.trouble.set(
      wrong === undefined ? '' : `“${wrong}” is no tag: 1 to 32 letters, digits, dots, underscores or hyphens.`,
    );
    if (wrong !== undefined || words.length === 0) return;
    const isDone = await this.store.run('It was not tagged.', (api, number) => api.tags(number, { add: words }));
    if (isDone) input.value = '';
  }
}
