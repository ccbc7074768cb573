import { httpResource } from '@angular/common/http';
import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { IncidentPage } from '@tocsin/api-contract';

import { Avatar } from '../../../core/people/avatar';
import { Failed } from '../../../shared/failed';
import { keep, problemOf } from '../../../shared/kept';
import { Severity } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { OutsideText } from '../../../shared/text/outside-text';
import { PHASE_WORDS } from '../../incidents/incident-words';
import { whenHomeChanges } from '../home-live';

const SHOWN = 10;

/** Incidents that are open, newest first. */
@Component({
  selector: 'tocsin-home-incidents',
  imports: [Avatar, Failed, OutsideText, RouterLink, Severity, SkeletonRows],
  template: `
    <div class="pane-head">
      <h2>Open incidents</h2>
      @if (kept()?.value; as page) {
        <span class="count">{{ page.total.toLocaleString('en') }}</span>
        @if (page.total > page.incidents.length) {
          <span class="end"><a routerLink="/incidents">All</a></span>
        }
      }
    </div>
    @if (kept()?.value; as page) {
      @if (page.incidents.length > 0) {
        <table class="data" aria-label="Open incidents, newest first">
          <thead class="visually-hidden">
            <tr>
              <th scope="col">Severity</th>
              <th scope="col">Incident</th>
              <th scope="col">Title</th>
              <th scope="col">Phase</th>
              <th scope="col">Lead</th>
            </tr>
          </thead>
          <tbody>
            @for (incident of page.incidents; track incident.id) {
              <tr>
                <td><tocsin-severity [level]="incident.severity" [wordHidden]="true" /></td>
                <td class="nowrap mono">
                  <a [routerLink]="['/incidents', incident.number]">{{ incident.number }}</a>
                </td>
                <td class="wrap"><tocsin-text [value]="incident.title" /></td>
                <td class="secondary">{{ phases[incident.phase] }}</td>
                <td><tocsin-avatar [person]="incident.lead" /></td>
              </tr>
            }
          </tbody>
        </table>
      } @else {
        <p class="pane-body note">No incident is open.</p>
      }
    } @else if (problem(); as failed) {
      <tocsin-failed what="The incidents could not be loaded" [problem]="failed" (retry)="reload()" />
    } @else {
      <tocsin-skeleton-rows [rows]="3" />
    }
  `,
  styles: `
    td.wrap {
      min-width: 0;
    }
  `,
})
export class HomeIncidents {
  private readonly asked = httpResource<IncidentPage>(() => ({
    url: '/api/incidents',
    params: { state: 'open', limit: SHOWN },
  }));
  protected readonly kept = keep(this.asked);
  protected readonly problem = problemOf(this.asked);
  protected readonly phases = PHASE_WORDS;

  constructor() {
    whenHomeChanges(() => this.reload());
  }

  protected reload(): void {
    if (document.visibilityState === 'visible') this.asked.reload();
  }
}
