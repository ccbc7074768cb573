import type { AlertFacets, AlertTerm } from '@tocsin/api-contract';

import { STATUS_WORDS } from './facet-words';

/** One value that can be kept or left out. */
export interface FacetValue {
  readonly term: Pick<AlertTerm, 'field' | 'value'>;
  readonly text: string;
  readonly count: number;
}

export interface Facet {
  readonly title: string;
  readonly values: readonly FacetValue[];
}

/** The facets in the order of the bar, with the terms that stand for their values. Verdicts only where there are some. */
export function facetList(facets: AlertFacets): Facet[] {
  const value = (field: string, value: string, text: string, count: number) => ({
    term: { field, value },
    text,
    count,
  });
  const list: Facet[] = [
    { title: 'Severity', values: facets.severity.map((one) => value('severity', one.value, one.value, one.count)) },
    { title: 'Status', values: statuses(facets).map(([id, count]) => value('status', id, STATUS_WORDS[id], count)) },
    { title: 'Rule', values: facets.ruleId.map((one) => value('rule', one.value, one.title, one.count)) },
    {
      title: 'About',
      values: facets.entity.map(({ value: entity, count }) =>
        entity === null
          ? value('entity', 'none', 'nothing in particular', count)
          : value(entity.field || 'entity', entity.value, entity.value, count),
      ),
    },
    {
      title: 'Assignee',
      values: facets.assignee.map(({ value: person, count }) =>
        value('assignee', person?.username ?? 'none', person?.displayName ?? 'nobody', count),
      ),
    },
    { title: 'Tag', values: facets.tag.map((one) => value('tag', one.value, one.value, one.count)) },
    {
      title: 'Verdict',
      values: facets.verdict.map((one) => value('verdict', one.value, one.value.replace('_', ' '), one.count)),
    },
  ];
  return list.filter(({ values }) => values.length > 0);
}

function statuses({ status }: AlertFacets): [keyof AlertFacets['status'], number][] {
  const ids = ['new', 'in_progress', 'snoozed', 'resolved'] as const;
  return ids.map((id) => [id, status[id]] as [keyof AlertFacets['status'], number]).filter(([, count]) => count > 0);
}
