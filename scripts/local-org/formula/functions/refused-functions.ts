/** A function the platform documents and a formula here may not use. */
export interface RefusedFunction {
    /** The platform refuses it in formula fields, rules and default values as well, or only the local org does. */
    readonly by: 'platform' | 'local org';
    readonly why: string;
}

const elsewhere = (where: string): RefusedFunction => ({ by: 'platform', why: `The platform knows it in ${where} only.` });

const LINKS = 'custom buttons and links, S-controls and Visualforce';

/** Every function of the platform's reference that is refused, by name. */
export const REFUSED_FUNCTIONS: ReadonlyMap<string, RefusedFunction> = new Map([
    ['CURRENCYRATE', { by: 'local org', why: 'The local org has one currency.' }],
    ['GETRECORDIDS', elsewhere('list buttons')],
    ['GETSESSIONID', { by: 'local org', why: 'A session belongs to a browser, which a formula here is not worked out for.' }],
    ['HTMLENCODE', elsewhere(LINKS)],
    ['IMAGEPROXYURL', { by: 'local org', why: 'There is no image proxy.' }],
    ['INCLUDE', elsewhere('S-controls')],
    ['JSENCODE', elsewhere(LINKS)],
    ['JSINHTMLENCODE', elsewhere(LINKS)],
    ['JUNCTIONIDLIST', elsewhere('Visualforce')],
    ['LINKTO', elsewhere(LINKS)],
    ['PARENTGROUPVAL', elsewhere('summary formulas of reports')],
    ['PREDICT', { by: 'local org', why: 'There are no prediction models.' }],
    ['PREVGROUPVAL', elsewhere('summary formulas of reports')],
    ['REQUIRESCRIPT', elsewhere('custom buttons')],
    ['URLENCODE', elsewhere(LINKS)],
    ['URLFOR', elsewhere(LINKS)]
]);
