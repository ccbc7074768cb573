import { Injectable } from '@nestjs/common';
import { Clock } from '@tocsin/clock';
import { inSlices, ourVocabulary, RuleReader, type Refusal, type RuleFile, type RuleSet } from '@tocsin/sigma';
import { DataSource, type EntityManager } from 'typeorm';

import { HERE, loadedDocuments, type LoadedDocument } from '../rule-document';
import { isRead, readFolder, type FolderContents, type UnreadFolder } from './read-folder';
import {
  dropSets,
  knownRules,
  lockImport,
  ownRules,
  writeRules,
  writeSets,
  type KnownRule,
  type RuleChanges,
} from './import-rows';
import type { RuleFolder } from './rule-options';

/** What an import changed. */
export interface ImportReport {
  readonly changed: number;
  readonly removed: number;
  /** Documents that cannot be run as they are written. */
  readonly refused: readonly Refusal[];
  /** Folders that could not be read, in words. */
  readonly troubles: readonly string[];
}

/** Brings the rules of folders into PostgreSQL: what changed there becomes a new version, what is gone is taken out. */
@Injectable()
export class RuleImport {
  private digests = '';

  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /**
   * Does nothing when the folders are as they were at the last call, and answers nothing then.
   * @throws what the database throws; nothing was changed then.
   */
  async run(folders: readonly RuleFolder[]): Promise<ImportReport | undefined> {
    const read = await Promise.all(folders.map(readFolder));
    const digests = JSON.stringify(read.map((folder) => (isRead(folder) ? folder.digest : folder)));
    if (digests === this.digests) return undefined;
    const report = await this.dataSource.transaction(async (manager) => {
      await lockImport(manager);
      return this.write(manager, read);
    });
    this.digests = digests;
    return report;
  }

  private async write(manager: EntityManager, folders: readonly Folder[]): Promise<ImportReport> {
    const own = (await ownRules(manager)).map(({ id, text }) => ({ file: `${HERE}/${id}`, text }));
    const set = await readAll(own, folders.filter(isRead));
    const known = await knownRules(manager);
    const refused = refusedBySet(set, folders);
    await writeSets(manager, folders, refused, this.clock.now());
    const changes = changesOf(set, folders, known);
    await writeRules(manager, changes, this.clock.now());
    await dropSets(manager, folders, this.clock.now());
    return {
      changed: changes.changed.length,
      removed: changes.removed.length,
      refused: [...refused.values()].flat(),
      troubles: folders.flatMap((folder) => (isRead(folder) ? [] : [`${folder.path}: ${folder.trouble}`])),
    };
  }
}

type Folder = FolderContents | UnreadFolder;

async function readAll(own: readonly RuleFile[], folders: readonly FolderContents[]): Promise<RuleSet> {
  const placeholders = new Map(folders.flatMap((folder) => Object.entries(folder.placeholders)));
  const reader = new RuleReader({ vocabulary: ourVocabulary, placeholders });
  return inSlices(reader.read([...own, ...folders.flatMap(({ files }) => files)]));
}

function refusedBySet({ refused }: RuleSet, folders: readonly Folder[]): Map<string, readonly Refusal[]> {
  const inSet = (name: string): Refusal[] => refused.filter(({ file }) => setOf(file) === name);
  return new Map(folders.filter(isRead).map(({ name, refused: own }) => [name, [...own, ...inSet(name)]]));
}

function changesOf(set: RuleSet, folders: readonly Folder[], known: ReadonlyMap<string, KnownRule>): RuleChanges {
  const loaded = loadedDocuments(set, (file) => setOf(file) !== HERE);
  const there = new Set(loaded.map(({ id }) => id));
  const read = new Set(folders.filter(isRead).map(({ name }) => name));
  // What cannot be read any more stays as it was when it could.
  const refused = new Set(set.refused.map(({ file }) => file));
  const gone = ({ id, setName, file, isRemoved }: KnownRule): boolean =>
    setName !== null && read.has(setName) && !isRemoved && !there.has(id) && !refused.has(`${setName}/${file}`);
  return {
    changed: loaded.filter((document) => isNews(document, known.get(document.id))),
    removed: [...known.values()].filter(gone).map(({ id }) => id),
  };
}

function isNews({ file, text }: LoadedDocument, before: KnownRule | undefined): boolean {
  if (before === undefined || before.isRemoved) return true;
  return before.folderText !== text || `${before.setName}/${before.file}` !== file;
}

/** The set a file is of. */
function setOf(file: string): string {
  return file.slice(0, file.indexOf('/'));
}
