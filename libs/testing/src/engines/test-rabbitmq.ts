import { requireTestEndpoint } from './engine-urls';
import { engineRequest } from './http-request';
import { freshName, runPrefix } from './test-run';

/** AMQP URL of a fresh virtual host on the test broker; deleted at the end of the run. */
export async function testRabbitUrl(): Promise<string> {
  const broker = new URL(requireTestEndpoint('rabbitmq'));
  const management = requireTestEndpoint('rabbitmqManagement');
  const name = freshName('-');
  await engineRequest(management, 'PUT', `/api/vhosts/${name}`);
  const everything = { configure: '.*', write: '.*', read: '.*' };
  await engineRequest(management, 'PUT', `/api/permissions/${name}/${broker.username}`, everything);
  broker.pathname = `/${name}`;
  return broker.href;
}

/** Deletes every virtual host a run made, with its queues and connections. */
export async function deleteTestVhosts(management: string, run: string): Promise<void> {
  const vhosts = (await engineRequest(management, 'GET', '/api/vhosts')) as readonly { name: string }[];
  const ours = vhosts.filter(({ name }) => name.startsWith(runPrefix(run, '-')));
  for (const { name } of ours) await engineRequest(management, 'DELETE', `/api/vhosts/${name}`);
}
