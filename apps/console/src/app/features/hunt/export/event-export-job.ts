import { DOCUMENT } from '@angular/common';
import { HttpClient } from '@angular/common/http';
import { computed, DestroyRef, inject, Service, signal } from '@angular/core';
import type { EventExport } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem, type Problem } from '../../../core/api/problem';
import type { ExportWish } from './export-wish';

const EXPORTS = '/api/events/exports';
const LOOK_AGAIN_MS = 1_000;

/** One export: asked for, fetched by the browser itself, which writes it to disk, and looked after until it ends. */
@Service({ autoProvided: false })
export class EventExportJob {
  private readonly http = inject(HttpClient);
  private readonly document = inject(DOCUMENT);
  private readonly current = signal<EventExport | undefined>(undefined);
  private readonly failure = signal<Problem | undefined>(undefined);
  private readonly asking = signal(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly now = this.current.asReadonly();
  readonly problem = this.failure.asReadonly();
  readonly isRunning = computed(() => ['ready', 'running'].includes(this.current()?.state ?? ''));
  readonly isAsking = this.asking.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
  }

  async start({ q, from, to, columns }: ExportWish, format: EventExport['format']): Promise<void> {
    if (this.asking() || this.isRunning()) return;
    const body = { q, from, to, format, columns };
    await this.told(() => firstValueFrom(this.http.post<EventExport>(EXPORTS, body)));
    const job = this.current();
    if (job?.state !== 'ready') return;
    this.fetchFile(job.id);
    this.lookAgain(job.id);
  }

  async cancel(): Promise<void> {
    const id = this.current()?.id;
    if (id !== undefined)
      await this.told(() => firstValueFrom(this.http.post<EventExport>(`${EXPORTS}/${id}/cancel`, null)));
  }

  private async told(ask: () => Promise<EventExport>): Promise<void> {
    this.asking.set(true);
    this.failure.set(undefined);
    try {
      this.current.set(await ask());
    } catch (error) {
      this.failure.set(toProblem(error));
    } finally {
      this.asking.set(false);
    }
  }

  private fetchFile(id: string): void {
    const link = this.document.createElement('a');
    link.href = `${EXPORTS}/${id}/file`;
    link.download = '';
    link.click();
  }

  private lookAgain(id: string): void {
    this.timer = setTimeout(() => void this.look(id), LOOK_AGAIN_MS);
  }

  private async look(id: string): Promise<void> {
    try {
      this.current.set(await firstValueFrom(this.http.get<EventExport>(`${EXPORTS}/${id}`)));
      this.failure.set(undefined);
    } catch (error) {
      // The browser may still be fetching it; only what is known of it is old.
      this.failure.set(toProblem(error));
    }
    if (this.isRunning()) this.lookAgain(id);
  }
}
