import { z } from 'zod';
import { quoted } from './plan-rows';
import { readRows } from './row-reader';

/** Names of some deals, open or closed; a few dozen ids at most, as they stand in the query. */
export const dealNameQuery = (ids: readonly string[]): string =>
    `SELECT Id, Name FROM Opportunity WHERE Id IN (${ids.map(quoted).join(', ')})`;

const row = z.object({ Id: z.string(), Name: z.string() });

/** Names by the first 15 characters of the id. */
export const readDealNames = (rows: readonly unknown[]): ReadonlyMap<string, string> =>
    new Map(readRows(row, 'Opportunity', rows).map(({ Id, Name }) => [Id.slice(0, 15), Name]));
