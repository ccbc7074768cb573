import { httpResource } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import type { Incident, OfferedTasks } from '@tocsin/api-contract';

import { KeyHint } from '../../../core/commands/key-hint';
import { Page } from '../../../core/shell/page';
import { OutsideText } from '../../../shared/text/outside-text';
import { IncidentStore } from '../page/incident-store';

/** Tasks that templates have for the type and phase of an incident and that it never had; nothing when there are none. */
@Component({
  selector: 'tocsin-task-offers',
  imports: [KeyHint, OutsideText],
  template: `
    @if (count(); as count) {
      <details class="offers">
        <summary>
          {{ count === 1 ? 'One task is' : count + ' tasks are' }} offered for this phase:
          <tocsin-text [value]="names()" />
        </summary>
        <ul>
          @for (offer of offers(); track offer.templateId) {
            @for (task of offer.tasks; track task.title) {
              <li class="wrap"><tocsin-text [value]="task.title" /></li>
            }
          }
        </ul>
      </details>
      <button
        #adding
        class="button"
        type="button"
        aria-keyshortcuts="b"
        [attr.aria-disabled]="isTaking()"
        (click)="take()"
      >
        Add {{ count === 1 ? 'it' : 'all ' + count }} <tocsin-keys keys="b" />
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      flex: none;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      align-items: start;
      padding: var(--space-1) var(--space-4);
      color: var(--text-2);

      &:not(:has(details)) {
        display: none;
      }
    }

    .offers {
      flex: 1 1 20rem;
      min-width: 0;
    }

    ul {
      max-height: 30vh;
      padding: var(--space-1) 0 0 var(--space-4);
      overflow: auto;
      list-style: disc;
    }
  `,
})
export class TaskOffers {
  private readonly store = inject(IncidentStore);
  private readonly page = inject(Page, { optional: true });
  private readonly adding = viewChild<ElementRef<HTMLButtonElement>>('adding');
  readonly incident = input.required<Incident>();
  /** Asked for again when what they depend on changes. */
  private readonly about = computed(
    () => {
      const { number, type, phase, counts } = this.incident();
      return { number, type, phase, tasks: counts.tasks };
    },
    { equal: (one, other) => JSON.stringify(one) === JSON.stringify(other) },
  );
  private readonly resource = httpResource<OfferedTasks>(() => `/api/incidents/${this.about().number}/offered-tasks`);
  protected readonly offers = computed(() => (this.resource.hasValue() ? this.resource.value().offers : []));
  readonly count = computed(() => this.offers().reduce((sum, { tasks }) => sum + tasks.length, 0));
  protected readonly names = computed(() => [...new Set(this.offers().map(({ name }) => name))].join(', '));
  protected readonly isTaking = signal(false);

  async take(): Promise<void> {
    if (this.isTaking() || this.count() === 0) return;
    this.isTaking.set(true);
    const wish = { templates: this.offers().map(({ templateId }) => templateId) };
    const isDone = await this.store.run('The tasks were not added.', (api, number) => api.takeTasks(number, wish));
    // The button that had the focus goes with what it offers.
    if (isDone && this.adding()?.nativeElement.matches(':focus') === true) this.page?.focus();
    this.resource.reload();
    this.isTaking.set(false);
  }
}
