import { Component, computed, input } from '@angular/core';
import type { Alert } from '@tocsin/api-contract';

import { OutsideText } from '../../../shared/text/outside-text';
import { attackTags, safeLink } from './rule-words';

/** What the rule's author had to say: description, known false positives, techniques, references. */
@Component({
  selector: 'tocsin-rule-facts',
  imports: [OutsideText],
  template: `
    @if (rule().description) {
      <p><tocsin-text [value]="rule().description" /></p>
    }
    @if (techniques().length > 0) {
      <p class="tags" aria-label="ATT&amp;CK">
        @for (technique of techniques(); track technique) {
          <span class="tag outline">{{ technique }}</span>
        }
      </p>
    }
    <h3>Known false positives</h3>
    <ul>
      @for (reason of rule().falsePositives; track $index) {
        <li><tocsin-text [value]="reason" /></li>
      } @empty {
        <li class="muted">The author names none.</li>
      }
    </ul>
    @if (references().length > 0) {
      <h3>References</h3>
      <ul>
        @for (reference of references(); track $index) {
          <li class="wrap">
            @if (reference.link; as link) {
              <a [href]="link" target="_blank" rel="noopener noreferrer">{{ reference.text }}</a>
            } @else {
              <tocsin-text [value]="reference.text" />
            }
          </li>
        }
      </ul>
    }
    @if (rule().author; as author) {
      <p class="muted small-text wrap">By <tocsin-text [value]="author" /></p>
    }
    <p class="muted small-text wrap">Rule {{ rule().id }}, text {{ rule().hash.slice(0, 12) }}</p>
  `,
  styles: `
    :host {
      display: grid;
      gap: 6px;
      color: var(--text-2);
      font: var(--type-small);
      line-height: 1.125rem;
    }

    h3 {
      color: var(--text-1);
      font: var(--type-small);
      font-weight: 600;
    }

    .tags {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-1);
    }
  `,
})
export class RuleFacts {
  readonly rule = input.required<Alert['rule']>();
  protected readonly techniques = computed(() => attackTags(this.rule().tags));
  protected readonly references = computed(() =>
    this.rule().references.map((text) => ({ text, link: safeLink(text) })),
  );
}
