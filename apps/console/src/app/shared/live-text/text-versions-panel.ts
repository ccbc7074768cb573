import { HttpClient, httpResource } from '@angular/common/http';
import { Component, computed, inject, input, output, signal } from '@angular/core';
import type { TextVersion, TextVersions } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { toProblem } from '../../core/api/problem';
import { Avatar } from '../../core/people/avatar';
import { Moment } from '../../core/time/moment';
import { Toasts } from '../../core/toasts/toasts';
import { Failed } from '../failed';
import { problemOf } from '../kept';
import { SkeletonRows } from '../skeleton-rows';
import { OutsideText } from '../text/outside-text';
import { diffLines } from './text-diff';

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

  protected async restore(seq: number): Promise<void> {
    const present = this.versions()?.[0]?.seq;
    this.isRestoring.set(true);
    try {
      await this.post(seq);
      const undo = { label: 'Undo', run: () => void this.post(present ?? seq).catch((error) => this.failed(error)) };
      this.toasts.done(`${this.label()}: the earlier version is back. What was written since stays a version.`, undo);
      this.closed.emit();
    } catch (error) {
      this.failed(error);
    } finally {
      this.isRestoring.set(false);
    }
  }

  private async post(seq: number): Promise<void> {
    await firstValueFrom(this.http.post(`${this.at()}/${seq}/restore`, null));
  }

  private failed(error: unknown): void {
    this.toasts.failed(`${this.label()}: nothing was brought back. ${toProblem(error).detail}`);
  }
}
