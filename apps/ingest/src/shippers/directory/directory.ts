import type { SenderChanges, SenderKey, SenderSource } from '@tocsin/access-control';

import { Networks } from '../networks';
import type { Shipper } from '../shippers';

/** A source with what every request of it needs, made once. */
export interface KnownSource {
  readonly isEnabled: boolean;
  readonly shipper: Shipper;
  /** Where it may send from; `undefined` for anywhere. */
  readonly networks: Networks | undefined;
  readonly settings: SenderSource;
}

/** Everybody who may send, in memory. */
export class Directory {
  private sources = new Map<string, KnownSource>();
  private keys = new Map<string, SenderKey>();
  private certificates = new Map<string, string>();
  private known: number | undefined;

  /** Of what is known here; `undefined` before the first changes. */
  get version(): number | undefined {
    return this.known;
  }

  get size(): { readonly sources: number; readonly keys: number } {
    return { sources: this.sources.size, keys: this.keys.size };
  }

  apply({ version, isComplete, sources, keys }: SenderChanges): void {
    if (isComplete) {
      this.sources = new Map();
      this.keys = new Map();
      this.certificates = new Map();
    }
    for (const source of sources) {
      this.sources.set(source.name, knownSource(source));
      for (const subject of source.certificateSubjects) this.certificates.set(subject, source.name);
    }
    for (const key of keys) this.keys.set(key.id, key);
    this.known = version;
  }

  key(id: string): SenderKey | undefined {
    return this.keys.get(id);
  }

  source(name: string): KnownSource | undefined {
    return this.sources.get(name);
  }

  /** @param subject in the form of `canonicalName`. */
  certifiedSource(subject: string): KnownSource | undefined {
    const name = this.certificates.get(subject);
    return name === undefined ? undefined : this.sources.get(name);
  }

  /** What {@link apply} made it of, piece by piece. */
  *contents(): Generator<Pick<SenderChanges, 'sources' | 'keys'>> {
    for (const { settings } of this.sources.values()) yield { sources: [settings], keys: [] };
    for (const key of this.keys.values()) yield { sources: [], keys: [key] };
  }
}

function knownSource(settings: SenderSource): KnownSource {
  const { allowedNetworks, isEnabled } = settings;
  const networks = allowedNetworks.length === 0 ? undefined : new Networks(allowedNetworks);
  return { isEnabled, shipper: shipperOf(settings), networks, settings };
}

function shipperOf({ name, dialect, zone, tags, isStrict, remembersBodies, ...limits }: SenderSource): Shipper {
  const { maxEventsPerSecond, maxRequests, maxBytes } = limits;
  return {
    source: name,
    zone,
    tags,
    isStrict,
    remembersBodies,
    limits: { maxEventsPerSecond, maxRequests, maxBytes },
    ...(dialect === null ? {} : { dialect }),
  };
}
