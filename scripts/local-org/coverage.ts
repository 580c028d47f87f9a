/**
 * What this org covers, refuses and does in another way than a real one, as data: README.md is written from it, and
 * coverage.test.ts holds it to the routes, types, functions and queries that are really there.
 */

/** A family of resources. Every route of the org stands below one of these. */
export interface ResourceRow {
    readonly what: string;
    /** Beginnings of route patterns; 'v:version' stands for any API version. */
    readonly below: readonly string[];
    /** Test that uses it as a client does. */
    readonly seenIn: string;
}

const data = '/services/data/v:version';

export const RESOURCES: readonly ResourceRow[] = [
    {
        what: 'OAuth (password, refresh token, JWT bearer, revoke), identity, user info, front door',
        below: ['/services/oauth2/', '/id/', '/secur/frontdoor.jsp'],
        seenIn: 'scripts/local-org/http/login.test.ts'
    },
    { what: 'SOAP login and logout', below: ['/services/Soap/u/', '/services/Soap/c/'], seenIn: 'scripts/local-org/http/login.test.ts' },
    {
        what: 'Metadata API by SOAP: deploy, check, cancel, quick deploy, retrieve, list, describe, read, create, update, upsert, delete',
        below: ['/services/Soap/m/'],
        seenIn: 'scripts/testing/clients/sf-cli.suite.ts'
    },
    {
        what: 'Metadata API by REST: deploy, validate, quick deploy',
        below: [`${data}/metadata/`],
        seenIn: 'scripts/testing/clients/sf-cli.suite.ts'
    },
    {
        what: 'Versions, resources, limits',
        below: ['/services/data', data, `${data}/limits`],
        seenIn: 'scripts/local-org/http/server.test.ts'
    },
    {
        what: 'Records by id, external id and relationship; describe, layouts, compact layouts, list views, updated, deleted',
        below: [`${data}/sobjects`],
        seenIn: 'scripts/testing/clients/jsforce.test.ts'
    },
    {
        what: 'Composite, graph, batch, tree, collections',
        below: [`${data}/composite`],
        seenIn: 'scripts/local-org/http/rest/composite.test.ts'
    },
    {
        what: 'SOQL: query, queryAll, locators, columns',
        below: [`${data}/query`, `${data}/queryAll`],
        seenIn: 'scripts/testing/clients/jsforce.test.ts'
    },
    {
        what: 'SOSL, parameterized search, recent records',
        below: [`${data}/search`, `${data}/parameterizedSearch`, `${data}/recent`],
        seenIn: 'scripts/local-org/http/rest/search.test.ts'
    },
    {
        what: 'Tooling API: queries about entities, fields and components; code is always absent',
        below: [`${data}/tooling/query`],
        seenIn: 'scripts/local-org/http/rest/tooling.test.ts'
    },
    { what: 'Bulk API 2.0: ingest and query jobs', below: [`${data}/jobs/`], seenIn: 'scripts/local-org/bulk/jobs.test.ts' },
    { what: 'Bulk API 1.0: CSV loads and queries', below: ['/services/async/'], seenIn: 'scripts/testing/clients/jsforce.test.ts' },
    {
        what: 'UI API: records, defaults, object info, layouts, list views, related lists; GraphQL',
        below: [`${data}/ui-api/`, `${data}/graphql`],
        seenIn: 'scripts/local-org/ui-api/records.test.ts'
    },
    {
        what: 'Analytics API: reports on custom report types (tabular, summary, matrix; totals, filters, details, other filters for one run) and dashboards',
        below: [`${data}/analytics/reports`, `${data}/analytics/dashboards`],
        seenIn: 'scripts/local-org/analytics/analytics.test.ts'
    },
    {
        what: 'The page, and what only a local org has: playing a user, starting over',
        below: ['/local/', '/', '/page', '/lightning/'],
        seenIn: 'scripts/local-org/page/routes.test.ts'
    }
];

/** A query that stands for a feature of SOQL. It runs, or is refused, in coverage.test.ts. */
export interface QueryRow {
    readonly what: string;
    readonly example: string;
    readonly refused?: string;
}

export const QUERIES: readonly QueryRow[] = [
    { what: 'parents, up to five deep', example: 'SELECT Account.Owner.Name FROM Contact' },
    { what: 'children', example: 'SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName LIMIT 5) FROM Account' },
    {
        what: 'semi- and anti-joins',
        example: 'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact) AND Id NOT IN (SELECT AccountId FROM Opportunity)'
    },
    {
        what: 'groups, HAVING, ROLLUP, CUBE',
        example: 'SELECT StageName, SUM(Amount) FROM Opportunity GROUP BY ROLLUP(StageName) HAVING COUNT(Id) > 0'
    },
    {
        what: 'date literals and date functions',
        example:
            'SELECT CALENDAR_YEAR(CloseDate), COUNT(Id) FROM Opportunity WHERE CloseDate = THIS_FISCAL_QUARTER GROUP BY CALENDAR_YEAR(CloseDate)'
    },
    { what: 'money of many rows: in the corporate currency', example: 'SELECT SUM(Amount) FROM Opportunity' },
    {
        what: 'convertCurrency',
        example: 'SELECT convertCurrency(Amount) FROM Opportunity',
        refused: 'until the seed switches MultiCurrency on, as in an org with one currency'
    },
    { what: 'FIELDS()', example: 'SELECT FIELDS(STANDARD) FROM Account LIMIT 1' },
    { what: 'TYPEOF', example: 'SELECT TYPEOF Who WHEN Contact THEN LastName ELSE Name END FROM Task' },
    { what: 'ORDER BY with nulls, LIMIT, OFFSET', example: 'SELECT Id FROM Account ORDER BY Name DESC NULLS LAST LIMIT 10 OFFSET 5' },
    { what: 'toLabel, FORMAT', example: 'SELECT toLabel(StageName) FROM Opportunity' },
    { what: 'USING SCOPE', example: 'SELECT Id FROM Account USING SCOPE mine' },
    { what: 'FOR VIEW, FOR REFERENCE, FOR UPDATE', example: 'SELECT Id FROM Account LIMIT 1 FOR VIEW' },
    {
        what: 'distances',
        example: "SELECT Id FROM Account WHERE DISTANCE(BillingAddress, GEOLOCATION(37,122), 'mi') < 20",
        refused: 'no geolocation in this org'
    },
    {
        what: 'data categories',
        example: 'SELECT Id FROM Account WITH DATA CATEGORY Region__c AT Asia__c',
        refused: 'no knowledge articles'
    },
    { what: 'bind variables', example: 'SELECT Id FROM Account WHERE Name = :name', refused: 'Apex only, as in an org' }
];

/** What works and is not quite as in a real org. */
export interface DifferenceRow {
    readonly what: string;
    readonly here: string;
    readonly inAnOrg: string;
}

export const DIFFERENCES: readonly DifferenceRow[] = [
    {
        what: 'Deploys, retrieves, bulk jobs',
        here: 'done when the request is answered; cancelling comes too late',
        inAnOrg: 'queued, then polled'
    },
    { what: 'Limits of an edition', here: 'told, never used up', inAnOrg: 'counted' },
    {
        what: 'Logins',
        here: "one password for everybody, a JWT's signature is not checked, tokens never expire; loopback only",
        inAnOrg: 'secrets'
    },
    { what: 'REST bodies', here: 'JSON; XML is refused with 415', inAnOrg: 'JSON or XML' },
    { what: 'A package', here: '10,000 files, 200 MB unpacked, 50 MB as sent', inAnOrg: '10,000 files, 600 MB unpacked, 39 MB zipped' },
    { what: 'Retrieved standard objects and profiles', here: 'what was deployed of them', inAnOrg: 'everything they hold' },
    { what: 'Ids of components', here: 'for the types whose key prefix is known', inAnOrg: 'for all' },
    { what: 'describe of a list view', here: 'its columns and SOQL', inAnOrg: 'also its condition as a tree' },
    {
        what: 'Actions of a record page',
        here: 'those that open a Lightning web component on a screen, as the page or else the layout names them; all of an object without a layout; conditions are not judged',
        inAnOrg: 'every kind of action'
    },
    { what: 'Layouts', here: 'one for an object, whatever profile and record type', inAnOrg: 'assigned' },
    { what: 'Results of a bulk query without maxRecords', here: '200,000 rows a page', inAnOrg: 'as the service chooses' },
    { what: 'resultPages of a bulk query', here: '50,000 rows a page', inAnOrg: 'as the service chooses' },
    { what: 'Search', here: 'words anywhere in the text fields, at once', inAnOrg: 'an index with stems and synonyms, after a while' },
    { what: 'Recent records', here: 'what the user wrote last', inAnOrg: 'what the user looked at or wrote last' },
    { what: 'Removing a field that a layout or list view shows', here: 'refused', inAnOrg: 'taken off the layout (not verified)' },
    { what: 'Compiled size of a formula', here: 'estimated; a note from 5,000 on', inAnOrg: 'measured; refused beyond a limit of the org' },
    { what: 'Columns of standard report types, property names of page components', here: 'taken as they are', inAnOrg: 'checked' },
    {
        what: 'What reports run on and with',
        here: 'custom report types; no buckets, formulas of the report, cross filters, joined blocks, median, histories, totals over currencies: refused with 501',
        inAnOrg: 'also standard report types and all of these'
    },
    {
        what: 'Names of the columns of a custom report type in the Analytics API',
        here: 'as in metadata with a dot for the $: Opportunity.Visits__r.Kind__c',
        inAnOrg: 'not verified for joined objects'
    },
    {
        what: 'A report that filters, groups or sorts by a field that its reader may not see',
        here: 'refused',
        inAnOrg: 'not verified'
    },
    { what: 'The list of reports', here: 'all that the user may open, up to 200, by name', inAnOrg: 'the 200 last looked at' },
    { what: 'Dashboards', here: 'worked out when asked for', inAnOrg: 'as last refreshed' },
    { what: 'Source tracking', here: 'off', inAnOrg: 'on in scratch orgs and some sandboxes' },
    {
        what: 'Who sees a record',
        here: 'defaults, owners, queues, role hierarchy, OpportunityShare, deal teams, masters, the owner of an account’s deal or contact',
        inAnOrg: 'also account teams, territories, role settings, shares of other objects'
    },
    {
        what: 'Several currencies, dated rates',
        here: 'off; a seed with features: ["MultiCurrency"] brings CurrencyType (and DatedConversionRate) rows, read-only; sums are not rounded; ISO amounts in WHERE, order by converted money and roll-ups over currencies are not there',
        inAnOrg: 'set up by an administrator'
    },
    { what: 'SOQL through a lookup to a record that the user does not see', here: 'null', inAnOrg: 'not verified' },
    {
        what: 'Record types',
        here: 'rows, RecordTypeId of the object’s own active ones; every user has all, no picklist is narrowed',
        inAnOrg: 'assigned to profiles, each with its picklist values'
    },
    {
        what: 'A parent that refuses what the records of a chunk come to',
        here: 'they are tried one by one, and those that alone are refused fail',
        inAnOrg: 'not verified'
    },
    { what: 'Last activity of a record', here: 'from its tasks and events, days in UTC', inAnOrg: 'in the time zone of the org' },
    { what: 'Duplicate rules, sharing rules, assignment rules, triggers, flows', here: 'none', inAnOrg: 'as configured' }
];
