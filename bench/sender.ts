import { Agent, request } from 'undici';

export interface SendResult {
  readonly seconds: number;
  /** Requests that were not answered 2xx. */
  readonly refused: number;
}

/** Posts every body over a few kept connections, the next as soon as one is answered. */
export async function sendAll(
  url: string,
  bodies: readonly Buffer[],
  headers: Readonly<Record<string, string>>,
  connections: number,
): Promise<SendResult> {
  const dispatcher = new Agent({ connections, pipelining: 1 });
  const startedAt = performance.now();
  let next = 0;
  let refused = 0;
  const worker = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const answer = await request(url, {
        method: 'POST',
        body,
        dispatcher,
        headers: { 'content-type': 'application/x-ndjson', ...headers },
      });
      await answer.body.dump();
      if (answer.statusCode >= 300) refused++;
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
  await dispatcher.close();
  return { seconds: (performance.now() - startedAt) / 1000, refused };
}
