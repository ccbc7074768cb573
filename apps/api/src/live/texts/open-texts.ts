import { Injectable } from '@nestjs/common';

import type { LiveSocket } from '../live-socket';

/** One text before one console: what of it was sent there. */
export interface TextView {
  readonly socket: LiveSocket;
  seq: number;
}

/** Which consoles of this process have which texts open. */
@Injectable()
export class OpenTexts {
  private readonly views = new Map<string, Map<LiveSocket, TextView>>();

  get ids(): readonly string[] {
    return [...this.views.keys()];
  }

  of(id: string): readonly TextView[] {
    return [...(this.views.get(id)?.values() ?? [])];
  }

  isOpen(id: string, socket: LiveSocket): boolean {
    return this.views.get(id)?.has(socket) ?? false;
  }

  open(id: string, view: TextView): void {
    const views = this.views.get(id) ?? new Map<LiveSocket, TextView>();
    this.views.set(id, views.set(view.socket, view));
  }

  close(id: string, socket: LiveSocket): void {
    const views = this.views.get(id);
    views?.delete(socket);
    if (views?.size === 0) this.views.delete(id);
  }

  /** How many one console has open. */
  count(socket: LiveSocket): number {
    return this.ids.filter((id) => this.isOpen(id, socket)).length;
  }
}
