import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, DestroyRef, effect, inject, input, output, signal, untracked } from '@angular/core';
import type { TextVersion, TextVersions } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../core/api/problem';
import { Avatar } from '../../core/people/avatar';
import { Moment } from '../../core/time/moment';
import { Toasts, type Toast } from '../../core/toasts/toasts';
import { Failed } from '../failed';
import { problemOf } from '../kept';
import { SkeletonRows } from '../skeleton-rows';
import { OutsideText } from '../text/outside-text';
import { diffLines } from './text-diff';

/** So long after a change they are asked for again, and more changes within that time come with it. */
const AFTER_MS = 1_500;

/** How a text stood before: what each version would change, and the way back to it. */
@Component({
  selector: 'tocsin-text-versions',
  imports: [Avatar, Failed, Moment, OutsideText, SkeletonRows],
  host: { '(keydown.escape)': 'closed.emit()' },
  templateUrl: './text-versions-panel.html',
  styleUrl: './text-versions-panel.scss',
})
export class TextVersionsPanel {
  private readonly http = inject(HttpClient);
  private readonly toasts = inject(Toasts);
  /** Address of the versions in the API. */
  readonly at = input.required<string>();
  readonly label = input.required<string>();
  readonly mayWrite = input.required<boolean>();
  /** How often the text changed: with it goes what a restore would change. */
  readonly changes = input(0);
  readonly closed = output();
  protected readonly list = httpResource<TextVersions>(() => this.at());
  protected readonly problem = problemOf(this.list);
  protected readonly versions = computed(() => (this.list.hasValue() ? this.list.value().versions : undefined));
  protected readonly chosen = signal<number | undefined>(undefined);
  protected readonly version = httpResource<TextVersion>(() => {
    const seq = this.chosen();
    return seq === undefined ? undefined : `${this.at()}/${seq}`;
  });
  protected readonly versionProblem = problemOf(this.version);
  /** What a restore would change. */
  protected readonly lines = computed(() => {
    if (!this.version.hasValue()) return undefined;
    const { now, content } = this.version.value();
    return diffLines(now, content);
  });
  protected readonly isRestoring = signal(false);

  private soon: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    let known: number | undefined;
    effect(() => {
      const changes = this.changes();
      if (known !== undefined && changes !== known) untracked(() => this.reloadSoon());
      known = changes;
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(this.soon));
  }

  /** Only what was shown is done: when the text is another by now, the difference is shown again. */
  protected async restore(seq: number): Promise<void> {
    if (this.isRestoring()) return;
    const shown = this.version.hasValue() ? this.version.value().now : undefined;
    this.isRestoring.set(true);
    try {
      const { now } = await firstValueFrom(this.http.get<TextVersion>(`${this.at()}/${seq}`));
      if (now !== shown) {
        this.reload();
        this.toasts.failed(`${this.label()}: the text has changed. See what would change now, and restore it then.`);
        return;
      }
      await this.post(seq);
      const words = `${this.label()}: the earlier version is back. What was written since stays a version.`;
      this.toasts.done(words, await this.undo());
      this.closed.emit();
    } catch (error) {
      this.failed(error);
    } finally {
      this.isRestoring.set(false);
    }
  }

  /** The way to the version just before the restore: the one below what is now. None when that is not known. */
  private async undo(): Promise<Toast['action']> {
    try {
      const { versions } = await firstValueFrom(this.http.get<TextVersions>(this.at()));
      const before = versions[1]?.seq;
      if (before === undefined) return undefined;
      return { label: 'Undo', run: () => void this.post(before).catch((error) => this.failed(error)) };
    } catch {
      return undefined;
    }
  }

  private reloadSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.reload();
    }, AFTER_MS);
  }

  private reload(): void {
    this.list.reload();
    this.version.reload();
  }

  private async post(seq: number): Promise<void> {
    await firstValueFrom(this.http.post(`${this.at()}/${seq}/restore`, null));
  }

  private failed(error: unknown): void {
    this.toasts.failed(`${this.label()}: nothing was brought back. ${toProblem(error).detail}`);
  }
}
