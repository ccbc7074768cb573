import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, linkedSignal, signal, viewChild } from '@angular/core';
import type { Rule, RuleValidation } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { KeyHint } from '../../../core/commands/key-hint';
import { CopyButton } from '../../../shared/copy-button';
import { OutsideText } from '../../../shared/text/outside-text';
import { RuleStore } from './rule-store';

/** The document of a rule, to be read, and by those who may, to be changed: checked first, and never over a change not seen. */
@Component({
  selector: 'tocsin-rule-text',
  imports: [CopyButton, KeyHint, OutsideText],
  template: `
    <div class="pane-head">
      <h2>Rule</h2>
      <span class="count">Sigma, YAML</span>
      <span class="end">
        <tocsin-copy-button [text]="rule().text" label="Copy the rule" />
        @if (mayEdit() && !isEditing()) {
          <button #start class="button" type="button" (click)="edit()">Edit</button>
        }
      </span>
    </div>
    <div class="pane-body stacked">
      @if (isEditing()) {
        <span class="input text">
          <textarea
            #box
            class="mono"
            rows="20"
            maxlength="200000"
            spellcheck="false"
            aria-label="Rule as YAML"
            [value]="draft()"
            (input)="typed(box.value)"
            (keydown.control.s)="$event.preventDefault(); save()"
          ></textarea>
        </span>
        <div role="status">
          @if (theirs(); as now) {
            <p class="attention wrap">
              The rule has another text by now: version {{ now.version }}, which you did not see.
            </p>
          }
          @if (trouble(); as words) {
            <p class="attention wrap">{{ words }}</p>
          }
          @for (fault of checked()?.refused ?? []; track $index) {
            <p class="attention wrap">
              Line {{ fault.line }}: <tocsin-text [value]="fault.reason" /> <tocsin-text [value]="fault.advice" />
            </p>
          }
          @if (checked()?.isValid) {
            <p>It loads.</p>
          }
        </div>
        @if (theirs(); as now) {
          <details open>
            <summary>Its text now</summary>
            <pre class="code-block" tabindex="0" aria-label="Text of version {{ now.version }}">{{ now.text }}</pre>
          </details>
        }
        <div class="actions">
          <button
            class="button primary"
            type="button"
            [attr.aria-disabled]="store.isBusy()"
            (click)="theirs() ? saveOver() : save()"
          >
            @if (theirs()) {
              Store mine over it
            } @else {
              Save <tocsin-keys keys="ctrl+s" />
            }
          </button>
          @if (theirs()) {
            <button class="button" type="button" (click)="edit()">Take theirs into the box</button>
          }
          <button class="button" type="button" (click)="check()">Check</button>
          <button class="button quiet" type="button" (click)="leave()">Leave as it is</button>
        </div>
      } @else {
        <pre class="code-block" tabindex="0" aria-label="Rule as YAML">{{ rule().text }}</pre>
        @if (rule().folderText; as folder) {
          <details>
            <summary>Its folder has another text, which waits</summary>
            <pre class="code-block" tabindex="0" aria-label="Text of the folder">{{ folder }}</pre>
          </details>
        }
      }
    </div>
  `,
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }

    pre {
      max-height: 40rem;
      overflow: auto;
    }
  `,
})
export class RuleText {
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('box');
  private readonly start = viewChild<ElementRef<HTMLElement>>('start');
  protected readonly store = inject(RuleStore);
  readonly rule = input.required<Rule>();
  readonly mayEdit = input(false);
  private readonly ruleId = computed(() => this.rule().id);
  protected readonly isEditing = linkedSignal({ source: this.ruleId, computation: () => false });
  protected readonly draft = signal('');
  protected readonly checked = signal<RuleValidation | undefined>(undefined);
  protected readonly trouble = signal<string | undefined>(undefined);

  /** The rule whose text was last before one's eyes. */
  private readonly seen = signal<Rule | undefined>(undefined);
  /** What somebody else made of the text while it was changed here. */
  protected readonly theirs = computed(() => {
    const [now, seen] = [this.rule(), this.seen()];
    return seen?.id === now.id && seen.text !== now.text ? now : undefined;
  });

  protected edit(): void {
    this.seen.set(this.rule());
    this.draft.set(this.rule().text);
    this.typed(this.draft());
    this.isEditing.set(true);
    setTimeout(() => this.box()?.nativeElement.focus());
  }

  protected typed(text: string): void {
    this.draft.set(text);
    this.checked.set(undefined);
    this.trouble.set(undefined);
  }

  protected async check(): Promise<boolean> {
    const text = this.draft();
    try {
      const checked = await this.store.validate(text);
      if (text === this.draft()) this.checked.set(checked);
      return checked.isValid;
    } catch (error) {
      this.trouble.set(`It could not be checked. ${toProblem(error).detail}`);
      return false;
    }
  }

  protected leave(): void {
    this.isEditing.set(false);
    setTimeout(() => this.start()?.nativeElement.focus());
  }

  /** What does not load is not saved; what was refused stays in the box. */
  protected async save(): Promise<void> {
    if (this.theirs() !== undefined) {
      this.trouble.set('It was not saved. Store yours over the other text, or take that into the box.');
      return;
    }
    // A version with the same text is one whose text was seen.
    const { version } = this.rule();
    if (!(await this.check())) return;
    if (await this.store.setText(this.draft(), version)) this.leave();
    else this.trouble.set('It was not saved; see above. What you wrote is still here.');
  }

  protected async saveOver(): Promise<void> {
    this.seen.set(this.rule());
    await this.save();
  }
}
