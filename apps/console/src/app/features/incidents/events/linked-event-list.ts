import type { ElementRef } from '@angular/core';
import { Component, computed, effect, inject, input, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LinkedEvent } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { Moment } from '../../../core/time/moment';
import { Toasts } from '../../../core/toasts/toasts';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { EventCopyView } from './event-copy-view';
import { LinkedEventStore } from './linked-event-store';

/** The events of an incident, each a copy that stays. */
@Component({
  selector: 'tocsin-linked-event-list',
  imports: [EventCopyView, Failed, KeyHint, Moment, OutsideText, RouterLink],
  providers: [LinkedEventStore],
  template: `
    <div class="pane-head">
      <h3>Events</h3>
      @if (store.list(); as list) {
        <span class="count">{{ list.total.toLocaleString('en') }}, kept as copies</span>
      }
    </div>
    @if (events() === undefined && store.problem(); as problem) {
      <tocsin-failed what="The events could not be loaded" [problem]="problem" (retry)="store.reload()" />
    } @else {
      <ul aria-label="Events of this incident">
        @for (event of events(); track event.id) {
          <li>
            <tocsin-moment [at]="event.at" />
            <button
              class="line mono wrap"
              type="button"
              [attr.aria-expanded]="store.opened() === event.id"
              (click)="toggle(event)"
            >
              <tocsin-text [value]="event.message" />
              @if (event.message === '') {
                <span class="muted">no message</span>
              }
            </button>
            @if (event.source !== '') {
              <a class="mono nowrap" [routerLink]="['/alerts', event.source]">{{ event.source }}</a>
            }
            @if (event.incident !== number()) {
              <span class="muted nowrap">of {{ event.incident }}</span>
            }
            @if (mayHandle()) {
              <button
                class="link"
                type="button"
                [attr.aria-label]="'Take out the event ' + event.id"
                (click)="remove(event)"
              >
                Take out
              </button>
            }
            @if (store.opened() === event.id) {
              <tocsin-event-copy-view />
            }
          </li>
        } @empty {
          <li class="muted">
            {{
              events() === undefined
                ? 'Loading events'
                : 'No event belongs to it yet. Those of linked alerts come by themselves.'
            }}
          </li>
        }
      </ul>
      @if (hidden(); as count) {
        <p class="note pane-body">{{ count.toLocaleString('en') }} older ones are kept too and not drawn here.</p>
      }
      @if (mayHandle()) {
        <form (submit)="$event.preventDefault(); add(box)">
          <span class="input"
            ><input
              #box
              type="text"
              aria-label="Id of an event to add"
              placeholder="Id of an event, or To incident in Hunt"
              maxlength="512"
              autocomplete="off"
              (keydown.escape)="box.blur()" /><tocsin-keys keys="e"
          /></span>
          <button class="button" type="submit">Add event</button>
        </form>
      }
    }
  `,
  styleUrl: '../page/item-section.scss',
  styles: `
    .line {
      flex: 1;
      min-width: 8rem;
      padding: 0;
      border: 0;
      background: none;
      color: inherit;
      text-align: left;
      cursor: pointer;
    }

    tocsin-event-copy-view {
      flex: 1 1 100%;
    }
  `,
})
export class LinkedEventList {
  private readonly toasts = inject(Toasts);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  protected readonly store = inject(LinkedEventStore);
  readonly number = input.required<string>();
  readonly mayHandle = input.required<boolean>();
  protected readonly events = computed(() => this.store.list()?.events);
  protected readonly hidden = computed(() => (this.store.list()?.total ?? 0) - (this.events()?.length ?? 0));

  constructor() {
    effect(() => this.store.number.set(this.number()));
  }

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  protected toggle({ id }: LinkedEvent): void {
    this.store.opened.update((opened) => (opened === id ? undefined : id));
  }

  protected async remove({ id }: LinkedEvent): Promise<void> {
    const undo = () => void this.store.change({ add: [id] }, 'It stays away.');
    this.box()?.nativeElement.focus();
    if (await this.store.change({ remove: [id] }, 'It stays.'))
      this.toasts.done('The event was taken out.', { label: 'Undo', run: undo });
  }

  protected async add(input: HTMLInputElement): Promise<void> {
    const id = input.value.trim();
    if (id !== '' && (await this.store.change({ add: [id] }, 'It was not added.'))) input.value = '';
  }
}
