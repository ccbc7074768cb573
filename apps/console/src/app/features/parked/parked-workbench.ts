import { Component, computed, effect, inject, input, output, signal, untracked } from '@angular/core';
import type { ParkedEvent, ParkedRaw, SimulatedLine } from '@tocsin/api-contract';

import { toProblem } from '../../core/api/problem';
import { KeyHint } from '../../core/commands/key-hint';
import { SessionStore } from '../../core/session/session-store';
import { Moment } from '../../core/time/moment';
import { flatFields, type NamedValue } from '../../shared/event/flat-fields';
import { OutsideText } from '../../shared/text/outside-text';
import { ParkedApi } from './parked-api';

/** A hostile event may have ten thousand fields. */
const DRAWN_AT_MOST = 300;

/** One parked event: why, its bytes, what another text would become, and the way back into the pipeline. */
@Component({
  selector: 'tocsin-parked-workbench',
  imports: [KeyHint, Moment, OutsideText],
  templateUrl: './parked-workbench.html',
  styleUrl: './parked-workbench.scss',
})
export class ParkedWorkbench {
  private readonly api = inject(ParkedApi);
  private readonly session = inject(SessionStore);
  readonly event = input.required<ParkedEvent>();
  /** To be tried again; with another text, or as it was received. */
  readonly retried = output<{ readonly id: string; readonly text: string | undefined }>();

  protected readonly mayReadRaw = this.session.may('parked.read_raw');
  protected readonly mayHandle = this.session.may('parked.handle');
  protected readonly mayTry = this.session.may('source.manage');
  protected readonly raw = signal<ParkedRaw | undefined>(undefined);
  protected readonly trouble = signal('');
  protected readonly wouldBe = signal<readonly SimulatedLine[] | undefined>(undefined);
  private readonly id = computed(() => this.event().id);

  constructor() {
    effect(() => {
      this.id();
      untracked(() => this.begin());
    });
  }

  /** All bytes, to be looked at and changed. */
  async read(): Promise<void> {
    if (!this.mayReadRaw || this.raw() !== undefined) return;
    await this.attempt(async (id) => {
      const raw = await this.api.raw(id);
      if (this.id() === id) this.raw.set(raw);
    });
  }

  protected async tryText(text: string): Promise<void> {
    await this.attempt(async (id) => {
      const { lines } = await this.api.simulate(oneLine(text), this.event());
      if (this.id() === id) this.wouldBe.set(lines);
    });
  }

  protected retry(text: string | undefined): void {
    const isEdited = text !== undefined && text !== this.raw()?.text;
    this.retried.emit({ id: this.id(), text: isEdited ? text : undefined });
  }

  protected fieldsOf(event: Readonly<Record<string, unknown>>): readonly NamedValue[] {
    return flatFields(event).slice(0, DRAWN_AT_MOST);
  }

  private begin(): void {
    this.raw.set(undefined);
    this.trouble.set('');
    this.wouldBe.set(undefined);
  }

  private async attempt(work: (id: string) => Promise<void>): Promise<void> {
    this.trouble.set('');
    try {
      await work(this.id());
    } catch (error) {
      this.trouble.set(toProblem(error).detail);
    }
  }
}

/** As the pipeline reads an edit: one line. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
