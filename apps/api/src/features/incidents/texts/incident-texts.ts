import { Injectable, Logger } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { TextVersion, TextVersions } from '@tocsin/api-contract';
import { AccountEntity } from '@tocsin/database';
import { MessageBus } from '@tocsin/messaging';
import { SharedTexts, TextVersions as StoredVersions } from '@tocsin/shared-text';
import { DataSource, In, type EntityManager } from 'typeorm';

import { PlainProblem } from '../../../http/problem';
import { IncidentDesk } from '../incident-desk';
import { IncidentReading } from '../incident-reading';
import { familyOf } from '../incident-visibility';

/** Topic on which every api hears that a text was changed. */
export const TEXT_CHANGED = 'text.changed';

/** Where texts are, and who hears that they changed. */
@Injectable()
export class TextStore {
  constructor(
    readonly texts: SharedTexts,
    readonly versions: StoredVersions,
    readonly bus: MessageBus,
  ) {}
}

/** How the texts of an incident stood before, for those who may see it. */
@Injectable()
export class IncidentTexts {
  private readonly log = new Logger(IncidentTexts.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly reading: IncidentReading,
    private readonly desk: IncidentDesk,
    private readonly store: TextStore,
  ) {}

  /** @throws {PlainProblem} */
  async versions(actor: Actor, number: string, name: string): Promise<TextVersions> {
    const { id } = await this.reading.open(actor, number);
    const { textId } = await find(this.dataSource.manager, { id, number, viewer: actor.accountId }, name);
    const versions = await this.store.versions.of(textId);
    const people = await this.people(versions.flatMap(({ authors }) => authors));
    return {
      versions: versions.map(({ at, authors, ...version }) => ({
        ...version,
        at: at.toISOString(),
        authors: authors.flatMap((author) => people.get(author) ?? []),
      })),
    };
  }

  /** @throws {PlainProblem} when there is no such version, or no more. */
  async version(actor: Actor, number: string, { name, seq }: { name: string; seq: number }): Promise<TextVersion> {
    const { id } = await this.reading.open(actor, number);
    const { textId } = await find(this.dataSource.manager, { id, number, viewer: actor.accountId }, name);
    const content = await this.store.versions.content(textId, seq);
    if (content === undefined) throw noVersion();
    const now = (await this.store.texts.contents([textId])).get(textId) ?? '';
    return { seq, content, now };
  }

  /** The text says again what it said; what it says now stays a version. @throws {PlainProblem} */
  async restore(actor: Actor, number: string, { name, seq }: { name: string; seq: number }): Promise<void> {
    let changed = '';
    await this.desk.change(actor, number, async ({ incident, manager }) => {
      const { textId, label, owner } = await find(manager, { ...incident, viewer: actor.accountId }, name);
      changed = textId;
      if ((await this.store.versions.content(textId, seq, manager)) === undefined) throw noVersion();
      const after = await this.store.texts.restore(manager, textId, seq, actor.accountId);
      const told = { before: { change: after - 1 }, after: { change: after, asOfChange: seq } };
      return { action: 'text.restore', subject: label, ...told, owner, parts: [] };
    });
    this.store.bus.announce(TEXT_CHANGED, { id: changed }).catch((error: unknown) => this.log.debug(String(error)));
  }

  private async people(
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, TextVersions['versions'][0]['authors'][0]>> {
    const accounts = await this.dataSource.getRepository(AccountEntity).findBy({ id: In([...new Set(ids)]) });
    return new Map(accounts.map(({ id, username, displayName }) => [id, { id, username, displayName }]));
  }
}

interface Asked {
  readonly id: string;
  readonly number: string;
  /** Account that asks. */
  readonly viewer: string;
}

interface Named {
  readonly textId: string;
  /** In words, for the history. */
  readonly label: string;
  /** Id of the incident it belongs to. */
  readonly owner: string;
}

/** @throws {PlainProblem} when the incident has no such task or theory. */
async function find(manager: EntityManager, { id, number, viewer }: Asked, name: string): Promise<Named> {
  if (name === 'notes' || name === 'description')
    return { textId: `incident/${number}/${name}`, label: name, owner: id };
  const [item] = await manager.query<{ label: string; owner: string }[]>(
    `SELECT coalesce(data->>'title', kind) AS label, item.incident_id AS owner FROM incident_item AS item
      WHERE item.incident_id IN ${familyOf('$1', '$3')} AND item.id = $2 AND item.removed_at IS NULL`,
    [id, name, viewer],
  );
  if (item === undefined) throw new PlainProblem('not_found', 'text.not_found', 'The incident has no such text.');
  return { textId: `item/${name}/text`, ...item };
}

function noVersion(): PlainProblem {
  return new PlainProblem(
    'not_found',
    'text.no_version',
    'There is no such version any more. Load the list of versions again.',
  );
}
