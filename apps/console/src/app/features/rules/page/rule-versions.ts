import { Component, computed, input, output } from '@angular/core';
import type { RuleVersionList } from '@tocsin/api-contract';

import type { Problem } from '../../../core/api/problem';
import { KeyHint } from '../../../core/commands/key-hint';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { STATE_WORDS } from '../rule-words';

/** How a rule was, and what each change did to it. */
@Component({
  selector: 'tocsin-rule-versions',
  imports: [Failed, KeyHint, Moment, OutsideText, SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Versions</h2>
      @if (versions(); as all) {
        <span class="count">{{ all.length.toLocaleString('en') }}, newest first</span>
      }
      <span class="end"><tocsin-keys keys="[" /><tocsin-keys keys="]" /></span>
    </div>
    @if (versions(); as all) {
      <ol aria-label="Versions">
        @for (one of all; track one.version) {
          <li>
            <button
              class="link"
              type="button"
              [attr.aria-current]="one.version === chosen() ? 'true' : null"
              (click)="shown.emit(one.version)"
            >
              Version {{ one.version }}
            </button>
            <tocsin-moment [at]="one.changedAt" />
            <span class="secondary">by <tocsin-text [value]="one.changedBy ?? 'its folder'" /></span>
            <span class="tag outline">{{ one.isRemoved ? 'Taken out' : words[one.state].name }}</span>
          </li>
        }
      </ol>
      @if (open(); as one) {
        <div class="pane-body stacked">
          <h3>Version {{ one.version }}</h3>
          @if (lines().length > 0) {
            <pre
              class="code-block"
              tabindex="0"
              aria-label="What it changed"
            >@for (line of lines(); track $index) {<span [class]="line.kind">{{ line.text }}
</span>}</pre>
          } @else {
            <p class="note">Its text is that of the version before.</p>
          }
          <details>
            <summary>Its whole text</summary>
            <pre class="code-block" tabindex="0" aria-label="Text of the version">{{ one.text }}</pre>
          </details>
        </div>
      } @else if (chosen() !== 0) {
        <p class="pane-body note">There is no version {{ chosen() }}.</p>
      }
    } @else if (problem(); as failed) {
      <tocsin-failed what="The versions could not be loaded" [problem]="failed" (retry)="retry.emit()" />
    } @else {
      <tocsin-skeleton-rows [rows]="2" />
    }
  `,
  styles: `
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--space-1) var(--space-3);
      min-height: var(--row);
      padding: 0 var(--space-4);
      border-bottom: 1px solid var(--line);

      &:has([aria-current]) {
        background: var(--selected);
      }
    }

    li .link {
      min-height: 1.5rem;
    }

    h3 {
      padding-top: var(--space-2);
      font: var(--type-strong);
    }

    .added {
      background: var(--added-soft);
      color: var(--added);
    }

    .removed {
      background: var(--removed-soft);
      color: var(--removed);
    }

    .place {
      color: var(--text-3);
    }
  `,
})
export class RuleVersions {
  readonly versions = input.required<RuleVersionList['versions'] | undefined>();
  readonly problem = input<Problem>();
  readonly chosen = input(0);
  readonly shown = output<number>();
  readonly retry = output();
  protected readonly words = STATE_WORDS;
  protected readonly open = computed(() => this.versions()?.find(({ version }) => version === this.chosen()));
  protected readonly lines = computed(() => {
    const diff = this.open()?.diff ?? '';
    return diff === ''
      ? []
      : diff
          .trimEnd()
          .split('\n')
          .map((text) => ({ text, kind: kindOf(text) }));
  });
}

/** Signs stay in the text, so that colour is not the only cue. */
function kindOf(line: string): string {
  if (/^(---|\+\+\+|@@|Index|====)/.test(line)) return 'place';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : '';
}
