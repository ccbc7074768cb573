import type { ElementRef } from '@angular/core';
import { HttpClient } from '@angular/common/http';
import { Component, inject, input, signal, viewChild } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import type { RuleTest } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { KeyHint } from '../../../core/commands/key-hint';
import { OutsideText } from '../../../shared/text/outside-text';
import { eventsIn } from './sample-events';

/** Tries the rule on events somebody pastes: which conditions each meets, and what it has instead. */
@Component({
  selector: 'tocsin-rule-trial',
  imports: [KeyHint, MatIcon, OutsideText],
  template: `
    <div class="pane-head">
      <h2>Try it</h2>
      <span class="count">on sample events; nothing is kept</span>
      <span class="end"><tocsin-keys keys="t" /></span>
    </div>
    <form class="pane-body stacked" (submit)="$event.preventDefault(); run(box.value)">
      <label class="field">
        <span>Events as JSON, one a line or as an array, at most 100</span>
        <span class="input text">
          <textarea #box class="mono" rows="5" spellcheck="false" [placeholder]="example"></textarea>
        </span>
      </label>
      <div><button class="button" type="submit" [attr.aria-disabled]="isBusy()">Try the rule</button></div>
      <div role="status">
        @if (trouble(); as words) {
          <p class="attention wrap">{{ words }}</p>
        }
        @for (result of results(); track $index) {
          <section [attr.aria-label]="'Event ' + ($index + 1)">
            <p>
              <mat-icon [svgIcon]="result.matches ? 'check' : 'close'" class="small" />
              Event {{ $index + 1 }} {{ result.matches ? 'matches' : 'does not match' }}.
              @if (!result.isOfLogSource) {
                <span class="attention">Its log source is not the rule’s.</span>
              }
            </p>
            @for (selection of result.selections; track selection.name) {
              <table class="data" [attr.aria-label]="'Selection ' + selection.name">
                <thead>
                  <tr>
                    <th scope="col">{{ selection.name }}</th>
                    <th scope="col">Expected</th>
                    <th scope="col">Seen</th>
                    <th scope="col">Met</th>
                  </tr>
                </thead>
                <tbody>
                  @for (condition of selection.conditions; track $index) {
                    <tr>
                      <td class="mono wrap"><tocsin-text [value]="condition.field || 'anywhere'" /></td>
                      <td class="wrap">
                        {{ condition.isUnwanted ? 'not ' : '' }}{{ condition.operator }}
                        <tocsin-text class="mono" [value]="condition.expected" />
                      </td>
                      <td class="mono wrap"><tocsin-text [value]="condition.seen.join(', ') || 'nothing'" /></td>
                      <td>{{ condition.isMet ? 'yes' : 'no' }}</td>
                    </tr>
                  }
                </tbody>
              </table>
            }
          </section>
        }
      </div>
    </form>
  `,
})
export class RuleTrial {
  private readonly http = inject(HttpClient);
  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');
  readonly ruleId = input.required<string>();
  protected readonly example = '{"event": {"action": "ssh_login", "outcome": "failure"}, "user": {"name": "root"}}';
  protected readonly isBusy = signal(false);
  protected readonly trouble = signal<string | undefined>(undefined);
  protected readonly results = signal<RuleTest['results']>([]);

  open(): void {
    this.box().nativeElement.focus();
  }

  protected async run(text: string): Promise<void> {
    const { events, fault } = eventsIn(text);
    this.trouble.set(fault);
    this.results.set([]);
    if (fault !== undefined || this.isBusy()) return;
    this.isBusy.set(true);
    try {
      const answer = this.http.post<RuleTest>('/api/rules/test', { id: this.ruleId(), events });
      this.results.set((await firstValueFrom(answer)).results);
    } catch (error) {
      this.trouble.set(`The rule could not be tried. ${toProblem(error).detail}`);
    } finally {
      this.isBusy.set(false);
    }
  }
}
