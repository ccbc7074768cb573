import { Injectable } from '@nestjs/common';
import type { Actor } from '@tocsin/access-control';
import type { Incident, IncidentItem } from '@tocsin/api-contract';
import { SharedTexts } from '@tocsin/shared-text';

import { IncidentItemList } from './incident-items';
import { IncidentLinks } from './incident-links';
import { IncidentReading } from './incident-reading';
import type { ReportMatter } from './incident-report';

/** Items that have a long text of their own. */
const TEXT_KINDS: readonly IncidentItem['kind'][] = ['theory', 'task'];
/** Texts of an incident, as a report calls them. */
const TEXTS = [
  ['description', 'Description'],
  ['notes', 'Notes'],
] as const;

/** Gathers what a report tells of, for somebody who may see it. */
@Injectable()
export class ReportMatters {
  constructor(
    private readonly reading: IncidentReading,
    private readonly items: IncidentItemList,
    private readonly links: IncidentLinks,
    private readonly texts: SharedTexts,
  ) {}

  /** @throws {PlainProblem} when there is no such incident for this person. */
  async of(actor: Actor, number: string): Promise<ReportMatter> {
    const incident = await this.reading.open(actor, number);
    const { items } = await this.items.of(actor, number, undefined);
    const { alerts } = await this.links.of(actor, number);
    return { incident, items, alerts, ...(await this.written(incident, items)) };
  }

  private async written(
    { number, merged }: Incident,
    items: readonly IncidentItem[],
  ): Promise<Pick<ReportMatter, 'notes' | 'texts'>> {
    const numbers = [number, ...merged];
    const ids = items.filter(({ kind }) => TEXT_KINDS.includes(kind)).map(({ id }) => id);
    const contents = await this.texts.contents([...numbers.flatMap(idsOf), ...ids.map(textOf)]);
    const notes = numbers.flatMap((one) =>
      TEXTS.map(([name, words]) => ({
        heading: one === number ? words : `${words} of ${one}`,
        text: contents.get(`incident/${one}/${name}`) ?? '',
      })),
    );
    return {
      notes: notes.filter(({ text }) => text.trim() !== ''),
      texts: new Map(ids.map((id) => [id, contents.get(textOf(id)) ?? ''])),
    };
  }
}

const idsOf = (number: string): string[] => TEXTS.map(([name]) => `incident/${number}/${name}`);
const textOf = (itemId: string): string => `item/${itemId}/text`;
