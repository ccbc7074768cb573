import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { incidentChangedSchema, type IncidentChanged } from '@tocsin/api-contract';
import { MessageBus } from '@tocsin/messaging';
import { z } from 'zod';

/** Topic on which every api hears that an incident was made or changed. */
const INCIDENT_CHANGED = 'incident.changed';

const factSchema = z.object({
  id: z.uuid(),
  by: z.uuid().nullable(),
  parts: incidentChangedSchema.shape.parts,
});

/** Which incident changed, and what of it. */
export interface IncidentFact {
  readonly id: string;
  readonly by: string | null;
  readonly parts: IncidentChanged['parts'];
}

/** Tells and hears which incidents changed: this process at once, others over the bus. */
@Injectable()
export class IncidentChanges implements OnApplicationBootstrap {
  private readonly log = new Logger(IncidentChanges.name);
  private readonly listeners: ((fact: IncidentFact) => void)[] = [];

  constructor(private readonly bus: MessageBus) {}

  onApplicationBootstrap(): void {
    this.bus
      .listen(INCIDENT_CHANGED, (fact) => this.take(fact))
      .catch((error: unknown) => {
        this.log.error(`Changes of incidents are seen late, for nobody can tell of them: ${String(error)}`);
      });
  }

  /** Hears of each change at least once, or misses it: facts are not durable. */
  listen(listener: (fact: IncidentFact) => void): void {
    this.listeners.push(listener);
  }

  /** Does not wait for the bus: the change is stored, and every api looks for changes it was not told of. */
  tell(fact: IncidentFact): void {
    this.hear(fact);
    this.bus.announce(INCIDENT_CHANGED, fact).catch((error: unknown) => {
      this.log.warn(`A change of an incident could not be announced: ${String(error)}`);
    });
  }

  private take(fact: unknown): void {
    const parsed = factSchema.safeParse(fact);
    if (parsed.success) this.hear(parsed.data);
    else this.log.warn(`A fact on ${INCIDENT_CHANGED} names no incident.`);
  }

  private hear(fact: IncidentFact): void {
    for (const listener of this.listeners) listener(fact);
  }
}
