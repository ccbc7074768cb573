import { Injectable } from '@nestjs/common';
import { UnwrapperPlugin, type JsonRecord, type Unwrapper } from '@tocsin/plugin-kit';

import { isRecord } from '../../values/record-kinds';
import { guarddutyFindingOptionsSchema, type GuarddutyFindingOptions } from './guardduty-finding.options';

/** Where the finding tells what was seen: in its own form, and as MozDef's normalization has it. */
const PLACES = ['service', 'finding'] as const;

/**
 * Makes a finding of GuardDuty about several probed ports, or several resources of one call, one for each: an event has one source
 * and one destination.
 */
@Injectable()
@UnwrapperPlugin({
  type: 'guardduty_finding',
  order: 210,
  stability: 'beta',
  options: guarddutyFindingOptionsSchema,
})
export class GuarddutyFindingUnwrapper implements Unwrapper<GuarddutyFindingOptions> {
  claims(record: JsonRecord): boolean {
    return isFinding(record) || isFinding(record['details']);
  }

  unwrap(record: JsonRecord): readonly JsonRecord[] {
    if (isFinding(record)) return split(record);
    const { details } = record;
    return isRecord(details) && isFinding(details)
      ? split(details).map((one): JsonRecord => ({ ...record, details: one }))
      : [];
  }
}

function isFinding(value: unknown): boolean {
  if (!isRecord(value) || typeof value['schemaVersion'] !== 'string') return false;
  return PLACES.some((place) => isRecord(value[place]) && isRecord(value[place]['action']));
}

/** None when there is nothing to split. */
function split(finding: JsonRecord): JsonRecord[] {
  const place = PLACES.find((one) => isRecord(finding[one]));
  const seen = place === undefined ? undefined : finding[place];
  if (place === undefined || !isRecord(seen) || !isRecord(seen['action'])) return [];
  return actionsOf(seen['action']).map((action) => ({ ...finding, [place]: { ...seen, action } }));
}

function actionsOf(action: JsonRecord): JsonRecord[] {
  const { portProbeAction: probe, awsApiCallAction: call } = action;
  if (isRecord(probe)) {
    const ports = parts(probe['portProbeDetails']);
    return ports.map((one) => ({ ...action, portProbeAction: { ...probe, portProbeDetails: [one] } }));
  }
  if (!isRecord(call)) return [];
  const resources = call['affectedResources'];
  if (Array.isArray(resources))
    return parts(resources).map((one) => ({ ...action, awsApiCallAction: { ...call, affectedResources: [one] } }));
  return namedParts(resources).map((one) => ({ ...action, awsApiCallAction: { ...call, affectedResources: one } }));
}

/** What is one already stays as it is. */
function parts(list: unknown): readonly unknown[] {
  return Array.isArray(list) && list.length > 1 ? list : [];
}

function namedParts(resources: unknown): JsonRecord[] {
  const entries = isRecord(resources) ? Object.entries(resources) : [];
  return entries.length > 1 ? entries.map(([name, value]) => ({ [name]: value })) : [];
}
