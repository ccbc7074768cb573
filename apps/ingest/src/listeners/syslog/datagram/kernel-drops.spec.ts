import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { networkInterfaces } from 'node:os';

import { kernelDrops } from './kernel-drops';

const hasIpv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ family }) => family === 'IPv6'),
);

/** What is told of a socket before and after more arrives than it has room for, while this thread does not read it. */
async function dropsOfOverflow(address: string, target: string): Promise<(number | undefined)[]> {
  const type = address.includes(':') ? 'udp6' : 'udp4';
  const [receiver, sender] = [createSocket({ type, recvBufferSize: 4_096 }), createSocket(type)];
  receiver.bind(0, address);
  await once(receiver, 'listening');
  const { port } = receiver.address();
  const before = kernelDrops(address, port);
  sender.connect(port, target);
  await once(sender, 'connect');
  for (let number = 0; number < 500; number += 1) sender.send(Buffer.alloc(1_000));
  const after = kernelDrops(address, port);
  receiver.close();
  sender.close();
  return [before, after];
}

describe(kernelDrops.name, () => {
  const places: [address: string, target: string][] = [
    ['127.0.0.1', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
  ];
  if (hasIpv6) places.push(['::1', '::1'], ['::', '::1']);

  it.each(places)('finds the drops of the socket on %s', async (address, target) => {
    const [before, after] = await dropsOfOverflow(address, target);
    expect(before).toBe(0);
    expect(after).toBeGreaterThan(0);
  });

  it('tells nothing of a socket that is not there', () => {
    expect(kernelDrops('127.0.0.1', 1)).toBeUndefined();
  });
});
