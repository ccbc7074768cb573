import type { AfterViewInit, ElementRef, OnDestroy } from '@angular/core';
import { Component, computed, inject, input, signal, viewChild } from '@angular/core';

import { Avatar } from '../../core/people/avatar';
import { Preferences } from '../../core/preferences/preferences';
import { listTime } from '../../core/time/format-time';
import { Failed } from '../failed';
import { LiveTextSession } from './live-text-session';
import { OtherCursors } from './other-cursors';
import { TextVersionsPanel } from './text-versions-panel';
import { editBetween, movedPlace } from './text-edit';

/** A text that several people write at once. What it says of storing is what the server has acknowledged. */
@Component({
  selector: 'tocsin-live-text',
  imports: [Avatar, Failed, OtherCursors, TextVersionsPanel],
  providers: [LiveTextSession],
  templateUrl: './live-text.html',
  styleUrl: './live-text.scss',
})
export class LiveText implements AfterViewInit, OnDestroy {
  private readonly box = viewChild<ElementRef<HTMLTextAreaElement>>('box');
  private readonly preferences = inject(Preferences);
  protected readonly session = inject(LiveTextSession);
  readonly textId = input.required<string>();
  readonly label = input.required<string>();
  /** Address of its versions in the API; empty when there are none to show. */
  readonly versionsAt = input('');
  private readonly versionsButton = viewChild<ElementRef<HTMLButtonElement>>('versionsButton');
  protected readonly isShowingVersions = signal(false);
  protected readonly scrolled = signal(0);
  protected readonly refusal = computed(() => {
    const state = this.session.state();
    return state.kind === 'refused'
      ? { title: 'The text is not stored', detail: state.reason, code: 'text', status: 0 }
      : undefined;
  });
  protected readonly saving = computed(() => {
    const state = this.session.state();
    if (state.kind === 'storing') return 'Storing…';
    if (state.kind === 'waiting') return 'Not connected. What you write waits in this browser.';
    if (state.kind === 'stored')
      return state.at ? `All changes stored, ${this.clockOf(state.at)}` : 'All changes stored';
    if (state.kind === 'away') return 'Not connected. What you see may be old.';
    return state.kind === 'loading' ? 'Loading…' : '';
  });
  protected readonly writers = computed(() => {
    const names = this.session.others().flatMap(({ isWriting, displayName }) => (isWriting ? [displayName] : []));
    return names.length === 0 ? '' : `${names.join(' and ')} ${names.length === 1 ? 'is' : 'are'} writing`;
  });

  /** As early as the box is there. */
  ngAfterViewInit(): void {
    this.session.start(this.textId(), (text) => this.show(text));
  }

  ngOnDestroy(): void {
    this.session.stop();
  }

  focus(): void {
    this.box()?.nativeElement.focus();
  }

  protected closeVersions(): void {
    this.isShowingVersions.set(false);
    this.versionsButton()?.nativeElement.focus();
  }

  protected retry(): void {
    this.session.retry();
  }

  protected typed(value: string): void {
    const edit = editBetween(this.session.text, value);
    if (edit !== undefined) this.session.edit(edit.at, edit.removed, edit.inserted);
  }

  protected point(): void {
    const box = this.box()?.nativeElement;
    if (box !== undefined && document.activeElement === box)
      this.session.point({ start: box.selectionStart, end: box.selectionEnd });
  }

  /** What others write goes around the cursor and the selection. */
  private show(text: string): void {
    const box = this.box()?.nativeElement;
    const edit = box && editBetween(box.value, text);
    if (box === undefined || edit === undefined) return;
    const [start, end] = [box.selectionStart, box.selectionEnd].map((place) => movedPlace(place, edit));
    box.value = text;
    if (document.activeElement === box) box.setSelectionRange(start ?? 0, end ?? 0);
  }

  private clockOf(at: Date): string {
    return listTime(at, this.preferences.zone(), at);
  }
}
