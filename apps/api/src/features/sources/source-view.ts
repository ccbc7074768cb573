import type { CreateSource, Key, Source } from '@tocsin/api-contract';
import type { ApiKeyEntity, SourceEntity } from '@tocsin/database';

type Settings = Omit<CreateSource, 'name' | 'certificateSubjects'>;
type Given = { readonly [K in keyof Settings]?: Settings[K] | undefined };

/** The columns of the settings that are given. */
export function columnsOf(settings: Given): Partial<SourceEntity> {
  const { description, dialect, zone, tags, limits, allowedNetworks, longestSilenceSeconds, remembersBodies } =
    settings;
  const columns = {
    ...{ description, dialect, zone, tags, allowedNetworks, longestSilenceSeconds, remembersBodies },
    isStrict: settings.strict,
    isEnabled: settings.enabled,
    maxEventsPerSecond: limits?.eventsPerSecond,
    maxRequests: limits?.requests,
    maxBytes: limits?.bytes,
  };
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
}

export function viewSource(row: SourceEntity, certificateSubjects: readonly string[]): Source {
  const { name, description, dialect, zone, tags, allowedNetworks, longestSilenceSeconds, remembersBodies } = row;
  return {
    ...{ name, description, dialect, zone, tags },
    limits: { eventsPerSecond: row.maxEventsPerSecond, requests: row.maxRequests, bytes: row.maxBytes },
    ...{ allowedNetworks, longestSilenceSeconds, strict: row.isStrict, remembersBodies },
    certificateSubjects: [...certificateSubjects].sort(),
    enabled: row.isEnabled,
    version: row.version,
    createdAt: row.createdAt.toISOString(),
  };
}

export function viewKey(key: ApiKeyEntity): Key {
  return {
    id: key.id,
    source: key.sourceName,
    description: key.description,
    createdAt: key.createdAt.toISOString(),
    expiresAt: key.expiresAt?.toISOString() ?? null,
    revokedAt: key.revokedAt?.toISOString() ?? null,
    lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
  };
}
