import { readFileSync, statSync } from 'node:fs';
import { ADMIN_USER, createBaseRows, ensurePermissionSetRows, seed, SeedError } from './dml';
import type { SeedFile } from './dml';
import type { Persona } from './http/local-routes';
import type { LocalOrg } from './http/route';
import { deployFolder } from './metadata/deploy';
import type { DeployMessage } from './metadata/deploy-result';
import { withFeatures } from './model/currencies';
import type { OrgFeatures } from './model/currencies';
import { standardSchema } from './model/standard-schema';
import { StartError } from './start-error';

/** What an org is made of before anybody uses it. */
export interface Ingredients {
    readonly sources: readonly string[];
    readonly seedFile?: string;
    readonly progress: (text: string) => void;
}

const readSeed = (file: string): SeedFile => {
    let text: string;
    try {
        text = readFileSync(file, 'utf8');
    } catch (error) {
        throw new StartError('input', `The seed file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    let value: unknown;
    try {
        value = JSON.parse(text);
    } catch (error) {
        throw new StartError('input', `The seed file ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        throw new StartError('input', `The seed file ${file} has to hold an object`);
    return value as SeedFile;
};

const sow = (org: LocalOrg, file: string): void => {
    try {
        seed(org.state, readSeed(file));
    } catch (error) {
        if (error instanceof SeedError) throw new StartError('input', `The seed file ${file} does not fit the org:\n${error.message}`);
        throw error;
    }
};

const problemLine = ({ fileName, fullName, problem, lineNumber, columnNumber }: DeployMessage): string => {
    const place = lineNumber === undefined ? '' : `:${lineNumber}:${columnNumber ?? 1}`;
    return `  ${fileName || fullName}${place}  ${problem ?? 'refused'}`;
};

/** Deploys all folders as one package. Throws StartError with every problem; then nothing was deployed. */
export const deploySources = (org: LocalOrg, { sources, progress }: Ingredients): void => {
    for (const folder of sources) {
        if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw new StartError('input', `There is no folder ${folder}`);
    }
    if (sources.length > 0) {
        progress(`Deploying ${sources.join(', ')}`);
        const { success, componentFailures, errorMessage } = deployFolder(org.state, sources);
        if (!success) {
            const lines = [...(errorMessage ? [`  ${errorMessage}`] : []), ...componentFailures.map(problemLine)];
            throw new StartError('deploy', `${sources.join(', ')} cannot be deployed:\n${lines.join('\n')}`);
        }
    }
    ensurePermissionSetRows(org.state);
};

/** What the seed switches on. Throws StartError on a feature that this org does not have. */
const featuresOf = ({ seedFile }: Ingredients): OrgFeatures => {
    const { features = [], settings } = seedFile === undefined ? {} : readSeed(seedFile);
    const unknown = features.filter((name) => name !== 'MultiCurrency');
    if (unknown.length > 0)
        throw new StartError('input', `The seed file ${seedFile} asks for ${unknown.join(', ')}, which this org does not have`);
    const multiCurrency = features.includes('MultiCurrency');
    return { multiCurrency, datedRates: multiCurrency && settings?.currencySettings?.enableCurrencyEffectiveDates === true };
};

/** A new org: standard objects, base rows, the deployed folders, the seed. Replaces whatever the state held. */
export const buildOrg = (org: LocalOrg, ingredients: Ingredients): void => {
    org.state.schema = withFeatures(standardSchema(), featuresOf(ingredients));
    org.state.store.clear();
    createBaseRows(org.state);
    deploySources(org, ingredients);
    if (ingredients.seedFile === undefined) return;
    ingredients.progress(`Loading ${ingredients.seedFile}`);
    sow(org, ingredients.seedFile);
};

/** The seed's users, and the org's own administrator where it names nobody so. */
export const personasOf = ({ seedFile }: Ingredients): Persona[] => {
    const users = seedFile === undefined ? [] : (readSeed(seedFile).users ?? []);
    const all = users.some(({ key }) => key === ADMIN_USER.key) ? users : [...users, ADMIN_USER];
    return all.map(({ key, username }) => ({ key, username }));
};
