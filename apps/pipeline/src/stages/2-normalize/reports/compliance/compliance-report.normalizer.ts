import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type JsonRecord, type Normalizer, type NormalizerContext } from '@tocsin/plugin-kit';

import { readOutcome } from '../../values/outcome';
import { at, isRecord, present, reportOf, textAt } from '../report-record';
import { stateKey } from '../state-key';
import { complianceReportOptionsSchema, type ComplianceReportOptions } from './compliance-report.options';

const OSCAP = 'oscap';
const OSCAP_VALUE = /(?<key>[a-z][a-z-]{1,30}): "(?<value>[^"]*)"/g;

/**
 * Understands what checks of a policy found: MozDef's compliance items and OpenSCAP's results. The result of a check is a state: a
 * later one of the same check on the same target replaces it.
 */
@Injectable()
@NormalizerPlugin({
  type: 'compliance_report',
  understands: 'content',
  order: 110,
  stability: 'beta',
  options: complianceReportOptionsSchema,
  reads: ['message', 'host.name', 'process.name'],
  writes: [
    ...['event.kind', 'event.category', 'event.type', 'event.outcome', 'event.module', 'event.dataset', 'message'],
    ...['rule.*', 'host.name', 'vulnerability.id', 'vulnerability.severity', 'tocsin.state_key', 'details.*'],
    'process.name',
  ],
})
export class ComplianceReportNormalizer implements Normalizer<ComplianceReportOptions> {
  claims(event: SecurityEvent, { record }: NormalizerContext): boolean {
    if (event['process.name'] === OSCAP || event.message.startsWith('oscap: ')) return true;
    const report = isRecord(record['check']) ? record : record['details'];
    return isRecord(report) && isRecord(report['check']) && report['compliance'] !== undefined;
  }

  normalize(event: SecurityEvent, _options: ComplianceReportOptions, { record }: NormalizerContext): EventPatch {
    const report = reportOf(record);
    return isRecord(report['check']) ? itemPatch(event, report) : scapPatch(event);
  }
}

function itemPatch(event: SecurityEvent, report: JsonRecord): EventPatch {
  const name = textAt(report, 'check.name', 'check.ref');
  const target = textAt(report, 'target');
  const outcome = readOutcome(at(report, 'compliance'));
  return present({
    'event.kind': 'state',
    'event.category': ['configuration'],
    'event.type': ['info'],
    'event.module': 'compliance',
    'event.dataset': 'compliance.items',
    'event.outcome': outcome,
    message:
      event.message === '' ? `${name ?? 'A check'} on ${target ?? 'a target'}: ${outcome ?? 'unknown'}` : undefined,
    'host.name': target,
    'rule.id': textAt(report, 'check.ref'),
    'rule.name': name,
    'rule.description': textAt(report, 'check.description'),
    'rule.category': textAt(report, 'policy.level'),
    'rule.reference': textAt(report, 'policy.url', 'link'),
    'rule.ruleset': textAt(report, 'policy.name'),
    'tocsin.state_key': stateKey(
      'compliance',
      [target],
      textAt(report, 'check.ref'),
      textAt(report, 'check.test.value'),
    ),
  });
}

const SCAP_OUTCOMES: Readonly<Record<string, string>> = { pass: 'success', fixed: 'success', fail: 'failure' };

/** `oscap: msg: "xccdf-result", content: "…", title: "…", id: "…", result: "fail", severity: "low", …` */
function scapPatch(event: SecurityEvent): EventPatch {
  const values = new Map<string, string>();
  for (const { groups } of event.message.slice(0, 20_000).matchAll(OSCAP_VALUE))
    if (groups?.['key'] !== undefined && !values.has(groups['key'])) values.set(groups['key'], groups['value'] ?? '');
  if (!values.has('msg')) return {};
  const id = values.get('id') ?? values.get('benchmark-id') ?? values.get('content');
  const host = event['host.name'];
  const result = values.get('result');
  return present({
    'event.kind': 'state',
    'event.category': ['configuration'],
    'event.type': ['info'],
    'event.module': OSCAP,
    'event.dataset': 'oscap.results',
    'event.outcome': result === undefined ? undefined : (SCAP_OUTCOMES[result] ?? 'unknown'),
    'process.name': OSCAP,
    'rule.id': id,
    'rule.name': values.get('title'),
    'rule.ruleset': values.get('content'),
    'vulnerability.id': /\bCVE-\d{4}-\d{4,7}\b/.exec(values.get('title') ?? '')?.[0],
    'vulnerability.severity': values.get('severity'),
    'details.result': result,
    'details.score': values.get('score'),
    'details.profile': values.get('profile-id'),
    'tocsin.state_key': stateKey(
      'compliance',
      [typeof host === 'string' ? host : undefined],
      values.get('content'),
      id,
    ),
  });
}
