import { HttpClient, httpResource } from '@angular/common/http';
import { computed, inject, Service } from '@angular/core';
import type { CreateTaskTemplate, TaskTemplate, TaskTemplates } from '@tocsin/api-contract';
import { firstValueFrom } from 'rxjs';

import { keep, problemOf } from '../../../shared/kept';

const AT = '/api/task-templates';

/** All templates. A command throws what HttpClient throws. */
@Service({ autoProvided: false })
export class TaskTemplateStore {
  private readonly http = inject(HttpClient);
  private readonly list = httpResource<TaskTemplates>(() => AT);
  private readonly kept = keep(this.list);
  readonly templates = computed(() => this.kept()?.value.templates);
  readonly since = computed(() => this.kept()?.since ?? '');
  readonly problem = problemOf(this.list);

  reload(): void {
    this.list.reload();
  }

  /** Makes one, or puts it in place of the one that was seen. */
  async save(wish: CreateTaskTemplate, seen: TaskTemplate | undefined): Promise<void> {
    if (seen === undefined) await firstValueFrom(this.http.post(AT, wish));
    else await firstValueFrom(this.http.put(`${AT}/${seen.id}`, wish, { headers: ifSeen(seen) }));
    this.reload();
  }

  async delete(seen: TaskTemplate): Promise<void> {
    try {
      await firstValueFrom(this.http.delete(`${AT}/${seen.id}`, { headers: ifSeen(seen) }));
    } finally {
      this.reload();
    }
  }
}

function ifSeen({ version }: TaskTemplate): Record<string, string> {
  return { 'if-match': `"${version}"` };
}
