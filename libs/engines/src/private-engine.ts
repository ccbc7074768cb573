import type { EngineName } from './engine-name';

/** Where a private engine keeps what. All paths absolute; folders are made when absent. */
export interface PrivateEngineOptions {
  /** Where {@link ensureEngines} put the programs. */
  readonly enginesDir: string;
  /** Survives restarts: the engine's data and its password. */
  readonly dataDir: string;
  /** Made anew at every start: configuration, log, scratch. */
  readonly runDir: string;
  /** Main port on 127.0.0.1; a free one when absent. */
  readonly port?: number;
}

/**
 * An engine of our own on 127.0.0.1. It ends with the process that started it, however that one ended. After a crash or
 * {@link kill} it can be started again on its data.
 */
export interface PrivateEngine {
  readonly name: EngineName;
  /** With credentials, fixed before the start. Never log it. */
  readonly url: string;
  /** Further addresses by name, such as `management`; with credentials. */
  readonly urls: Readonly<Record<string, string>>;
  /** What the engine prints; bounded in size. */
  readonly logFile: string;
  /** Answers once the engine serves. @throws {EngineStartFailed | EngineUnavailable} and leaves no process behind. */
  start(): Promise<void>;
  /** In order, data flushed; a stopped engine is left alone. Also breaks off a start that is under way. */
  stop(): Promise<void>;
  /** `kill -9` of the server process itself, for failure tests. */
  kill(): Promise<void>;
  /** The server process, `undefined` when it does not run. */
  pid(): number | undefined;
  isRunning(): boolean;
}
