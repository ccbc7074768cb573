import { autocompletion, completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, insertNewline } from '@codemirror/commands';
import { Compartment, EditorState, StateEffect, StateField, type Extension } from '@codemirror/state';
import { Decoration, EditorView, keymap, placeholder, type DecorationSet } from '@codemirror/view';
import type { ElementRef } from '@angular/core';
import {
  Component,
  CSP_NONCE,
  DestroyRef,
  effect,
  inject,
  input,
  model,
  output,
  untracked,
  viewChild,
  type OnInit,
} from '@angular/core';

import { queryCompletion } from './query-completion';
import { QueryHints, type HintSpan } from './query-hints';

const WRONG = Decoration.mark({ class: 'cm-wrong' });
const setWrong = StateEffect.define<number | undefined>();

/** The token where reading stopped is underlined until the text changes. */
const wrongPlace = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { docChanged, effects, state }) {
    const told = effects.find((one) => one.is(setWrong));
    if (told !== undefined) return marksAt(state, told.value);
    return docChanged ? Decoration.none : marks;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** A query in one line that grows with Shift and Enter, with completion. Its code is loaded when it is needed. */
@Component({
  selector: 'tocsin-query-editor',
  template: `<div #host class="host"></div>`,
  styleUrl: './query-editor.scss',
})
export class QueryEditor implements OnInit {
  private readonly hints = inject(QueryHints);
  private readonly nonce = inject(CSP_NONCE, { optional: true });
  private readonly host = viewChild.required<ElementRef<HTMLElement>>('host');
  readonly label = input.required<string>();
  readonly placeholder = input.required<string>();
  readonly longest = input.required<number>();
  readonly text = model.required<string>();
  readonly span = input.required<HintSpan>();
  readonly problemId = input<string>();
  /** Where reading stopped, counted from 0. */
  readonly wrongAt = input<number>();
  readonly entered = output<string>();
  readonly left = output();
  private readonly attributes = new Compartment();
  private view: EditorView | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => this.view?.destroy());
    effect(() => this.take(this.text()));
    effect(() => {
      const wrongAt = this.wrongAt();
      const attributes = this.attributes.reconfigure(this.contentAttributes());
      untracked(() => this.view?.dispatch({ effects: [attributes, setWrong.of(wrongAt)] }));
    });
  }

  ngOnInit(): void {
    const state = EditorState.create({ doc: this.text(), extensions: this.extensions() });
    this.view = new EditorView({ state, parent: this.host().nativeElement });
  }

  focus(): void {
    this.view?.focus();
    this.view?.dispatch({ selection: { anchor: 0, head: this.view.state.doc.length } });
  }

  private extensions(): Extension[] {
    return [
      ...[history(), EditorView.lineWrapping, wrongPlace, placeholder(this.placeholder())],
      ...(this.nonce === null ? [] : [EditorView.cspNonce.of(this.nonce)]),
      // Two lists are one too many: the browser's own words are no fields.
      this.attributes.of(this.contentAttributes()),
      autocompletion({
        ...{ override: [queryCompletion(this.hints, () => this.span())], icons: false, activateOnTypingDelay: 150 },
        selectOnOpen: false,
      }),
      EditorState.changeFilter.of(({ newDoc }) => newDoc.length <= this.longest()),
      EditorView.updateListener.of(({ docChanged, state }) => {
        if (docChanged) this.text.set(state.doc.toString());
      }),
      keymap.of([
        // The list takes Enter while something in it is chosen, and Escape while it is open.
        ...completionKeymap,
        { key: 'Enter', run: () => this.enter() },
        { key: 'Shift-Enter', run: insertNewline },
        { key: 'Escape', run: (view) => this.leave(view) },
        ...historyKeymap,
        ...defaultKeymap,
      ]),
    ];
  }

  private contentAttributes(): Extension {
    const problemId = this.problemId();
    const wrong = problemId === undefined ? {} : { 'aria-invalid': 'true', 'aria-describedby': problemId };
    return EditorView.contentAttributes.of({ 'aria-label': this.label(), 'aria-keyshortcuts': '/', ...wrong });
  }

  private enter(): boolean {
    this.entered.emit(this.text().trim());
    return true;
  }

  private leave(view: EditorView): boolean {
    if (completionStatus(view.state) !== null) return false;
    this.left.emit();
    return true;
  }

  /** A text from elsewhere takes the place of what is written. */
  private take(text: string): void {
    const view = this.view;
    if (view === undefined || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }
}

function marksAt(state: EditorState, at: number | undefined): DecorationSet {
  const { length } = state.doc;
  if (at === undefined || length === 0) return Decoration.none;
  // At the end of the text something is missing: its last character stands for it.
  const from = Math.min(at, length - 1);
  const [token = ''] = /^[^\s()]+/.exec(state.sliceDoc(from)) ?? [];
  return Decoration.set([WRONG.range(from, from + Math.max(1, token.length))]);
}
