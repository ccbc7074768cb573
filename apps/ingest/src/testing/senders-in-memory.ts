import {
  hashToken,
  type SenderChanges,
  type SenderKey,
  type SenderRegister,
  type SenderSource,
} from '@tocsin/access-control';

/** A source with nothing special about it. */
export function aSender(settings: Partial<SenderSource> = {}): SenderSource {
  return {
    name: 'web',
    dialect: null,
    zone: 'UTC',
    tags: [],
    isEnabled: true,
    isStrict: false,
    remembersBodies: true,
    maxEventsPerSecond: null,
    maxRequests: null,
    maxBytes: null,
    allowedNetworks: [],
    certificateSubjects: [],
    ...settings,
  };
}

export function aSenderKey(id: string, secret: string, settings: Partial<SenderKey> = {}): SenderKey {
  return { id, source: 'web', secretHash: hashToken(secret), endsAt: null, ...settings };
}

/** Stands for the register in the database. */
export class SendersInMemory implements Pick<SenderRegister, 'changes'> {
  readonly sources = new Map<string, SenderSource>();
  readonly keys = new Map<string, SenderKey>();
  version = 1;
  /** How often it was asked. */
  asked = 0;
  /** Set to let it answer with this. */
  answer: (() => Promise<SenderChanges | undefined>) | undefined;

  get register(): SenderRegister {
    return this as unknown as SenderRegister;
  }

  set(...things: (SenderSource | SenderKey)[]): void {
    this.version += 1;
    for (const thing of things) {
      if ('secretHash' in thing) this.keys.set(thing.id, thing);
      else this.sources.set(thing.name, thing);
    }
  }

  changes(known?: number): Promise<SenderChanges | undefined> {
    this.asked += 1;
    if (this.answer) return this.answer();
    if (known === this.version) return Promise.resolve(undefined);
    const { version, sources, keys } = this;
    return Promise.resolve({ version, isComplete: true, sources: [...sources.values()], keys: [...keys.values()] });
  }
}
