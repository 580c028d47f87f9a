import type { SourceReading } from '../domain/forecast/source-reading';
import type { StageMap } from '../domain/stage-map/stage-map';
import type { Around } from './command';

export interface SourceChoice {
    /** Folder with CSV files; else the org is read. */
    readonly fromCsv: string | undefined;
    readonly targetOrg: string | undefined;
    /** Which user of the local org to be. */
    readonly localUser: string;
    readonly map: StageMap;
}

/** Reads a whole pipeline with its history, from files or from an org. Throws a ProblemError that names file and line, or the org. */
export declare function readSource(choice: SourceChoice, around: Around): Promise<SourceReading>;
