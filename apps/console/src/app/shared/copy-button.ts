import { Clipboard } from '@angular/cdk/clipboard';
import { LiveAnnouncer } from '@angular/cdk/a11y';
import { Component, effect, inject, input, signal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

const SAID_MS = 3000;

/** Copies a text and says that it did. */
@Component({
  selector: 'tocsin-copy-button',
  imports: [MatIcon],
  template: `
    <button class="button" type="button" [attr.aria-label]="label()" (click)="copy()">
      <mat-icon [svgIcon]="copied() ? 'check' : 'copy'" class="small" />
      {{ copied() ? 'Copied' : 'Copy' }}
    </button>
  `,
})
export class CopyButton {
  private readonly clipboard = inject(Clipboard);
  private readonly announcer = inject(LiveAnnouncer);
  readonly text = input.required<string>();
  /** What is copied, for those who do not see what stands beside the button. */
  readonly label = input.required<string>();
  protected readonly copied = signal(false);

  constructor() {
    effect((onCleanup) => {
      if (!this.copied()) return;
      const timer = setTimeout(() => this.copied.set(false), SAID_MS);
      onCleanup(() => clearTimeout(timer));
    });
  }

  protected copy(): void {
    const done = this.clipboard.copy(this.text());
    this.copied.set(done);
    void this.announcer.announce(done ? 'Copied' : 'The browser did not allow copying');
  }
}
