import { notFound } from '../replies';
import type { OrgRequest, Route } from '../route';

/** Something that orgs offer and this one does not, by what a client would ask for. */
export interface Refusal {
    readonly what: string;
    readonly methods: readonly Route['method'][];
    readonly patterns: readonly string[];
}

const data = '/services/data/v:version';

/** Families of resources that are refused by name, so that nobody looks for a mistake of their own. */
export const REFUSALS: readonly Refusal[] = [
    {
        what: 'Apex: classes, anonymous code, tests, Apex REST',
        methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        patterns: [
            '/services/apexrest/:rest*',
            '/services/Soap/s/:rest*',
            '/services/Soap/class/:rest*',
            `${data}/tooling/executeAnonymous`,
            `${data}/tooling/runTestsAsynchronous`,
            `${data}/tooling/runTestsSynchronous`
        ]
    },
    {
        what: 'Flows, approval processes, invocable and quick actions',
        methods: ['GET', 'POST', 'PATCH'],
        patterns: [
            `${data}/actions`,
            `${data}/actions/:rest*`,
            `${data}/process/:rest*`,
            `${data}/quickActions`,
            `${data}/quickActions/:rest*`
        ]
    },
    {
        what: 'Reports that are saved, cloned, deleted or run later through the API, report types, notifications; CRM Analytics',
        methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
        patterns: [`${data}/analytics/:rest*`, `${data}/wave/:rest*`]
    },
    {
        what: 'Chatter and Connect resources',
        methods: ['GET', 'POST', 'PATCH', 'DELETE'],
        patterns: [`${data}/chatter/:rest*`, `${data}/connect/:rest*`]
    },
    {
        what: 'Streaming, platform events and change data capture',
        methods: ['GET', 'POST'],
        patterns: ['/cometd/:rest*', `${data}/event/:rest*`]
    },
    {
        what: 'Consent, scheduling, licensing, knowledge, theme and tab resources',
        methods: ['GET', 'POST'],
        patterns: [
            `${data}/consent/:rest*`,
            `${data}/licensing/:rest*`,
            `${data}/scheduling/:rest*`,
            `${data}/support/:rest*`,
            `${data}/theme`,
            `${data}/tabs`
        ]
    }
];

/** They are not found, as in an org without the feature, and the message says why. */
export const refusalRoutes: Route[] = REFUSALS.flatMap(({ what, methods, patterns }) =>
    patterns.flatMap((pattern) =>
        methods.map((method) => ({
            method,
            pattern,
            open: true,
            handle({ path }: OrgRequest): never {
                throw notFound(`The requested resource does not exist: ${path} (the local org does not offer: ${what})`);
            }
        }))
    )
);
