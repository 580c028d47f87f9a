import { describeGlobal } from '../../model/describe';
import { ApiError } from '../../model/org';
import type { QueryRecord } from '../../model/org';
import { seenRows } from '../../model/record-access';
import { findObject } from '../../model/schema';
import type { FieldDef, ObjectDef } from '../../model/schema';
import { isObject, jsonObject, objectList, ok } from '../replies';
import type { LocalOrg, OrgRequest, OrgResponse, Route } from '../route';

type Scope = 'ALL' | 'NAME' | 'EMAIL' | 'PHONE';

interface Target {
    readonly object: string;
    readonly fields: readonly string[];
    /** WHERE, ORDER BY and LIMIT as they stand in the parentheses. */
    readonly where?: string;
    readonly rest?: string;
}

interface Search {
    readonly words: string;
    readonly scope: Scope;
    readonly targets: readonly Target[];
    readonly limit: number;
}

const maximumRecords = 2000;

const malformed = (message: string): ApiError => new ApiError('MALFORMED_SEARCH', message);

/** Splits at commas outside parentheses and quotes. */
const splitList = (text: string): string[] => {
    const parts: string[] = [];
    let depth = 0;
    let quote = false;
    let start = 0;
    for (let at = 0; at <= text.length; at += 1) {
        const sign = text[at];
        if (sign === '\\') at += 1;
        else if (sign === "'") quote = !quote;
        else if (!quote && sign === '(') depth += 1;
        else if (!quote && sign === ')') depth -= 1;
        else if ((sign === ',' && depth === 0 && !quote) || sign === undefined) {
            parts.push(text.slice(start, at).trim());
            start = at + 1;
        }
    }
    return parts.filter(Boolean);
};

const readTarget = (text: string): Target => {
    const found = /^(\w+)\s*(?:\(([\s\S]*)\))?$/.exec(text);
    if (!found) throw malformed(`unexpected token: '${text}'`);
    const inside = /^([\s\S]*?)(?:\s+WHERE\s+([\s\S]*?))?((?:\s+(?:ORDER\s+BY|LIMIT|OFFSET)\s[\s\S]*)?)$/i.exec(found[2] ?? '');
    const fields = splitList(inside?.[1] ?? '');
    return {
        object: found[1]!,
        fields: fields.length > 0 ? fields : ['Id'],
        ...(inside?.[2] ? { where: inside[2] } : {}),
        ...(inside?.[3] ? { rest: inside[3] } : {})
    };
};

/** FIND {words} [IN NAME FIELDS] [RETURNING Account(Id, Name WHERE … LIMIT n), …] [LIMIT n] */
const readSosl = (sosl: string): Search => {
    const found =
        /^\s*FIND\s*(?:\{((?:[^}\\]|\\.)*)\}|'((?:[^'\\]|\\.)*)')(?:\s+IN\s+(ALL|NAME|EMAIL|PHONE|SIDEBAR)\s+FIELDS)?(?:\s+RETURNING\s+([\s\S]*?))?(?:\s+LIMIT\s+(\d+))?\s*$/i.exec(
            sosl
        );
    if (!found) throw malformed(`The search has to be FIND {words} [IN … FIELDS] [RETURNING …] [LIMIT n], not: ${sosl.slice(0, 80)}`);
    const scope = (found[3] ?? 'ALL').toUpperCase();
    return {
        words: (found[1] ?? found[2] ?? '').replace(/\\(.)/g, '$1'),
        scope: scope === 'SIDEBAR' ? 'ALL' : (scope as Scope),
        targets: splitList(found[4] ?? '').map(readTarget),
        limit: found[5] === undefined ? maximumRecords : Number(found[5])
    };
};

/** "two words" is one, OR separates alternatives, AND is the default. */
const alternatives = (words: string): string[][] =>
    words
        .split(/\s+OR\s+/i)
        .map((part) =>
            [...part.matchAll(/"([^"]+)"|(\S+)/g)]
                .map((match) => (match[1] ?? match[2]!).trim())
                .filter((word) => word.toUpperCase() !== 'AND')
        );

const pattern = (word: string): string =>
    `'%${word
        .replace(/[\\'%_]/g, '\\$&')
        .replaceAll('*', '%')
        .replaceAll('?', '_')}%'`;

const inScope = (field: FieldDef, scope: Scope): boolean => {
    if (field.formula) return false;
    if (scope === 'EMAIL') return field.type === 'email';
    if (scope === 'PHONE') return field.type === 'phone';
    if (scope === 'NAME') return field.nameField;
    return (
        field.nameField ||
        field.type === 'email' ||
        field.type === 'phone' ||
        field.type === 'url' ||
        (field.type === 'string' && (field.length ?? 0) <= 255)
    );
};

const conditionOf = (request: OrgRequest, object: ObjectDef, search: Search): string | undefined => {
    const fields = [...object.fields.values()].filter(
        (field) => inScope(field, search.scope) && request.session.access.readable(object, field)
    );
    if (fields.length === 0) return undefined;
    const anyField = (word: string): string => `(${fields.map((field) => `${field.name} LIKE ${pattern(word)}`).join(' OR ')})`;
    return alternatives(search.words)
        .map((words) => `(${words.map(anyField).join(' AND ')})`)
        .join(' OR ');
};

const searchable = (request: OrgRequest, org: LocalOrg): Target[] => {
    const { sobjects } = describeGlobal(org.state.schema, request.session.access) as { sobjects: { name: string; searchable: boolean }[] };
    return sobjects.filter((object) => object.searchable).map(({ name }) => ({ object: name, fields: ['Id'] }));
};

const run = (request: OrgRequest, org: LocalOrg, search: Search): QueryRecord[] => {
    if (search.words.replace(/[*?"\s]/g, '').length < 2) throw malformed('search term must be longer than one character');
    const targets = search.targets.length > 0 ? search.targets : searchable(request, org);
    const found = targets.flatMap((target) => {
        const object = findObject(org.state.schema, target.object);
        if (!object || !request.session.access.object(object.name).read)
            throw new ApiError('INVALID_TYPE', `sObject type '${target.object}' is not supported.`);
        const condition = conditionOf(request, object, search);
        if (condition === undefined) return [];
        const where = target.where === undefined ? `(${condition})` : `(${condition}) AND (${target.where})`;
        return org.soql.query(
            request.session,
            `SELECT ${target.fields.join(', ')} FROM ${object.name} WHERE ${where}${target.rest ?? ''}`,
            {
                apiVersion: request.version
            }
        ).records;
    });
    return found.slice(0, Math.min(search.limit, maximumRecords));
};

const scopeNamed = (text: unknown): Scope => {
    const scope = String(text ?? 'ALL').toUpperCase();
    return scope === 'NAME' || scope === 'EMAIL' || scope === 'PHONE' ? scope : 'ALL';
};

const listOf = (text: string | null | undefined): string[] =>
    (text ?? '')
        .split(',')
        .map((name) => name.trim())
        .filter(Boolean);

const fromQuery = ({ query }: OrgRequest): Search => ({
    words: query.get('q') ?? '',
    scope: scopeNamed(query.get('in')),
    limit: Number(query.get('overallLimit') ?? maximumRecords),
    targets: query
        .getAll('sobject')
        .flatMap(listOf)
        .map((object) => {
            const fields = listOf(query.get(`${object}.fields`) ?? query.get('fields'));
            const where = query.get(`${object}.where`);
            const limit = query.get(`${object}.limit`);
            return {
                object,
                fields: fields.length > 0 ? fields : ['Id'],
                ...(where === null ? {} : { where }),
                ...(limit === null ? {} : { rest: ` LIMIT ${Number(limit)}` })
            };
        })
});

const names = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

const fromBody = (request: OrgRequest): Search => {
    const body = jsonObject(request);
    const common = names(body['fields']);
    const sobjects = body['sobjects'] === undefined ? [] : objectList(body, 'sobjects');
    return {
        words: String(body['q'] ?? ''),
        scope: scopeNamed(body['in']),
        limit: Number(body['overallLimit'] ?? maximumRecords),
        targets: sobjects.filter(isObject).map((entry) => {
            const own = names(entry['fields']);
            const fields = own.length > 0 ? own : common;
            return {
                object: String(entry['name']),
                fields: fields.length > 0 ? fields : ['Id'],
                ...(entry['where'] === undefined ? {} : { where: String(entry['where']) }),
                ...(entry['limit'] === undefined ? {} : { rest: ` LIMIT ${Number(entry['limit'])}` })
            };
        })
    };
};

/** What this user created or changed last of these objects, newest first. */
export const recentRecords = (request: OrgRequest, org: LocalOrg, objects: readonly string[], limit: number): Record<string, unknown>[] => {
    const own = objects.flatMap((object) =>
        seenRows(
            org.state,
            request.session,
            findObject(org.state.schema, object)!,
            [...org.state.store.rows(object)].filter((row) => row['LastModifiedById'] === request.session.user.Id)
        ).map((row) => ({ object, row }))
    );
    const newest = own.sort((a, b) => String(b.row['LastModifiedDate']).localeCompare(String(a.row['LastModifiedDate']))).slice(0, limit);
    return newest.map(({ object, row }) => ({
        attributes: { type: object, url: `/services/data/v${request.version}/sobjects/${object}/${row.Id}` },
        Id: row.Id,
        Name: row['Name'] ?? null
    }));
};

const recent = (request: OrgRequest, org: LocalOrg): OrgResponse => {
    const limit = Math.min(Number(request.query.get('limit') ?? 200) || 200, maximumRecords);
    const objects = searchable(request, org).map(({ object }) => object);
    return ok(recentRecords(request, org, objects, limit));
};

const base = '/services/data/v:version';

/** Text search: SOSL and its parameterized form, by words anywhere in the searched fields. */
export const searchRoutes: Route[] = [
    {
        method: 'GET',
        pattern: `${base}/search`,
        handle: (request, org) => ok({ searchRecords: run(request, org, readSosl(request.query.get('q') ?? '')) })
    },
    {
        method: 'GET',
        pattern: `${base}/parameterizedSearch`,
        handle: (request, org) => ok({ searchRecords: run(request, org, fromQuery(request)) })
    },
    {
        method: 'POST',
        pattern: `${base}/parameterizedSearch`,
        handle: (request, org) => ok({ searchRecords: run(request, org, fromBody(request)) })
    },
    { method: 'GET', pattern: `${base}/recent`, handle: recent }
];
