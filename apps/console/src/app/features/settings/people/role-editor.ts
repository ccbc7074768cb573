import { HttpClient } from '@angular/common/http';
import type { ElementRef } from '@angular/core';
import {
  afterNextRender,
  Component,
  computed,
  inject,
  input,
  linkedSignal,
  output,
  signal,
  viewChild,
} from '@angular/core';
import type { Role } from '@tocsin/api-contract';
import { firstValueFrom, type Observable } from 'rxjs';

import { toProblem } from '../../../core/api/problem';
import { SessionStore } from '../../../core/session/session-store';
import { OutsideText } from '../../../shared/text/outside-text';

const NEW = { name: '', description: '', permissions: [], version: null } as const;

/** Makes or changes a role. What one may not do oneself stays as it is. */
@Component({
  selector: 'tocsin-role-editor',
  imports: [OutsideText],
  templateUrl: './role-editor.html',
  styleUrl: './role-editor.scss',
})
export class RoleEditor {
  private readonly http = inject(HttpClient);
  private readonly session = inject(SessionStore);
  private readonly first = viewChild.required<ElementRef<HTMLInputElement>>('first');
  /** The one to change; none to make one. */
  readonly role = input<Role>();
  /** Every permission there is. */
  readonly all = input.required<readonly string[]>();
  readonly saved = output<Role>();
  readonly cancelled = output();

  protected readonly name = linkedSignal(() => this.start().name);
  protected readonly description = linkedSignal(() => this.start().description);
  protected readonly chosen = linkedSignal<readonly string[]>(() => this.start().permissions);
  /** What the change goes by; after a conflict the role as somebody else left it. */
  protected readonly seen = linkedSignal(() => this.role());
  protected readonly theirs = signal<Role | undefined>(undefined);
  protected readonly trouble = signal('');
  protected readonly isBusy = signal(false);
  protected readonly rows = computed(() =>
    this.all().map((name) => ({ name, isChosen: this.chosen().includes(name), isMine: this.session.may(name) })),
  );
  private readonly start = computed(() => this.role() ?? NEW);

  constructor() {
    afterNextRender(() => this.focus());
  }

  focus(): void {
    this.first().nativeElement.focus();
  }

  protected turn(permission: string, isChosen: boolean): void {
    this.chosen.update((chosen) => (isChosen ? [...chosen, permission] : chosen.filter((one) => one !== permission)));
  }

  protected async save(): Promise<void> {
    if (this.isBusy()) return;
    this.isBusy.set(true);
    this.trouble.set('');
    try {
      this.saved.emit(await firstValueFrom(this.send()));
    } catch (error) {
      const { detail, current } = toProblem(error);
      this.trouble.set(detail);
      if (current !== undefined) this.theirs.set(current as Role);
      if (current !== undefined) this.seen.set(current as Role);
    } finally {
      this.isBusy.set(false);
    }
  }

  protected takeTheirs(theirs: Role): void {
    this.description.set(theirs.description);
    this.chosen.set(theirs.permissions);
    this.theirs.set(undefined);
    this.trouble.set('');
    this.focus();
  }

  private send(): Observable<Role> {
    const wish = { description: this.description().trim(), permissions: this.chosen() };
    const seen = this.seen();
    if (seen === undefined) return this.http.post<Role>('/api/roles', { name: this.name().trim(), ...wish });
    const headers = { 'if-match': `"${seen.version}"` };
    return this.http.put<Role>(`/api/roles/${seen.name}`, wish, { headers });
  }
}
