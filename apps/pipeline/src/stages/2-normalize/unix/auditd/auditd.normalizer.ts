import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { gatheredFields, isGathered } from './audisp-json';
import { auditDetails } from './audit-details';
import { auditFields } from './audit-fields';
import { mayBeAudit, readAuditHead, readAuditRecord, type AuditRecord } from './audit-record';
import { auditdOptionsSchema, type AuditdOptions } from './auditd.options';

/**
 * Understands Linux's audit: records as the daemon writes them, as it relays them and as the kernel logs them, of which those with
 * one id are one event; and events that audisp-json has put together.
 */
@Injectable()
@NormalizerPlugin({
  type: 'auditd',
  understands: 'content',
  order: 240,
  stability: 'beta',
  options: auditdOptionsSchema,
  reads: ['message', 'details', 'host.name', 'process.name', 'tocsin.category'],
  writes: [
    ...['@timestamp', 'message', 'event.*', 'host.name', 'process.*', 'user.*', 'group.*', 'file.*', 'rule.name'],
    ...['source.*', 'destination.*', 'details'],
  ],
})
export class AuditdNormalizer implements Normalizer<AuditdOptions> {
  claims(event: SecurityEvent): boolean {
    return mayBeAudit(event.message) || isGathered(event);
  }

  normalize(event: SecurityEvent): EventPatch {
    const record = readAuditRecord(event.message);
    if (record !== undefined) return recordPatch(event, [record]);
    return isGathered(event) ? gatheredFields(event) : {};
  }

  joinKey(event: SecurityEvent): string | undefined {
    const head = readAuditHead(event.message);
    if (head === undefined) return undefined;
    return JSON.stringify([head.node ?? event['host.name'], head.instant, head.serial]);
  }

  normalizeJoined(events: readonly SecurityEvent[]): EventPatch {
    const records = events.map(({ message }) => readAuditRecord(message)).filter((record) => record !== undefined);
    const [first] = events as [SecurityEvent];
    return { ...recordPatch(first, records), message: events.map(({ message }) => message).join('\n') };
  }
}

function recordPatch(event: SecurityEvent, records: readonly AuditRecord[]): EventPatch {
  const given = typeof event.details === 'object' && event.details !== null ? event.details : {};
  return { ...auditFields(records), details: { ...given, ...auditDetails(records) } };
}
