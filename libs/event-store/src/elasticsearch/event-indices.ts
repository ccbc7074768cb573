import type { Client, estypes } from '@elastic/elasticsearch';
import { errors } from '@elastic/elasticsearch';
import { Logger } from '@nestjs/common';
import { STATES } from '@tocsin/event-model';

import { asking } from './failures';
import { EVENT_MAPPING, indexTemplate, MAPPING_VERSION, MAX_FIELDS } from './index-mapping';

/** Days whose index is known to have our template; more are simply asked about again. */
const MAX_KNOWN_DAYS = 1_000;
const PORTION = 1_000;

/** The daily indices and the template they are made from. */
export class EventIndices {
  readonly pattern: string;
  private readonly logger = new Logger(EventIndices.name);
  private readonly templateName: string;
  private readonly knownDays = new Set<string>();
  private isUpgraded = false;

  constructor(
    private readonly client: Client,
    private readonly prefix: string,
  ) {
    this.pattern = `${prefix}events-*`;
    this.templateName = `${prefix}events`;
  }

  /** `tocsin-events-2026.11.24` for `2026-11-24`, `tocsin-events-states` for states. */
  nameOf(day: string): string {
    return `${this.prefix}events-${day.replaceAll('-', '.')}`;
  }

  /**
   * Makes sure that an index which Elasticsearch makes by itself on the first event of a day has our mapping. Asks once per
   * day, so that a template lost or replaced meanwhile is noticed within a day.
   */
  async prepare(days: Iterable<string>): Promise<void> {
    const unknown = [...days].filter((day) => !this.knownDays.has(day));
    if (unknown.length === 0) return;
    await asking(async () => {
      await this.putTemplate();
      if (!this.isUpgraded) await this.upgradeOldIndices();
    });
    this.isUpgraded = true;
    if (this.knownDays.size + unknown.length > MAX_KNOWN_DAYS) this.knownDays.clear();
    for (const day of unknown) this.knownDays.add(day);
  }

  /** Deletes the indices of days before the given one; answers the days, oldest first. */
  async dropBefore(day: string): Promise<string[]> {
    const indices = await asking(() =>
      this.client.indices.get({
        index: this.pattern,
        features: ['settings'],
        filter_path: '*.settings.index.uuid',
        expand_wildcards: 'all',
      }),
    );
    const days = Object.keys(indices)
      .map((name) => this.dayOf(name))
      .filter((candidate): candidate is string => candidate !== undefined && candidate < day)
      .sort();
    for (const old of days) {
      await asking(() => this.client.indices.delete({ index: this.nameOf(old), ignore_unavailable: true }));
      this.knownDays.delete(old);
    }
    await this.dropStatesBefore(day);
    return days;
  }

  /** In portions, as clusters without the reindex module have no delete by query. */
  private async dropStatesBefore(day: string): Promise<void> {
    const index = this.nameOf(STATES);
    const query = { range: { '@timestamp': { lt: day } } };
    const old = { index, query, size: PORTION, _source: false, ignore_unavailable: true };
    for (;;) {
      const { hits } = (await asking(() => this.client.search(old))).hits;
      if (hits.length === 0) return;
      const operations = hits.map(({ _id }) => ({ delete: { _index: index, _id: _id ?? '' } }));
      await asking(() => this.client.bulk({ operations, refresh: true }));
    }
  }

  private dayOf(index: string): string | undefined {
    const day = index.slice(this.pattern.length - 1).replaceAll('.', '-');
    return day !== STATES && this.nameOf(day) === index ? day : undefined;
  }

  private async putTemplate(): Promise<void> {
    const name = this.templateName;
    const found = await this.client.indices.getIndexTemplate({ name }, { ignore: [404] });
    const version = found.index_templates?.[0]?.index_template._meta?.['version'] as string | undefined;
    if (version === MAPPING_VERSION) return;
    await this.client.indices.putIndexTemplate({ name, ...indexTemplate(this.pattern) });
    this.logger.log(`Index template ${name} is now of version ${MAPPING_VERSION}.`);
  }

  /** Adds the fields of this release to indices that another made; a field whose type has changed keeps its old one there. */
  private async upgradeOldIndices(): Promise<void> {
    const mappings = await this.client.indices.getMapping({ index: this.pattern, filter_path: '*.mappings._meta' });
    for (const [index, { mappings: mapping }] of Object.entries(mappings)) {
      if (mapping._meta?.['version'] !== MAPPING_VERSION) await this.upgrade(index);
    }
  }

  private async upgrade(index: string): Promise<void> {
    const { _meta, properties } = EVENT_MAPPING;
    try {
      // More fields than the other release allowed for may be ours by now.
      await this.client.indices.putSettings({ index, settings: { 'index.mapping.total_fields.limit': MAX_FIELDS } });
      await this.client.indices.putMapping({ index, _meta, properties } as estypes.IndicesPutMappingRequest);
    } catch (error) {
      if (!(error instanceof errors.ResponseError) || error.statusCode !== 400) throw error;
      this.logger.warn(`Index ${index} keeps its old mapping, as some types differ: ${error.message}`);
    }
  }
}
