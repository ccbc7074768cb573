import { Component, computed, inject } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { RouterLink, RouterLinkActive } from '@angular/router';

import { Preferences } from '../preferences/preferences';
import { SessionStore } from '../session/session-store';
import { OnShiftList } from '../shift/on-shift';
import { SystemState } from '../system/system-state';
import { Wordmark } from './wordmark';

/** Ways to every screen there is, grouped by the job they serve. */
@Component({
  selector: 'tocsin-navigation',
  imports: [MatIcon, OnShiftList, RouterLink, RouterLinkActive, Wordmark],
  host: { '[class.narrow]': "preferences.settings().navigation === 'narrow'" },
  template: `
    <nav aria-label="Main" data-region>
      <a class="wordmark" routerLink="/" aria-label="Tocsin, start"><tocsin-wordmark /></a>
      <h2 id="nav-work">Work</h2>
      <ul aria-labelledby="nav-work">
        <li>
          <a class="bare" routerLink="/home" routerLinkActive ariaCurrentWhenActive="page" title="Home (G H)">
            <mat-icon svgIcon="home" /><span class="name">Home</span>
          </a>
        </li>
        <li>
          <a class="bare" routerLink="/alerts" routerLinkActive ariaCurrentWhenActive="page" title="Alerts (G A)">
            <mat-icon svgIcon="bell" /><span class="name">Alerts</span>
            @if (openAlerts() !== undefined) {
              <span class="count">{{ openAlerts() }}<span class="visually-hidden"> open</span></span>
            }
          </a>
        </li>
        @if (mayReadIncidents()) {
          <li>
            <a
              class="bare"
              routerLink="/incidents"
              routerLinkActive
              ariaCurrentWhenActive="page"
              title="Incidents (G I)"
            >
              <mat-icon svgIcon="flag" /><span class="name">Incidents</span>
            </a>
          </li>
        }
        @if (mayReadEvents()) {
          <li>
            <a class="bare" routerLink="/hunt" routerLinkActive ariaCurrentWhenActive="page" title="Hunt (G S)">
              <mat-icon svgIcon="search" /><span class="name">Hunt</span>
            </a>
          </li>
          <li>
            <a class="bare" routerLink="/tail" routerLinkActive ariaCurrentWhenActive="page" title="Live tail (G T)">
              <mat-icon svgIcon="stream" /><span class="name">Live tail</span>
            </a>
          </li>
        }
      </ul>
      @if (mayReadLists() || mayReadEntities()) {
        <h2 id="nav-know">Know</h2>
        <ul aria-labelledby="nav-know">
          @if (mayReadEntities()) {
            <li>
              <a
                class="bare"
                routerLink="/entities"
                routerLinkActive
                ariaCurrentWhenActive="page"
                title="Entities (G E)"
              >
                <mat-icon svgIcon="people" /><span class="name">Entities</span>
              </a>
            </li>
          }
          @if (mayReadLists()) {
            <li>
              <a
                class="bare"
                routerLink="/watchlists"
                routerLinkActive
                ariaCurrentWhenActive="page"
                title="Watchlists (G W)"
              >
                <mat-icon svgIcon="list" /><span class="name">Watchlists</span>
              </a>
            </li>
          }
        </ul>
      }
      @if (mayReadRules()) {
        <h2 id="nav-detect">Detect</h2>
        <ul aria-labelledby="nav-detect">
          <li>
            <a class="bare" routerLink="/rules" routerLinkActive ariaCurrentWhenActive="page" title="Rules (G R)">
              <mat-icon svgIcon="rule" /><span class="name">Rules</span>
              @if (rules() !== undefined) {
                <span class="count">{{ rules() }}<span class="visually-hidden"> at work</span></span>
              }
            </a>
          </li>
        </ul>
      }
      <h2 id="nav-run">Run</h2>
      <ul aria-labelledby="nav-run">
        @if (mayReadSources()) {
          <li>
            <a
              class="bare"
              routerLink="/flow"
              routerLinkActive
              ariaCurrentWhenActive="page"
              title="Sources & flow (G F)"
            >
              <mat-icon svgIcon="flow" /><span class="name">Sources &amp; flow</span>
            </a>
          </li>
        }
        @if (mayReadParked()) {
          <li>
            <a
              class="bare"
              routerLink="/parked"
              routerLinkActive
              ariaCurrentWhenActive="page"
              title="Parked events (G P)"
            >
              <mat-icon svgIcon="parked" /><span class="name">Parked events</span>
              @if (parked() !== undefined) {
                <span class="count">{{ parked() }}<span class="visually-hidden"> wait</span></span>
              }
            </a>
          </li>
        }
        <li>
          <a class="bare" routerLink="/settings" routerLinkActive ariaCurrentWhenActive="page" title="Settings (G ,)">
            <mat-icon svgIcon="settings" /><span class="name">Settings</span>
          </a>
        </li>
      </ul>
      <tocsin-on-shift />
    </nav>
  `,
  styleUrl: './navigation.scss',
})
export class Navigation {
  private readonly session = inject(SessionStore);
  private readonly system = inject(SystemState);
  protected readonly preferences = inject(Preferences);
  protected readonly mayReadEvents = computed(() => this.session.may('event.read'));
  protected readonly mayReadIncidents = computed(() => this.session.may('incident.read'));
  protected readonly mayReadEntities = computed(() => this.session.may('last_seen.read'));
  protected readonly mayReadLists = computed(() => this.session.may('watchlist.read'));
  protected readonly mayReadRules = computed(() => this.session.may('rule.read'));
  protected readonly mayReadSources = computed(() => this.session.may('source.read'));
  protected readonly mayReadParked = computed(() => this.session.may('parked.read'));
  protected readonly parked = computed(() => {
    const total = this.system.status()?.parked.total ?? 0;
    return total === 0 ? undefined : total.toLocaleString('en');
  });
  protected readonly rules = computed(() => this.system.status()?.detection.rulesLoaded?.toLocaleString('en'));
  protected readonly openAlerts = computed(() => this.system.status()?.alerts.open.toLocaleString('en'));
}
