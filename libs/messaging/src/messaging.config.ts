import { z } from 'zod';

const PROTOCOLS = { rabbitmq: /^amqps?:$/, postgres: /^postgres(ql)?:$/ } as const;

/** How to reach the message bus. */
export const messagingConfigSchema = z
  .strictObject({
    kind: z
      .enum(['rabbitmq', 'postgres'])
      .describe('Engine that carries the messages: RabbitMQ, or PostgreSQL for the embedded size.'),
    url: z
      .url()
      .describe('Address with credentials: amqp(s)://user:password@host/vhost or postgres://user:password@host/db.'),
    publishTimeoutMs: z.coerce
      .number()
      .int()
      .min(100)
      .max(60_000)
      .default(5_000)
      .describe('Milliseconds after which a message without confirm counts as not accepted.'),
    maxUnconfirmed: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_024)
      .default(64)
      .describe('Messages on their way to the engine at once; more wait in line. Bounds memory.'),
  })
  .superRefine((config, context) => {
    if (URL.canParse(config.url) && !PROTOCOLS[config.kind].test(new URL(config.url).protocol)) {
      context.addIssue({ code: 'custom', path: ['url'], message: `is no address of a ${config.kind} server` });
    }
  });

export type MessagingConfig = z.infer<typeof messagingConfigSchema>;
