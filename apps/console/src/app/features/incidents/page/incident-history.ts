import { Component, inject } from '@angular/core';
import type { IncidentHistoryEntry } from '@tocsin/api-contract';

import { Avatar } from '../../../core/people/avatar';
import { Moment } from '../../../core/time/moment';
import { Failed } from '../../../shared/failed';
import { OutsideText } from '../../../shared/text/outside-text';
import { IncidentStore } from './incident-store';

/** What was done to the incident, newest first. */
@Component({
  selector: 'tocsin-incident-history',
  imports: [Avatar, Failed, Moment, OutsideText],
  template: `
    <div class="pane-head">
      <h3>Responders’ actions</h3>
    </div>
    @if (entries() === undefined && store.historyProblem(); as problem) {
      <tocsin-failed what="The history could not be loaded" [problem]="problem" (retry)="store.reload(['history'])" />
    } @else {
      <ol aria-label="What was done, newest first">
        @for (entry of entries(); track entry.id) {
          <li>
            <tocsin-moment [at]="entry.at" />
            @if (entry.by; as person) {
              <tocsin-avatar [person]="person" />
            }
            <span class="name wrap">
              <b>{{ entry.by?.displayName ?? 'Tocsin' }}</b> {{ verbOf(entry) }} <tocsin-text [value]="entry.subject" />
              @if (changeOf(entry); as change) {
                <span class="secondary"><tocsin-text [value]="change" /></span>
              }
            </span>
          </li>
        } @empty {
          <li class="muted">{{ entries() === undefined ? 'Loading the history' : 'Nothing yet.' }}</li>
        }
      </ol>
    }
  `,
  styleUrl: './item-section.scss',
})
export class IncidentHistoryList {
  protected readonly store = inject(IncidentStore);
  protected readonly entries = this.store.history;

  protected verbOf({ action, after }: IncidentHistoryEntry): string {
    const [what = '', which = '', verb = ''] = action.split('.');
    if (what === 'create') return 'opened';
    if (what === 'field' || what === 'milestone') return `set ${which.replaceAll('_', ' ')}`;
    if (what === 'item') return VERBS[verb] === undefined ? `set ${verb} of ${which}` : `${VERBS[verb]} ${which}`;
    if (what === 'merge' || what === 'unmerge') return mergeWords(what, after);
    if (what === 'evidence') return EVIDENCE_VERBS[which] ?? which;
    return WORDS[what] ?? what;
  }

  protected changeOf({ action, before, after }: IncidentHistoryEntry): string {
    if (!/^(field|milestone)\.|^item\.\w+\.(state|assigneeId|dueAt)$/.test(action)) return '';
    return `${valueOf(before)} → ${valueOf(after)}`;
  }
}

const VERBS: Readonly<Record<string, string>> = { add: 'added', remove: 'removed', restore: 'brought back' };
const EVIDENCE_VERBS: Readonly<Record<string, string>> = {
  add: 'put in',
  verify: 'verified',
  describe: 'described',
  remove: 'removed the file of',
};
const WORDS: Readonly<Record<string, string>> = {
  tags: 'changed the tags',
  team: 'changed the team',
  named: 'changed who may see it',
  restrict: 'changed who may see it',
  alerts: 'changed the alerts',
  events: 'changed the events',
  text: 'brought back an earlier text of',
  tasks: 'added the offered tasks of',
};

function valueOf(side: unknown): string {
  const [value] = Object.values(side ?? {}) as unknown[];
  if (value === null || value === undefined) return 'nothing';
  return typeof value === 'string' ? value.replaceAll('_', ' ') : JSON.stringify(value);
}

/** The number of the other one; its reason follows as the subject. */
function mergeWords(what: 'merge' | 'unmerge', after: unknown): string {
  const { with: other = '', isPart = false } = (after ?? {}) as { with?: string; isPart?: boolean };
  if (what === 'merge') return isPart ? `merged this into ${other}:` : `merged ${other} into this:`;
  return isPart ? `took this out of ${other}` : `took ${other} out of this`;
}
