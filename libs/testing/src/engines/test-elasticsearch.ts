import { requireTestEndpoint } from './engine-urls';
import { engineRequest } from './http-request';
import { freshName, runPrefix } from './test-run';

/** Where a spec may make indices and templates: names that begin with the prefix are its own, deleted at the end of the run. */
export interface TestElasticsearch {
  readonly url: string;
  readonly prefix: string;
}

export function testElasticsearch(): TestElasticsearch {
  return { url: requireTestEndpoint('elasticsearch'), prefix: freshName('-') };
}

/** Deletes every index and template a run made. */
export async function deleteTestIndices(url: string, run: string): Promise<void> {
  const prefix = runPrefix(run, '-');
  // One at a time and by full name: a URL has a length limit, and a cluster may refuse wildcards in deletes.
  const indices = await engineRequest(url, 'GET', `/_cat/indices/${prefix}*?h=index&format=json&expand_wildcards=all`);
  for (const { index } of indices as readonly { index: string }[])
    await engineRequest(url, 'DELETE', `/${index}?ignore_unavailable=true`);
  for (const kind of ['index_template', 'component_template']) {
    // Asked for by prefix, none is a 404.
    const all = (await engineRequest(url, 'GET', `/_${kind}`)) as Record<string, readonly { name: string }[]>;
    const ours = (all[`${kind}s`] ?? []).filter(({ name }) => name.startsWith(prefix));
    for (const { name } of ours) await engineRequest(url, 'DELETE', `/_${kind}/${name}`);
  }
}
