import { httpResource } from '@angular/common/http';
import { Component, computed, inject, input } from '@angular/core';
import { DomSanitizer } from '@angular/platform-browser';
import type { Incident } from '@tocsin/api-contract';

import { Failed } from '../../../shared/failed';
import { problemOf } from '../../../shared/kept';
import { SkeletonRows } from '../../../shared/skeleton-rows';

const FORMATS = [
  ['pdf', 'PDF'],
  ['html', 'HTML'],
  ['md', 'Markdown'],
] as const;

/** The report as it is exported now, and its downloads. */
@Component({
  selector: 'tocsin-report-preview',
  imports: [Failed, SkeletonRows],
  template: `
    <div class="pane-head">
      <h3>Report</h3>
      @for (format of formats; track format[0]) {
        <a class="button" [href]="at(format[0])" download>Download {{ format[1] }}</a>
      }
      <button class="button quiet" type="button" (click)="page.reload()">Make it anew</button>
    </div>
    @if (shown(); as text) {
      <!-- Nothing in it can run or load, whatever somebody wrote. -->
      <iframe sandbox="" title="The report as it is exported" [srcdoc]="text"></iframe>
    } @else if (problem(); as failure) {
      <tocsin-failed what="The report could not be made" [problem]="failure" (retry)="page.reload()" />
    } @else {
      <p class="visually-hidden" role="status">Making the report</p>
      <tocsin-skeleton-rows [rows]="6" />
    }
  `,
  styles: `
    :host {
      display: flex;
      flex: 1;
      flex-direction: column;
      min-height: 20rem;
    }

    .pane-head {
      flex-wrap: wrap;
      height: auto;
    }

    iframe {
      flex: 1;
      width: 100%;
      border: 0;
      background: Canvas;
      color-scheme: light;
    }
  `,
})
export class ReportPreview {
  private readonly sanitizer = inject(DomSanitizer);
  readonly incident = input.required<Incident>();
  private readonly number = computed(() => this.incident().number);
  protected readonly formats = FORMATS;
  protected readonly page = httpResource.text(() => this.at('html'));
  protected readonly problem = problemOf(this.page);
  /** Shown in a frame without any rights: it is to be what is exported, which cleaning would change. */
  protected readonly shown = computed(() =>
    this.page.hasValue() ? this.sanitizer.bypassSecurityTrustHtml(this.page.value()) : undefined,
  );

  protected at(format: string): string {
    return `/api/incidents/${this.number()}/report?format=${format}`;
  }
}
