import type { ConfiguredPlugin } from './configured-plugin';
import type { Normalizer, NormalizerContext } from './normalizer';
import type { NormalizerLayer, NormalizerManifest } from './plugin-manifest';
import {
  isOpen,
  PluginPass,
  type EventUnderWay,
  type PluginMetrics,
  type PluginWitness,
  type RunResult,
} from './plugin-run';

export type ConfiguredNormalizer = ConfiguredPlugin<NormalizerManifest, Normalizer>;

/** An event to be normalized, with what its normalizers may know of it. */
export interface EventDraft extends EventUnderWay {
  readonly context: NormalizerContext;
}

type Drafts = readonly EventDraft[];

/** All normalizers, over a batch; see `NormalizerPlugin` for who of them gets what. */
export class NormalizerChain {
  private readonly layers: Readonly<Record<NormalizerLayer, readonly ConfiguredNormalizer[]>>;

  constructor(
    normalizers: readonly ConfiguredNormalizer[],
    private readonly metrics: PluginMetrics,
    private readonly witness?: PluginWitness,
  ) {
    const layer = (name: NormalizerLayer) => normalizers.filter(({ manifest }) => manifest.understands === name);
    this.layers = {
      dialect: layer('dialect'),
      header: layer('header'),
      content: layer('content'),
      finish: layer('finish'),
    };
  }

  /** Each record becomes an event by the first who claims it; one whose normalizer fails goes to the next. */
  readDialects(drafts: Drafts): void {
    this.untilOne(this.layers.dialect, drafts, (result) => result === 'changed' || result === 'empty');
  }

  readHeaders(drafts: Drafts): void {
    this.everyone(this.layers.header, drafts);
  }

  /** Each event goes to the first who has something to say of it. */
  readContents(drafts: Drafts): void {
    this.untilOne(this.layers.content, drafts, (result) => result === 'changed');
  }

  finish(drafts: Drafts): void {
    this.everyone(this.layers.finish, drafts);
  }

  private everyone(normalizers: readonly ConfiguredNormalizer[], drafts: Drafts): void {
    for (const normalizer of normalizers) this.runOne(normalizer, drafts.filter(isOpen));
  }

  private untilOne(
    normalizers: readonly ConfiguredNormalizer[],
    drafts: Drafts,
    isTaken: (result: RunResult) => boolean,
  ): void {
    let left = drafts.filter(isOpen);
    for (const normalizer of normalizers) {
      if (left.length === 0) return;
      const results = this.runOne(normalizer, left);
      left = left.filter((draft, position) => isOpen(draft) && !isTaken(results[position] ?? 'passed'));
    }
  }

  private runOne(normalizer: ConfiguredNormalizer, drafts: Drafts): readonly RunResult[] {
    const pass = new PluginPass(normalizer, this.metrics, this.witness);
    if (pass.isBypassed) for (const draft of drafts) pass.passOver(draft);
    else if (normalizer.plugin.joinKey === undefined) return this.end(pass, this.runEach(pass, normalizer, drafts));
    else return this.end(pass, this.runJoining(pass, normalizer, drafts));
    return this.end(pass, []);
  }

  private end(pass: PluginPass, results: readonly RunResult[]): readonly RunResult[] {
    pass.end();
    return results;
  }

  private runEach(pass: PluginPass, { plugin, options }: ConfiguredNormalizer, drafts: Drafts): RunResult[] {
    const answerFor = ({ event, context }: EventDraft) =>
      plugin.claims(event, context) ? plugin.normalize(event, options, context) : undefined;
    return drafts.map((draft) => pass.run(draft, answerFor));
  }

  private runJoining(pass: PluginPass, normalizer: ConfiguredNormalizer, drafts: Drafts): RunResult[] {
    const groups = new Map<unknown, EventDraft[]>();
    const results = new Map<EventDraft, RunResult>();
    for (const draft of drafts) {
      const key = pass.attempt(draft, () => keyOf(normalizer.plugin, draft));
      if (key === undefined || key === NOT_CLAIMED) continue;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [draft]);
      else group.push(draft);
    }
    for (const group of groups.values()) results.set(group[0] as EventDraft, runGroup(pass, normalizer, group));
    return drafts.map((draft) => results.get(draft) ?? 'passed');
  }
}

const NOT_CLAIMED = Symbol('not claimed');

/** What is claimed without a key is a part of nothing, and so its own key. */
function keyOf(plugin: Normalizer, draft: EventDraft): unknown {
  const { event, context } = draft;
  return plugin.claims(event, context) ? (plugin.joinKey?.(event, context) ?? draft) : NOT_CLAIMED;
}

function runGroup(
  pass: PluginPass,
  { plugin, options }: ConfiguredNormalizer,
  group: readonly EventDraft[],
): RunResult {
  const [first, ...others] = group as [EventDraft, ...EventDraft[]];
  if (others.length === 0 || plugin.normalizeJoined === undefined)
    return pass.run(first, ({ event, context }) => plugin.normalize(event, options, context));
  const events = group.map(({ event }) => event);
  const contexts = group.map(({ context }) => context);
  const result = pass.run(first, () => plugin.normalizeJoined?.(events, options, contexts));
  if (result === 'changed' || result === 'dropped') for (const other of others) other.joinedTo = first;
  return result;
}
