import { Injectable } from '@nestjs/common';
import type { EventPatch, SecurityEvent } from '@tocsin/event-model';
import { NormalizerPlugin, type Normalizer } from '@tocsin/plugin-kit';

import { readAddress } from '../../values/address';
import { endFields } from '../../values/end';
import { readDnsMessage, type DnsMessage } from './dns-message';
import { dnsServerOptionsSchema, type DnsServerOptions } from './dns-server.options';

const PROGRAMS = new Set(['named', 'bind', 'dnsmasq', 'unbound']);
const TYPES: Readonly<Record<DnsMessage['action'], readonly string[]>> = {
  query: ['protocol', 'access'],
  answer: ['protocol', 'info'],
  denied: ['protocol', 'denied'],
  failed: ['protocol', 'error'],
};

/** Understands what name servers (BIND, dnsmasq, Unbound) tell of questions: who asked for what, and who was refused. */
@Injectable()
@NormalizerPlugin({
  type: 'dns_server',
  understands: 'content',
  order: 460,
  stability: 'beta',
  options: dnsServerOptionsSchema,
  reads: ['message', 'process.name'],
  writes: ['event.*', 'source.*', 'dns.*', 'network.protocol'],
})
export class DnsServerNormalizer implements Normalizer<DnsServerOptions> {
  claims({ 'process.name': program }: SecurityEvent): boolean {
    return PROGRAMS.has(program as string);
  }

  normalize({ message, 'process.name': program }: SecurityEvent): EventPatch {
    const read = typeof program === 'string' ? readDnsMessage(program, message) : undefined;
    return read === undefined ? {} : messageFields(read);
  }
}

function messageFields({ server, client, port, name, type, action, answer, ...more }: DnsMessage): EventPatch {
  const address = readAddress(answer);
  const isAnswer = action === 'answer';
  return {
    'event.category': ['network'],
    'event.type': [...TYPES[action]],
    'event.action': `dns_${action}`,
    'event.outcome': action === 'denied' || action === 'failed' ? 'failure' : 'success',
    'event.module': server,
    'event.dataset': `${server}.query`,
    'network.protocol': 'dns',
    'dns.type': isAnswer ? 'answer' : 'query',
    'dns.question.name': name,
    'dns.question.class': more.class,
    'dns.question.type': type,
    'dns.response_code': action === 'failed' ? answer : action === 'denied' ? 'REFUSED' : undefined,
    'dns.answers.data': isAnswer ? answer : undefined,
    'dns.resolved_ip': isAnswer ? address : undefined,
    ...endFields('source', client, port),
  };
}
