import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  input,
  signal,
  viewChild,
  viewChildren,
} from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import type { IncidentType, Phase } from '@tocsin/api-contract';

import type { Command } from '../../../core/commands/command';
import { offerCommands } from '../../../core/commands/commands';
import { KeyHint } from '../../../core/commands/key-hint';
import { Avatar } from '../../../core/people/avatar';
import { SessionStore } from '../../../core/session/session-store';
import { Page } from '../../../core/shell/page';
import { PageTitles } from '../../../core/shell/page-titles';
import { Failed } from '../../../shared/failed';
import { Severity, type Level } from '../../../shared/severity';
import { SkeletonRows } from '../../../shared/skeleton-rows';
import { Stale } from '../../../shared/stale';
import { LiveText } from '../../../shared/live-text/live-text';
import { OutsideText } from '../../../shared/text/outside-text';
import { visibleString } from '../../../shared/text/visible-text';
import { IncidentPeople } from '../edit/incident-people';
import { IncidentTags } from '../edit/incident-tags';
import { PAP_WORDS, PHASE_WORDS, TLP_WORDS, TYPE_WORDS } from '../incident-words';
import { ReportPreview } from '../report/report-preview';
import { addressOf, IncidentTabs, KIND_OF_TAB, TAB_WORDS, tabOf, TABS } from '../tabs/incident-tabs';
import { ItemTable } from '../tabs/item-table';
import { TaskOffers } from '../templates/task-offers';
import { VerisSection } from '../veris/veris-section';
import { IncidentDialogs } from '../dialogs/incident-dialogs';
import { MergeBanner } from '../merge/merge-banner';
import { EvidenceSection } from '../evidence/evidence-section';
import { LinkedEventList } from '../events/linked-event-list';
import { IncidentHistoryList } from './incident-history';
import { IncidentStore } from './incident-store';
import { ItemSection } from './item-section';
import { KINDS } from './item-words';
import { LinkedAlertList } from './linked-alerts';
import { MilestoneLine } from './milestone-line';
import { nextPhase, PhaseTrack } from './phase-track';

const LEVELS: readonly Level[] = ['informational', 'low', 'medium', 'high', 'critical'];
const SECTION = 'On the open incident';

/** Everything about one incident, at an address that can be sent to a colleague. */
@Component({
  selector: 'tocsin-incident-page',
  imports: [
    Avatar,
    EvidenceSection,
    Failed,
    IncidentHistoryList,
    IncidentPeople,
    IncidentTabs,
    IncidentTags,
    ItemSection,
    ItemTable,
    KeyHint,
    LinkedAlertList,
    LinkedEventList,
    LiveText,
    MatIcon,
    MergeBanner,
    MilestoneLine,
    OutsideText,
    Page,
    PhaseTrack,
    ReportPreview,
    RouterLink,
    Severity,
    SkeletonRows,
    Stale,
    TaskOffers,
    VerisSection,
  ],
  providers: [IncidentStore],
  templateUrl: './incident-page.html',
  styleUrl: './incident-page.scss',
})
export class IncidentPage {
  private readonly titles = inject(PageTitles);
  private readonly session = inject(SessionStore);
  private readonly dialogs = inject(IncidentDialogs);
  private readonly sections = viewChildren(ItemSection);
  private readonly evidence = viewChild(EvidenceSection);
  private readonly eventList = viewChild(LinkedEventList);
  private readonly alertList = viewChild(LinkedAlertList);
  private readonly notes = viewChild<LiveText>('notes');
  private readonly veris = viewChild(VerisSection);
  private readonly tags = viewChild(IncidentTags);
  private readonly people = viewChild(IncidentPeople);
  private readonly offers = viewChild(TaskOffers);
  private readonly injector = inject(Injector);
  protected readonly store = inject(IncidentStore);
  protected readonly kinds = KINDS;
  protected readonly levels = LEVELS;
  protected readonly phases = PHASE_WORDS;
  protected readonly types = Object.entries(TYPE_WORDS);
  protected readonly tlps = Object.entries(TLP_WORDS);
  protected readonly paps = Object.entries(PAP_WORDS);
  private readonly router = inject(Router);
  readonly number = input.required<string>();
  /** What is part of another incident is changed there. */
  protected readonly mayHandle = computed(
    () => this.session.may('incident.handle') && (this.store.incident()?.mergedInto ?? null) === null,
  );
  readonly tab = input<string>();
  protected readonly shown = computed(() => tabOf(this.tab()));
  protected readonly kindShown = computed(() => KINDS.find(({ kind }) => kind === KIND_OF_TAB[this.shown()]));
  protected readonly isChoosingPeople = signal(false);
  protected readonly next = computed(() => {
    const incident = this.store.incident();
    return incident && nextPhase(incident.phase);
  });

  constructor() {
    offerCommands(() => [...this.tabCommands(), ...this.commands()]);
    effect(() => this.store.number.set(this.number()));
    effect(() => {
      const incident = this.store.incident();
      this.titles.set(incident ? `${incident.number} ${visibleString(incident.title)}` : this.number());
    });
  }

  protected setPhase(value: Phase): void {
    const incident = this.store.incident();
    if (incident) void this.store.set('Phase', { field: 'phase', seen: incident.phase, value });
  }

  protected async setType(box: HTMLSelectElement): Promise<void> {
    const incident = this.store.incident();
    if (incident === undefined) return;
    const value = (box.value || null) as IncidentType | null;
    const isDone = await this.store.set('Type', { field: 'type', seen: incident.type, value });
    if (!isDone) box.value = this.store.incident()?.type ?? '';
  }

  /** A field that is changed where it stands. The box shows what is stored again when it stays. */
  protected async setField(
    label: string,
    field: 'title' | 'summary' | 'contact' | 'severity' | 'tlp' | 'pap',
    box: { value: string },
  ): Promise<void> {
    const incident = this.store.incident();
    if (incident === undefined) return;
    const value = box.value.trim();
    box.value = field === 'title' && value === '' ? incident.title : value;
    const wish = { field, seen: incident[field], value: box.value };
    const isDone = await this.store.set(label, wish as Parameters<IncidentStore['set']>[1]);
    if (!isDone) box.value = this.store.incident()?.[field] ?? '';
  }

  protected merge(): void {
    const incident = this.store.incident();
    if (incident) void this.dialogs.merge(incident);
  }

  protected takeLead(): void {
    const [incident, me] = [this.store.incident(), this.session.account()];
    if (incident && me) void this.store.set('Lead', { field: 'lead', seen: incident.lead?.id ?? null, value: me.id });
  }

  protected readonly isMyLead = computed(() => this.store.incident()?.lead?.id === this.session.account()?.id);

  private commands(): Command[] {
    if (!this.mayHandle() || this.store.incident() === undefined) return [];
    const adding = this.kinds.flatMap((words): Command[] => {
      if (words.key === undefined) return [];
      const run = () => void this.inWorkspace(() => this.sections().find((one) => one.words().kind === words.kind));
      return [{ id: `add-${words.kind}`, label: words.add, section: SECTION, keys: words.key, run }];
    });
    const linking: Command = {
      id: 'link',
      label: 'Add an alert',
      section: SECTION,
      keys: 'l',
      run: () => void this.inWorkspace(() => this.alertList()),
    };
    const notes: Command = {
      id: 'notes',
      label: 'Write notes',
      section: SECTION,
      keys: 'n',
      run: () => void this.inWorkspace(() => this.notes()),
    };
    const tagging: Command = {
      id: 'veris',
      label: 'Add a VERIS tag',
      section: SECTION,
      keys: 'r',
      run: () => void this.inWorkspace(() => this.veris()),
    };
    return [...this.phasing(), notes, linking, ...adding, tagging, ...this.proving(), ...this.heading()];
  }

  private proving(): Command[] {
    const pick = () => {
      const section = this.evidence();
      return section && { focus: () => section.pick() };
    };
    return [
      {
        id: 'evidence',
        label: 'Add evidence',
        section: SECTION,
        keys: 'v',
        run: () => void this.inWorkspace(pick),
      },
      {
        id: 'event',
        label: 'Add an event',
        section: SECTION,
        keys: 'e',
        run: () => void this.inWorkspace(() => this.eventList()),
      },
    ];
  }

  private heading(): Command[] {
    return [
      { id: 'tags', label: 'Add tags', section: SECTION, keys: 'a', run: () => this.tags()?.focus() },
      ...this.offering(),
      { id: 'merge', label: 'Merge into another incident', section: SECTION, keys: 'm', run: () => this.merge() },
      { id: 'people', label: 'People and access', section: SECTION, keys: 'w', run: () => this.choosePeople() },
    ];
  }

  private offering(): Command[] {
    const count = this.offers()?.count() ?? 0;
    if (count === 0) return [];
    const run = () => void this.offers()?.take();
    return [{ id: 'offers', label: `Add ${count} offered tasks`, section: SECTION, keys: 'b', run }];
  }

  /** Also for those who only read. */
  private tabCommands(): Command[] {
    const number = this.number();
    return TABS.map((tab, index): Command => {
      const place = index + 1;
      const run = () => void this.router.navigate(addressOf(number, tab));
      return {
        id: `tab-${tab}`,
        label: TAB_WORDS[tab],
        section: SECTION,
        run,
        ...(place < 10 ? { keys: `${place}` } : {}),
      };
    });
  }

  /** Goes to a box where it is; in the workspace when the open tab does not have it. */
  private async inWorkspace(find: () => { focus(): void } | undefined): Promise<void> {
    const box = find();
    // At once: what is typed next belongs into it.
    if (box !== undefined) return box.focus();
    await this.router.navigate(addressOf(this.number(), 'workspace'));
    afterNextRender(() => find()?.focus(), { injector: this.injector });
  }

  private choosePeople(): void {
    this.isChoosingPeople.set(true);
    afterNextRender(() => this.people()?.focus(), { injector: this.injector });
  }

  private phasing(): Command[] {
    const next = this.next();
    if (next === undefined) return [];
    const run = () => this.setPhase(next);
    return [{ id: 'phase', label: `Move to ${PHASE_WORDS[next]}`, section: SECTION, keys: 'p', run }];
  }
}
