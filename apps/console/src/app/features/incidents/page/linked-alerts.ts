import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';

import { Avatar } from '../../../core/people/avatar';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { Severity } from '../../../shared/severity';
import { OutsideText } from '../../../shared/text/outside-text';
import { IncidentStore } from './incident-store';

const NUMBER = /^\s*#?\s*(?:A-)?(\d{1,15})\s*$/i;

/** The alerts of an incident, and those that may belong to it. */
@Component({
  selector: 'tocsin-linked-alerts',
  imports: [Avatar, Failed, Moment, OutsideText, RouterLink, Severity],
  template: `
    <div class="pane-head">
      <h3>Alerts</h3>
      @if (isLoaded()) {
        <span class="count"
          >{{ linked().length }}{{ suggested().length === 0 ? '' : ', ' + suggested().length + ' suggested' }}</span
        >
      }
    </div>
    @if (!isLoaded() && store.alertsProblem(); as problem) {
      <tocsin-failed what="The alerts could not be loaded" [problem]="problem" (retry)="store.reload(['alerts'])" />
    } @else {
      <ul aria-label="Alerts of this incident">
        @for (alert of linked(); track alert.id) {
          <li>
            <tocsin-severity [level]="alert.severity" [wordHidden]="true" />
            <tocsin-moment [at]="alert.lastAt" />
            <a class="mono nowrap" [routerLink]="['/alerts', alert.number]">{{ alert.number }}</a>
            <span class="name wrap"><tocsin-text [value]="alert.title" /></span>
            <tocsin-avatar [person]="alert.assignee" />
            @if (mayHandle()) {
              <button
                class="link"
                type="button"
                [attr.aria-label]="'Take ' + alert.number + ' out'"
                (click)="unlink(alert.number)"
              >
                Take out
              </button>
            }
          </li>
        } @empty {
          <li class="muted">{{ isLoaded() ? 'No alert belongs to it yet.' : 'Loading alerts' }}</li>
        }
        @for (one of suggested(); track one.alert.id) {
          <li>
            <tocsin-severity [level]="one.alert.severity" [wordHidden]="true" />
            <a class="mono nowrap" [routerLink]="['/alerts', one.alert.number]">{{ one.alert.number }}</a>
            <span class="name wrap"
              ><tocsin-text [value]="one.alert.title" />&ngsp;<span class="muted"
                >also about <tocsin-text [value]="one.sharedValue" /></span
            ></span>
            @if (mayHandle()) {
              <button
                class="link"
                type="button"
                [attr.aria-label]="'Add ' + one.alert.number"
                (click)="link(one.alert.number)"
              >
                Add
              </button>
            }
          </li>
        }
      </ul>
    }
    @if (mayHandle()) {
      <form (submit)="$event.preventDefault(); add(box)">
        <span class="input"
          ><input
            #box
            type="text"
            aria-label="Number of an alert to add"
            placeholder="A-18422"
            autocomplete="off"
            (keydown.escape)="box.blur()"
        /></span>
        <button class="button" type="submit">Add alert</button>
      </form>
      @if (trouble(); as text) {
        <p class="pane-body" role="alert">{{ text }}</p>
      }
    }
  `,
  styleUrl: './item-section.scss',
})
export class LinkedAlertList {
  protected readonly store = inject(IncidentStore);
  private readonly box = viewChild<ElementRef<HTMLInputElement>>('box');
  readonly mayHandle = input.required<boolean>();
  protected readonly isLoaded = computed(() => this.store.alerts() !== undefined);
  protected readonly linked = computed(() => this.store.alerts()?.alerts ?? []);
  protected readonly suggested = computed(() => this.store.alerts()?.suggested ?? []);
  protected readonly trouble = signal('');

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  protected link(number: string): Promise<boolean> {
    return this.store.run(`${number} was not added.`, (api, incident) => api.link(incident, { add: [number] }));
  }

  protected unlink(number: string): Promise<boolean> {
    return this.store.run(`${number} stays.`, (api, incident) => api.link(incident, { remove: [number] }));
  }

  protected async add(input: HTMLInputElement): Promise<void> {
    const digits = NUMBER.exec(input.value)?.[1];
    this.trouble.set(digits === undefined ? 'An alert is named like A-18422.' : '');
    if (digits !== undefined && (await this.link(`A-${digits}`))) input.value = '';
  }
}
