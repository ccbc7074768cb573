import { HttpErrorResponse } from '@angular/common/http';
import { DestroyRef, inject, Service, signal } from '@angular/core';
import type { Evidence } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { Toasts } from '../../../core/toasts/toasts';
import { fileSize } from './file-size';
import { FileSender } from './file-sender';

/** A file on its way, or one that did not arrive. */
export interface Upload {
  readonly id: number;
  readonly file: File;
  readonly sent: number;
  /** Why it did not arrive; empty while it may. */
  readonly trouble: string;
}

/** Files on their way to an incident, one after the other. What is not there when the page is left is not sent. */
@Service({ autoProvided: false })
export class UploadQueue {
  private readonly sender = inject(FileSender);
  private readonly toasts = inject(Toasts);
  private readonly all = signal<readonly Upload[]>([]);
  private readonly stops = new Map<number, AbortController>();
  private last: Promise<unknown> = Promise.resolve();
  private count = 0;
  readonly uploads = this.all.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      for (const stop of this.stops.values()) stop.abort();
    });
  }

  /** Calls `arrived` after each, with its id. */
  add(files: readonly File[], wish: { number: string; most: number; arrived: (id: number) => void }): void {
    for (const file of files) {
      const upload: Upload = { id: ++this.count, file, sent: 0, trouble: '' };
      this.all.update((uploads) => [...uploads, upload]);
      if (file.size > wish.most) this.change(upload.id, { trouble: `It is larger than ${fileSize(wish.most)}.` });
      else this.enqueue(upload, wish);
    }
  }

  /** Stops it, or puts away what is said of one that did not arrive. */
  cancel(id: number): void {
    this.all.update((uploads) => uploads.filter((upload) => upload.id !== id));
    this.stops.get(id)?.abort();
  }

  private enqueue(upload: Upload, wish: { number: string; arrived: (id: number) => void }): void {
    const stop = new AbortController();
    this.stops.set(upload.id, stop);
    this.last = this.last.then(() => this.send(upload, wish, stop.signal));
  }

  private async send(
    { id, file }: Upload,
    wish: { number: string; arrived: (id: number) => void },
    signal: AbortSignal,
  ) {
    if (signal.aborted) return;
    const url = `/api/incidents/${wish.number}/evidence?name=${encodeURIComponent(file.name || 'file')}`;
    const onProgress = (sent: number) => this.change(id, { sent });
    const { status, body } = await this.sender.send(url, file, { onProgress, signal });
    this.stops.delete(id);
    if (signal.aborted) return;
    if (status !== 201) {
      this.change(id, { trouble: toProblem(new HttpErrorResponse({ status, error: body })).detail });
      return;
    }
    const { label, name } = body as Evidence;
    this.cancel(id);
    this.toasts.done(`${name} is kept as ${label}.`);
    wish.arrived(id);
  }

  private change(id: number, patch: Partial<Upload>): void {
    this.all.update((uploads) => uploads.map((upload) => (upload.id === id ? { ...upload, ...patch } : upload)));
  }
}
