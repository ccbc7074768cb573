import { createSourceSchema, nameSchema } from '@tocsin/api-contract';
import { z } from 'zod';

import { isLoopback, isNetwork } from '../../shippers/networks';

const milliseconds = (fallback: number) => z.number().int().min(1).default(fallback);
const file = z.string().min(1);

const common = {
  host: z
    .union([z.ipv4(), z.ipv6()], 'must be an address of this machine, 0.0.0.0 or ::')
    .default('127.0.0.1')
    .describe('Address to listen on. Beyond the own machine it must be said who may send.'),
  port: z.number().int().min(1).max(65_535).describe('Port to listen on.'),
  source: nameSchema.describe('Source its events belong to: syslog carries no key.'),
  zone: createSourceSchema.shape.zone,
  allowedNetworks: z
    .array(z.string().refine(isNetwork, 'must be an address or a network such as 10.0.0.0/8'))
    .min(1)
    .optional()
    .describe('Senders it takes events from; all others are turned away.'),
};

const connected = {
  ...common,
  maxConnections: z.number().int().min(1).max(65_535).default(1_000).describe('Connections at once.'),
  idleMs: milliseconds(86_400_000).describe('How long a connection may be silent.'),
  frameMs: milliseconds(60_000).describe('How long a message may take from its first byte to its last.'),
};

const udpSchema = z.strictObject({
  transport: z.literal('udp'),
  ...common,
  receiveBufferBytes: z
    .number()
    .int()
    .min(65_536)
    .default(8 * 1024 ** 2)
    .describe('Datagrams the system keeps while this process is busy; net.core.rmem_max bounds it.'),
  maxHeldBytes: z
    .number()
    .int()
    .min(1024 ** 2)
    .default(32 * 1024 ** 2)
    .describe('Events held until they are durable; what comes beyond it is dropped and counted.'),
});

const tcpSchema = z.strictObject({ transport: z.literal('tcp'), ...connected });

const tlsSchema = z.strictObject({
  transport: z.literal('tls'),
  ...connected,
  certificate: file.describe('File with the certificate and those between it and its authority, PEM.'),
  key: file.describe('File with the key of the certificate, PEM.'),
  clientCa: file
    .optional()
    .describe('File with the authority that signs the certificates of senders; without such a certificate none sends.'),
});

/** One place that takes syslog. */
export const syslogListenerSchema = z
  .discriminatedUnion('transport', [udpSchema, tcpSchema, tlsSchema])
  .superRefine((listener, context) => {
    const isGuarded = listener.allowedNetworks !== undefined || 'clientCa' in listener;
    if (isGuarded || isLoopback(listener.host)) return;
    const certificates = listener.transport === 'tls' ? ', or clientCa to let in who has a certificate' : '';
    context.addIssue({
      code: 'custom',
      path: ['allowedNetworks'],
      message: `${listener.host} can be reached from other machines; name the networks that may send${certificates}`,
    });
  });

export type SyslogListenerOptions = z.infer<typeof syslogListenerSchema>;
export type UdpOptions = z.infer<typeof udpSchema>;
export type TlsOptions = z.infer<typeof tlsSchema>;
export type StreamOptions = z.infer<typeof tcpSchema> | TlsOptions;
