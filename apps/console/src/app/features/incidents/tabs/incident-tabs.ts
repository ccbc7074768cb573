import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Incident, ItemKind } from '@tocsin/api-contract';

/** What of an incident is shown, in the order of its tabs. */
export const TABS = [
  'workspace',
  'timeline',
  'alerts',
  'indicators',
  'tasks',
  'theories',
  'mitigations',
  'evidence',
  'lessons',
  'veris',
  'references',
  'actions',
  'report',
] as const;

export type Tab = (typeof TABS)[number];

export const TAB_WORDS: Readonly<Record<Tab, string>> = {
  workspace: 'Workspace',
  timeline: 'Timeline',
  alerts: 'Alerts',
  indicators: 'Indicators',
  tasks: 'Tasks',
  theories: 'Theories',
  mitigations: 'Mitigations',
  evidence: 'Evidence',
  lessons: 'Lessons',
  veris: 'VERIS',
  references: 'References',
  actions: 'Actions',
  report: 'Report',
};

/** Tabs that show all columns of items of one kind. */
export const KIND_OF_TAB: Readonly<Partial<Record<Tab, ItemKind>>> = {
  timeline: 'timeline',
  indicators: 'indicator',
  tasks: 'task',
  theories: 'theory',
  mitigations: 'mitigation',
  lessons: 'lesson',
  references: 'reference',
};

/** The tab of that name; the workspace for names that are none. */
export function tabOf(name: string | undefined): Tab {
  return TABS.find((tab) => tab === name) ?? 'workspace';
}

export function addressOf(number: string, tab: Tab): string[] {
  return tab === 'workspace' ? ['/incidents', number] : ['/incidents', number, tab];
}

/** The tabs of an incident with how much is in each. */
@Component({
  selector: 'tocsin-incident-tabs',
  imports: [RouterLink],
  template: `
    <nav class="tabs" aria-label="Parts of the incident">
      @for (tab of tabs(); track tab.name) {
        <a
          [routerLink]="tab.address"
          [attr.aria-current]="tab.name === shown() ? 'page' : null"
          [attr.aria-keyshortcuts]="$index < 9 ? $index + 1 : null"
          >{{ tab.words }}
          @if (tab.count; as count) {
            <span class="count">{{ count }}</span>
          }
        </a>
      }
    </nav>
  `,
})
export class IncidentTabs {
  readonly incident = input.required<Incident>();
  readonly shown = input.required<Tab>();
  protected readonly tabs = computed(() => {
    const { number, counts } = this.incident();
    const { tasks, openTasks, ...rest } = counts;
    const numbers: Partial<Record<string, number | string>> = {
      ...rest,
      tasks: tasks === 0 ? '' : `${tasks - openTasks} of ${tasks}`,
    };
    return TABS.map((name) => ({
      name,
      words: TAB_WORDS[name],
      address: addressOf(number, name),
      count: numbers[name] ?? '',
    }));
  });
}
