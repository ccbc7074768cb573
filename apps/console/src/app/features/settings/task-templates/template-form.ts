import type { AfterViewInit, ElementRef } from '@angular/core';
import { Component, inject, input, linkedSignal, output, signal, viewChild } from '@angular/core';
import type { CreateTaskTemplate, IncidentType, Phase, TaskTemplate } from '@tocsin/api-contract';

import { toProblem } from '../../../core/api/problem';
import { PHASE_WORDS, TYPE_WORDS } from '../../../shared/incident-words';
import { OutsideText } from '../../../shared/text/outside-text';
import { TaskTemplateStore } from './task-template-store';
import { tasksOf, textOfTasks } from './template-text';

/** Makes a template, or changes one. */
@Component({
  selector: 'tocsin-template-form',
  imports: [OutsideText],
  template: `
    <form (submit)="$event.preventDefault(); save()">
      <label class="field">
        <span>Name</span>
        <span class="input"
          ><input #name type="text" maxlength="120" [value]="title()" (input)="title.set(name.value)"
        /></span>
      </label>
      <label class="field">
        <span>For incidents of the type</span>
        <select class="input" (change)="type.set($any($event.target).value)">
          <option value="" [selected]="type() === ''">all types</option>
          @for (one of types; track one[0]) {
            <option [value]="one[0]" [selected]="one[0] === type()">{{ one[1] }}</option>
          }
        </select>
      </label>
      <label class="field">
        <span>In the phase</span>
        <select class="input" (change)="phase.set($any($event.target).value)">
          <option value="" [selected]="phase() === ''">all phases</option>
          @for (one of phases; track one[0]) {
            <option [value]="one[0]" [selected]="one[0] === phase()">{{ one[1] }}</option>
          }
        </select>
      </label>
      <label class="field">
        <span>Tasks, one a line; points of a task below it, each after a hyphen</span>
        <span class="input text">
          <textarea
            #text
            rows="8"
            placeholder="Isolate the host (due 30 min)&#10;- pull the plug"
            [value]="tasks()"
            (input)="tasks.set(text.value)"
          ></textarea>
        </span>
      </label>
      @if (trouble(); as words) {
        <div role="alert">
          <p class="wrong">{{ words }}</p>
          @if (theirs(); as now) {
            <p class="note">Now it is <tocsin-text [value]="now.name" />, with these tasks:</p>
            <ul>
              @for (task of now.tasks; track $index) {
                <li><tocsin-text [value]="task.title" /></li>
              }
            </ul>
          }
        </div>
      }
      <div class="actions">
        <button class="button primary" type="submit" [attr.aria-disabled]="isBusy()">
          {{ theirs() ? 'Store mine over it' : seen() ? 'Save' : 'Make template' }}
        </button>
        @if (theirs(); as now) {
          <button class="button" type="button" (click)="takeTheirs(now)">Take theirs into the form</button>
        }
        <button class="button" type="button" (click)="closed.emit()">Cancel</button>
      </div>
    </form>
  `,
  styleUrl: '../inline-form.scss',
  styles: `
    .wrong {
      color: var(--error);
    }
  `,
})
export class TemplateForm implements AfterViewInit {
  private readonly store = inject(TaskTemplateStore);
  private readonly name = viewChild.required<ElementRef<HTMLInputElement>>('name');
  /** The one that is changed; a copy of it is made when there is none to change. */
  readonly seen = input<TaskTemplate>();
  readonly from = input<TaskTemplate>();
  readonly closed = output();
  protected readonly types = Object.entries(TYPE_WORDS);
  protected readonly phases = Object.entries(PHASE_WORDS);
  /** What the change goes by; after a conflict the template as somebody else left it. */
  private readonly goesBy = linkedSignal(() => this.seen());
  protected readonly theirs = signal<TaskTemplate | undefined>(undefined);
  protected readonly isBusy = signal(false);
  protected readonly title = linkedSignal(() => this.from()?.name ?? '');
  protected readonly type = linkedSignal<IncidentType | ''>(() => this.from()?.type ?? '');
  protected readonly phase = linkedSignal<Phase | ''>(() => this.from()?.phase ?? '');
  protected readonly tasks = linkedSignal(() => textOfTasks(this.from()?.tasks ?? []));
  protected readonly trouble = signal('');

  ngAfterViewInit(): void {
    this.focus();
  }

  focus(): void {
    this.name().nativeElement.focus();
  }

  protected async save(): Promise<void> {
    if (this.isBusy()) return;
    const wish: CreateTaskTemplate = {
      name: this.title().trim(),
      type: this.type() || null,
      phase: this.phase() || null,
      tasks: tasksOf(this.tasks()),
    };
    if (wish.name === '' || wish.tasks.length === 0) {
      this.trouble.set('Give it a name and at least one task.');
      return;
    }
    this.isBusy.set(true);
    try {
      await this.store.save(wish, this.goesBy());
      this.closed.emit();
    } catch (error) {
      const { detail, current } = toProblem(error);
      this.trouble.set(`It was not saved. ${detail}`);
      if (current !== undefined) this.theirs.set(current as TaskTemplate);
      if (current !== undefined) this.goesBy.set(current as TaskTemplate);
    } finally {
      this.isBusy.set(false);
    }
  }

  protected takeTheirs(theirs: TaskTemplate): void {
    this.title.set(theirs.name);
    this.type.set(theirs.type ?? '');
    this.phase.set(theirs.phase ?? '');
    this.tasks.set(textOfTasks(theirs.tasks));
    this.theirs.set(undefined);
    this.trouble.set('');
    this.focus();
  }
}
