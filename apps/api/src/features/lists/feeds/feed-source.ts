import { createReadStream } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { Injectable } from '@nestjs/common';

import { ApiOptions } from '../../../api-options';
import { PlainProblem } from '../../../http/problem';
import { bodyText } from '../import/import-body';

/** A feed that takes longer is broken off. */
const LIMIT_MS = 10 * 60_000;

/** Opens what a feed's URL names. */
@Injectable()
export class FeedSource {
  constructor(private readonly options: ApiOptions) {}

  /** @throws {PlainProblem} when it cannot be had; its words hold nothing of an answer. */
  async open(url: string): Promise<AsyncIterable<string>> {
    const place = new URL(url);
    const isGzipped = place.pathname.endsWith('.gz');
    return bodyText(place.protocol === 'file:' ? await this.file(place) : await download(place), isGzipped);
  }

  private async file(place: URL): Promise<Readable> {
    const { feedFolder } = this.options;
    if (feedFolder === undefined)
      throw unreachable('Files may be fetched only from the folder that api.feedFolder names, and it names none.');
    const [folder, path] = await Promise.all([realpath(feedFolder), realpath(fileURLToPath(place))]).catch(() => {
      throw unreachable('There is no such file.');
    });
    if (!path.startsWith(folder + sep)) throw unreachable(`Files may be fetched only from ${feedFolder}.`);
    return createReadStream(path);
  }
}

async function download(place: URL): Promise<Readable> {
  const answer = await fetch(place, { signal: AbortSignal.timeout(LIMIT_MS) }).catch(() => {
    throw unreachable(`${place.host} did not answer.`);
  });
  if (!answer.ok || answer.body === null) throw unreachable(`${place.host} answered ${answer.status}.`);
  return Readable.fromWeb(answer.body);
}

function unreachable(detail: string): PlainProblem {
  return new PlainProblem('invalid', 'list.feed_unreachable', detail);
}
