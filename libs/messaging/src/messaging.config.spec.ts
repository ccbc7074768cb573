import { messagingConfigSchema } from './messaging.config';

describe('the messaging section of the configuration', () => {
  it('needs kind and address only', () => {
    const url = 'amqps://user:secret@broker.example.net/tocsin';
    expect(messagingConfigSchema.parse({ kind: 'rabbitmq', url })).toEqual({
      kind: 'rabbitmq',
      url,
      publishTimeoutMs: 5_000,
      maxUnconfirmed: 64,
    });
  });

  it('takes numbers as the environment gives them', () => {
    const url = 'postgresql://user@127.0.0.1:5432/tocsin';
    const config = messagingConfigSchema.parse({ kind: 'postgres', url, publishTimeoutMs: '800' });
    expect(config.publishTimeoutMs).toBe(800);
  });

  it('refuses the address of another engine without repeating it', () => {
    const { error } = messagingConfigSchema.safeParse({ kind: 'rabbitmq', url: 'postgres://user:secret@host/db' });
    expect(error?.issues).toMatchObject([{ path: ['url'], message: 'is no address of a rabbitmq server' }]);
    expect(JSON.stringify(error?.issues)).not.toContain('secret');
  });
});
