import { Injectable } from '@nestjs/common';
import type { TextPeople } from '@tocsin/api-contract';

import type { LiveSocket } from '../live-socket';

type Person = TextPeople['people'][number];

/** Who has which text before them, in this process. Names are the server's, whatever a console says. */
@Injectable()
export class TextPresence {
  private readonly there = new Map<string, Map<LiveSocket, Person>>();

  /** @returns who is there now, when that is news. */
  here(id: string, socket: LiveSocket, isWriting: boolean): TextPeople | undefined {
    const people = this.there.get(id) ?? new Map<LiveSocket, Person>();
    const known = people.get(socket);
    const { accountId, displayName } = socket.actor;
    this.there.set(id, people.set(socket, { id: accountId, displayName, isWriting }));
    return known?.isWriting === isWriting ? undefined : this.of(id);
  }

  gone(id: string, socket: LiveSocket): TextPeople | undefined {
    const people = this.there.get(id);
    if (people?.delete(socket) !== true) return undefined;
    if (people.size === 0) this.there.delete(id);
    return this.of(id);
  }

  /** Each person once, however many consoles they have open. */
  private of(id: string): TextPeople {
    const people = new Map<string, Person>();
    for (const person of this.there.get(id)?.values() ?? []) {
      const isWriting = person.isWriting || (people.get(person.id)?.isWriting ?? false);
      people.set(person.id, { ...person, isWriting });
    }
    return { id, people: [...people.values()] };
  }
}
