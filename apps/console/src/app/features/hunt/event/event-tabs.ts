import { Component, ElementRef, inject, model } from '@angular/core';

export const EVENT_TABS = [
  { id: 'fields', label: 'Fields' },
  { id: 'json', label: 'JSON' },
  { id: 'raw', label: 'Raw' },
  { id: 'around', label: 'Around it' },
] as const;

export type EventTab = (typeof EVENT_TABS)[number]['id'];

/** Which side of an event is shown; arrows go from one to the next. */
@Component({
  selector: 'tocsin-event-tabs',
  host: { class: 'button-group', role: 'tablist', 'aria-label': 'The event as' },
  template: `
    @for (tab of tabs; track tab.id) {
      <button
        class="button"
        type="button"
        role="tab"
        [attr.aria-selected]="tab.id === shown()"
        [attr.aria-keyshortcuts]="$index + 1"
        [tabindex]="tab.id === shown() ? 0 : -1"
        (click)="shown.set(tab.id)"
        (keydown.arrowright)="step($event, 1)"
        (keydown.arrowleft)="step($event, -1)"
      >
        {{ tab.label }} <kbd aria-hidden="true">{{ $index + 1 }}</kbd>
      </button>
    }
  `,
  styles: `
    [aria-selected='true'] {
      background: var(--surface-3);
      color: var(--text-1);
      font-weight: 600;
    }
  `,
})
export class EventTabs {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  readonly shown = model.required<EventTab>();
  protected readonly tabs = EVENT_TABS;

  protected step(event: Event, by: number): void {
    event.preventDefault();
    event.stopPropagation();
    const at = this.tabs.findIndex(({ id }) => id === this.shown());
    const next = (at + by + this.tabs.length) % this.tabs.length;
    this.shown.set(this.tabs[next]?.id ?? 'fields');
    this.host.querySelectorAll('button')[next]?.focus();
  }
}
