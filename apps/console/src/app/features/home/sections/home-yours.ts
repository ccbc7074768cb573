import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Home } from '@tocsin/api-contract';

import { ago } from '../../../core/time/format-time';
import { Moment } from '../../../core/time/moment';
import { ServerClock } from '../../../core/time/server-clock';
import { OutsideText } from '../../../shared/text/outside-text';

/** What is in the hands of whoever looks. */
@Component({
  selector: 'tocsin-home-yours',
  imports: [Moment, OutsideText, RouterLink],
  template: `
    <div class="pane-head">
      <h2>Yours</h2>
      <span class="count">{{ head() }}</span>
    </div>
    <ul class="own" aria-label="Yours">
      @for (task of yours().tasks?.first ?? []; track task.id) {
        <li>
          <span class="wrap">
            <a [routerLink]="['/incidents', task.incident]"><tocsin-text [value]="task.title" /></a>
            <span class="mono"> {{ task.incident }}</span>
          </span>
          @if (task.dueAt; as due) {
            <span [class.late]="isLate(due)">{{ isLate(due) ? 'was due' : 'due' }} <tocsin-moment [at]="due" /></span>
          } @else {
            <span>no date</span>
          }
        </li>
      }
      @if (yours().alerts; as alerts) {
        <li>
          @if (alerts.oldestAt; as oldest) {
            <span>{{ alerts.open.toLocaleString('en') }} open alerts, oldest {{ age(oldest) }}</span>
            <a routerLink="/alerts/views/mine">Open yours</a>
          } @else {
            <span>No alert is yours.</span>
            <a routerLink="/alerts/views/unassigned">Find one</a>
          }
        </li>
      }
    </ul>
  `,
  styleUrl: './home-facts.scss',
})
export class HomeYours {
  private readonly clock = inject(ServerClock);
  readonly yours = input.required<Home['yours']>();
  protected readonly head = computed(() => {
    const { alerts, tasks } = this.yours();
    const parts = [
      alerts === null ? '' : `${alerts.open.toLocaleString('en')} ${alerts.open === 1 ? 'alert' : 'alerts'}`,
      tasks === null ? '' : `${tasks.open.toLocaleString('en')} ${tasks.open === 1 ? 'task' : 'tasks'}`,
    ];
    return parts.filter((part) => part !== '').join(', ');
  });

  protected isLate(due: string): boolean {
    return Date.parse(due) < this.clock.now().getTime();
  }

  protected age(at: string): string {
    return ago(new Date(at), this.clock.now());
  }
}
