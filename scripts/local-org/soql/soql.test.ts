import { newId } from '../model/ids';
import { ApiError } from '../model/org';
import { SELLER, smallOrg } from './small-org.fixture';

const org = smallOrg();
const { query, values } = org;

const refusal = (soql: string, userId?: string): { code: string; message: string } => {
    try {
        query(soql, userId);
    } catch (error) {
        if (error instanceof ApiError) return { code: error.errorCode, message: error.message };
        throw error;
    }
    throw new Error(`not refused: ${soql}`);
};
/** The last line of a refusal: the message below line, caret and place. */
const reason = (soql: string, userId?: string): string => refusal(soql, userId).message.split('\n').pop()!;
const accounts = (where: string): unknown[] => values(`SELECT Name FROM Account WHERE ${where} ORDER BY Name`);
const deals = (where: string): unknown[] => values(`SELECT Name FROM Opportunity WHERE ${where} ORDER BY Id`);

describe('records', () => {
    it('come with attributes, canonical names and the selected order', () => {
        expect(query("select name, id from account where name = 'ACME'")).toEqual({
            totalSize: 1,
            entity: 'Account',
            records: [
                {
                    attributes: { type: 'Account', url: `/services/data/v66.0/sobjects/Account/${newId('001', 1)}` },
                    Name: 'Acme',
                    Id: newId('001', 1)
                }
            ]
        });
    });

    it('nest parents, several fields of one parent together, and null where there is none', () => {
        const [one, , , four] = query('SELECT Name, Account.Name, Account.Owner.Name, Account.Industry FROM Opportunity').records;
        expect(one).toMatchObject({
            Account: { Name: 'Acme', Industry: 'Technology', Owner: { attributes: { type: 'User' }, Name: 'Ada Admin' } }
        });
        expect(four.Account).toBeNull();
    });

    it('hold child lists, null when empty', () => {
        const [acme, globex] = query(
            "SELECT Name, (SELECT LastName FROM Contacts ORDER BY LastName DESC LIMIT 1), (SELECT Id FROM ChildAccounts) FROM Account WHERE Name IN ('Acme', 'globex 100%')"
        ).records;
        expect(acme.Contacts).toMatchObject({
            totalSize: 1,
            done: true,
            records: [{ attributes: { type: 'Contact' }, LastName: 'Birch' }]
        });
        expect(acme.ChildAccounts).toMatchObject({ totalSize: 1, records: [{ Id: newId('001', 2) }] });
        expect(globex.Contacts).toBeNull();
    });

    it('reach custom details and their masters', () => {
        expect(values("SELECT (SELECT Name FROM Visits__r) FROM Opportunity WHERE Name = 'One'")).toMatchObject([{ totalSize: 2 }]);
        expect(query('SELECT Deal__r.Account.Name FROM Visit__c LIMIT 1').records[0]).toMatchObject({
            Deal__r: { Account: { Name: 'Acme' } }
        });
    });

    it('show moments with +0000, formulas worked out, an empty checkbox as false', () => {
        expect(query("SELECT CreatedDate, Twice__c FROM Account WHERE Name = 'Acme'").records[0]).toMatchObject({
            CreatedDate: '2026-01-01T05:30:00.000+0000',
            Twice__c: 20
        });
        expect(values('SELECT IsPrivate FROM Opportunity LIMIT 1')).toEqual([false]);
    });

    it('resolve aliases and the object’s own name', () => {
        expect(values("SELECT a.Name FROM Account a WHERE a.Owner.Name = 'Ada Admin' ORDER BY a.Name")).toEqual(['Acme']);
        expect(values('SELECT Account.Name FROM Account WHERE Account.NumberOfEmployees = 10')).toEqual(['Acme']);
    });

    it('show what stands behind a lookup to several objects', () => {
        const tasks = query('SELECT What.Name, What.Type FROM Task ORDER BY Id').records;
        expect(tasks[0].What).toMatchObject({ attributes: { type: 'Name' }, Name: 'One', Type: 'Opportunity' });
        expect(tasks[1].What).toMatchObject({ Name: 'Acme', Type: 'Account' });
        expect(tasks[2].What).toBeNull();
        const typed = query('SELECT TYPEOF What WHEN Opportunity THEN Amount WHEN Account THEN Industry END FROM Task ORDER BY Id').records;
        expect(typed[0].What).toMatchObject({ attributes: { type: 'Opportunity' }, Amount: 0.1 });
        expect(typed[1].What).toMatchObject({ attributes: { type: 'Account' }, Industry: 'Technology' });
    });

    it('expand FIELDS() and translate values', () => {
        expect(Object.keys(query('SELECT FIELDS(CUSTOM) FROM Account LIMIT 1').records[0])).toEqual([
            'attributes',
            'Key__c',
            'Regions__c',
            'Twice__c',
            'Notes__c'
        ]);
        expect(Object.keys(query('SELECT FIELDS(ALL) FROM Visit__c LIMIT 200').records[0])).toContain('Score__c');
        expect(
            query("SELECT toLabel(StageName), FORMAT(Amount) shown, Amount, FORMAT(CloseDate) d FROM Opportunity WHERE Name = 'Four'")
                .records[0]
        ).toMatchObject({
            StageName: 'Qualification',
            shown: '$50.00',
            Amount: 50,
            d: '2/1/2026'
        });
        expect(reason('SELECT FIELDS(ALL) FROM Account')).toBe('The SOQL FIELDS function must have a LIMIT of at most 200');
    });

    it('count, limit, skip', () => {
        expect(query('SELECT COUNT() FROM Opportunity WHERE IsClosed = false')).toEqual({
            totalSize: 3,
            records: [],
            entity: 'Opportunity'
        });
        expect(values('SELECT Name FROM Contact ORDER BY Name LIMIT 1 OFFSET 1')).toEqual(['Birch']);
        expect(refusal('SELECT Name FROM Contact OFFSET 2001').code).toBe('NUMBER_OUTSIDE_VALID_RANGE');
    });

    it('come in the order of their creation, also after one was deleted and brought back', () => {
        const { store, soql, session } = smallOrg();
        store.remove('Contact', newId('003', 1));
        store.restore('Contact', newId('003', 1));
        expect(soql.query(session(newId('005', 1)), 'SELECT Name FROM Contact').records.map(({ Name }) => Name)).toEqual([
            'Ash',
            'Birch',
            'Cedar'
        ]);
    });

    it('include the recycle bin for queryAll only', () => {
        const { store, soql, session } = smallOrg();
        store.remove('Contact', newId('003', 1));
        const admin = session(newId('005', 1));
        expect(soql.query(admin, 'SELECT Id FROM Contact').totalSize).toBe(2);
        const all = soql.query(admin, 'SELECT Name, IsDeleted FROM Contact WHERE IsDeleted = true', {
            includeDeleted: true,
            apiVersion: '60.0'
        });
        expect(all.records).toEqual([
            {
                attributes: { type: 'Contact', url: `/services/data/v60.0/sobjects/Contact/${newId('003', 1)}` },
                Name: 'Ash',
                IsDeleted: true
            }
        ]);
    });

    it('derive stages, fiscal periods and permissions', () => {
        expect(values("SELECT DefaultProbability FROM OpportunityStage WHERE MasterLabel = 'Closed Won'")).toEqual([100]);
        expect(
            query(
                "SELECT StartDate, EndDate, FullyQualifiedLabel FROM Period WHERE Type = 'Quarter' AND StartDate <= TODAY AND EndDate >= TODAY"
            ).records
        ).toMatchObject([{ StartDate: '2026-02-01', EndDate: '2026-04-30', FullyQualifiedLabel: 'Q1 FY 2027' }]);
        expect(values("SELECT Field FROM FieldPermissions WHERE SobjectType = 'Visit__c' AND Parent.Name = 'Visitors'")).toEqual([
            'Visit__c.Score__c'
        ]);
        expect(values('SELECT SetupEntityType FROM SetupEntityAccess')).toEqual(['CustomPermission']);
    });
});

describe('WHERE', () => {
    it.each([
        ["Name = 'acme'", ['Acme']],
        ["Industry != 'Banking'", ['Acme', 'globex 100%']],
        ['Industry = null', ['globex 100%']],
        ["Industry != ''", ['Acme', 'Initech']],
        ["Industry IN ('banking', null)", ['globex 100%', 'Initech']],
        ["Industry NOT IN ('Banking')", ['Acme', 'globex 100%']],
        ['NumberOfEmployees > 10', ['globex 100%']],
        ['NumberOfEmployees <= 10', ['Acme']],
        ['Twice__c = 400', ['globex 100%']],
        ["Name LIKE 'AC%'", ['Acme']],
        ["Name LIKE '_cm_'", ['Acme']],
        ["Name LIKE '%100\\%'", ['globex 100%']],
        ["Name LIKE 'A.me'", []],
        ["Regions__c INCLUDES ('north;south')", ['Acme']],
        ["Regions__c INCLUDES ('North','South')", ['Acme', 'globex 100%']],
        ["Regions__c EXCLUDES ('North')", ['globex 100%', 'Initech']],
        ["Regions__c = 'North;South'", ['Acme']],
        [`Id = '${newId('001', 1).slice(0, 15)}'`, ['Acme']],
        [`OwnerId IN ('${SELLER}')`, ['globex 100%', 'Initech']],
        ["Key__c = 'b-2'", ['globex 100%']],
        ["Owner.Name = 'Ada Admin'", ['Acme']],
        ["Parent.Name = 'Acme'", ['globex 100%']],
        ["Parent.Name != 'Acme'", ['Acme', 'Initech']],
        ["NOT Name = 'Acme'", ['globex 100%', 'Initech']],
        ["NOT (Name = 'Acme' OR Name = 'Initech')", ['globex 100%']],
        ["Industry = 'Banking' OR (NumberOfEmployees = 10 AND (NOT Name = 'x'))", ['Acme', 'Initech']],
        ["(Name = 'Acme' OR Name = 'Initech') AND Industry = 'Banking'", ['Initech']],
        ["Name = 'Acme' OR (Name = 'Initech' AND Industry = 'Technology')", ['Acme']]
    ])('%s', (where, expected) => {
        expect(accounts(where)).toEqual(expected);
    });

    it('joins', () => {
        expect(accounts("Id IN (SELECT AccountId FROM Opportunity WHERE StageName = 'Closed Won')")).toEqual(['globex 100%']);
        expect(accounts('Id NOT IN (SELECT AccountId FROM Opportunity)')).toEqual(['Initech']);
        expect(deals("AccountId IN (SELECT Id FROM Account WHERE Industry = 'Technology') AND Amount > 0.1")).toEqual(['Two']);
        expect(reason("SELECT Id FROM Account WHERE Name = 'x' AND (Name = 'y' OR Id IN (SELECT AccountId FROM Contact))")).toBe(
            'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.'
        );
    });

    // It is 14 March 2026 in Los Angeles, a Saturday; the fiscal year began on 1 February.
    it.each([
        ['CloseDate = THIS_QUARTER', ['One', 'Four']],
        ['CloseDate = THIS_FISCAL_QUARTER', ['One', 'Two', 'Four']],
        ['CloseDate = LAST_FISCAL_QUARTER', ['Three']],
        ['CloseDate > THIS_MONTH', ['Two']],
        ['CloseDate >= THIS_MONTH', ['One', 'Two']],
        ['CloseDate < THIS_YEAR', ['Three']],
        ['CloseDate <= THIS_YEAR', ['One', 'Two', 'Three', 'Four']],
        ['CloseDate != THIS_YEAR', ['Three']],
        ['CloseDate = NEXT_N_DAYS:17', ['One']],
        ['CloseDate = NEXT_N_DAYS:18', ['One', 'Two']],
        ['CloseDate = LAST_N_DAYS:41', ['Four']],
        ['CloseDate = LAST_N_DAYS:40', []],
        ['CloseDate = LAST_N_MONTHS:1', ['Four']],
        ['CloseDate IN (2026-02-01, NEXT_MONTH)', ['Two', 'Four']],
        ['CALENDAR_YEAR(CloseDate) = 2025', ['Three']],
        ['FISCAL_QUARTER(CloseDate) = 1', ['One', 'Two', 'Four']],
        ['FISCAL_YEAR(CloseDate) = 2027', ['One', 'Two', 'Four']]
    ])('%s', (where, expected) => {
        expect(deals(where)).toEqual(expected);
    });

    it('counts the days of moments in the user’s time zone', () => {
        expect(accounts('CreatedDate = 2026-01-01T05:30:00Z')).toEqual(['Acme']);
        expect(accounts('CreatedDate < 2026-01-01T06:30:00+01:00')).toEqual([]);
        // 05:30 UTC on 1 January is still 31 December in Los Angeles.
        expect(accounts('CreatedDate = LAST_YEAR')).toEqual(['Acme']);
        expect(values('SELECT Name FROM Account WHERE CreatedDate = LAST_YEAR', SELLER)).toEqual([]);
        expect(accounts('DAY_ONLY(CreatedDate) = 2026-01-01')).toEqual(['Acme']);
        expect(accounts('DAY_ONLY(convertTimezone(CreatedDate)) = 2025-12-31')).toEqual(['Acme']);
    });
});

describe('ORDER BY', () => {
    it('puts empty values first, in both directions, unless told otherwise', () => {
        expect(values('SELECT Amount FROM Opportunity ORDER BY Amount')).toEqual([null, 0.1, 0.2, 50]);
        expect(values('SELECT Amount FROM Opportunity ORDER BY Amount DESC')).toEqual([null, 50, 0.2, 0.1]);
        expect(values('SELECT Amount FROM Opportunity ORDER BY Amount DESC NULLS LAST')).toEqual([50, 0.2, 0.1, null]);
    });
    it('sorts text without case and picklists in the order of their values', () => {
        expect(values('SELECT Name FROM Account ORDER BY Name DESC')).toEqual(['Initech', 'globex 100%', 'Acme']);
        expect(values('SELECT Name FROM Opportunity ORDER BY StageName, Amount DESC')).toEqual(['Two', 'Four', 'One', 'Three']);
        expect(values('SELECT Name FROM Opportunity ORDER BY Account.Name NULLS LAST, Name')).toEqual(['One', 'Two', 'Three', 'Four']);
    });
});

describe('aggregates', () => {
    it('are decimal and leave empty values out', () => {
        expect(
            query(
                'SELECT COUNT(Id), COUNT(Amount) n, SUM(Amount) total, AVG(Amount), MIN(CloseDate), MAX(StageName) FROM Opportunity WHERE Amount < 1 OR Amount = null'
            ).records
        ).toEqual([
            { attributes: { type: 'AggregateResult' }, expr0: 3, n: 2, total: 0.3, expr1: 0.15, expr2: '2025-12-31', expr3: 'Closed Won' }
        ]);
        expect(query("SELECT COUNT(Id) n, SUM(Amount) s FROM Opportunity WHERE Name = 'none'").records).toMatchObject([{ n: 0, s: null }]);
        expect(query('SELECT COUNT_DISTINCT(AccountId) n FROM Opportunity').records).toMatchObject([{ n: 2 }]);
    });

    it('group, filter groups and sort them', () => {
        const rows = query(
            'SELECT StageName, Account.Name, COUNT(Id) n FROM Opportunity GROUP BY StageName, Account.Name ORDER BY StageName, Account.Name'
        ).records;
        expect(rows.map(({ StageName, Name, n }) => [StageName, Name, n])).toEqual([
            ['Prospecting', 'Acme', 1],
            ['Qualification', null, 1],
            ['Qualification', 'Acme', 1],
            ['Closed Won', 'globex 100%', 1]
        ]);
        expect(
            query('SELECT StageName s, COUNT(Id) FROM Opportunity GROUP BY StageName HAVING COUNT(Id) > 1 AND SUM(Amount) >= 50.1').records
        ).toEqual([{ attributes: { type: 'AggregateResult' }, s: 'Qualification', expr0: 2 }]);
        expect(
            query(
                'SELECT CALENDAR_YEAR(CloseDate) y, COUNT(Id) n FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate) ORDER BY COUNT(Id) DESC LIMIT 1'
            ).records
        ).toMatchObject([{ y: 2026, n: 3 }]);
    });

    it('add up over keys with ROLLUP and CUBE', () => {
        const rolled = query(
            'SELECT IsClosed, StageName, COUNT(Id) n, GROUPING(StageName) g FROM Opportunity GROUP BY ROLLUP(IsClosed, StageName)'
        ).records;
        expect(rolled.map(({ IsClosed, StageName, n, g }) => [IsClosed, StageName, n, g])).toEqual([
            [false, 'Qualification', 2, 0],
            [false, 'Prospecting', 1, 0],
            [true, 'Closed Won', 1, 0],
            [false, null, 3, 1],
            [true, null, 1, 1],
            [null, null, 4, 1]
        ]);
        expect(query('SELECT IsClosed, StageName, COUNT(Id) n FROM Opportunity GROUP BY CUBE(IsClosed, StageName)').totalSize).toBe(
            3 + 3 + 2 + 1
        );
    });

    it.each([
        ['SELECT Name, COUNT(Id) FROM Account', 'Field must be grouped or aggregated: Name'],
        ['SELECT SUM(Name) FROM Account', 'field Name does not support aggregate operator SUM'],
        ['SELECT COUNT(Id) FROM Opportunity GROUP BY Amount', "field 'Amount' can not be grouped in a query call"],
        ['SELECT Name, COUNT(Id) Name FROM Account GROUP BY Name', 'duplicate alias: Name'],
        ['SELECT COUNT(Id) FROM Account GROUP BY Industry ORDER BY Name', 'Ordered field must be grouped or aggregated: Name']
    ])('%s is refused', (soql, message) => {
        expect(reason(soql)).toBe(message);
    });
});

describe('refusals', () => {
    it('say where an unknown field stands', () => {
        expect(refusal('SELECT Nope FROM Account')).toEqual({
            code: 'INVALID_FIELD',
            message:
                "\nSELECT Nope FROM Account\n       ^\nERROR at Row:1:Column:8\nNo such column 'Nope' on entity 'Account'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names."
        });
        expect(refusal("SELECT Id\nFROM Account\nWHERE Nope__c = 'x'").message).toContain('\nERROR at Row:3:Column:7\n');
    });

    it.each([
        ['SELECT Id FROM Nope__c', 'INVALID_TYPE', "sObject type 'Nope__c' is not supported."],
        ['SELECT Id FROM ScratchOrgInfo limit 1', 'INVALID_TYPE', "sObject type 'ScratchOrgInfo' is not supported."],
        ['SELECT Foo.Name FROM Account', 'INVALID_FIELD', "Didn't understand relationship 'Foo' in field path."],
        [
            'SELECT Id, (SELECT Id FROM Foos) FROM Account',
            'INVALID_TYPE',
            "Didn't understand relationship 'Foos' in FROM part of query call."
        ],
        ["SELECT Id FROM Account WHERE Description LIKE 'x%'", 'INVALID_FIELD', "field 'Description' can not be filtered in a query call"],
        ["SELECT Id FROM Account WHERE Notes__c = 'x'", 'INVALID_FIELD', "field 'Notes__c' can not be filtered in a query call"],
        ['SELECT Id FROM Account ORDER BY Description', 'MALFORMED_QUERY', "field 'Description' can not be sorted in a query call"],
        [
            "SELECT Id FROM Opportunity WHERE CloseDate = '2026-01-01'",
            'INVALID_FIELD',
            "value of filter criterion for field 'CloseDate' must be of type date and should not be enclosed in quotes"
        ],
        [
            'SELECT Id FROM Account WHERE CreatedDate > 2026-01-01',
            'INVALID_FIELD',
            "value of filter criterion for field 'CreatedDate' must be of type dateTime and should not be enclosed in quotes"
        ],
        [
            'SELECT Id FROM Account WHERE Name = 5',
            'INVALID_FIELD',
            "value of filter criterion for field 'Name' must be of type string and should be enclosed in quotes"
        ],
        [
            "SELECT Id FROM Opportunity WHERE IsWon = 'true'",
            'INVALID_FIELD',
            'must be of type boolean and should not be enclosed in quotes'
        ],
        ["SELECT Id FROM Account WHERE Id = 'abc'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid ID field: abc'],
        ["SELECT Id FROM Account WHERE OwnerId LIKE '005%'", 'INVALID_QUERY_FILTER_OPERATOR', 'invalid operator on id field'],
        ['SELECT FROM x', 'MALFORMED_QUERY', "unexpected token: 'FROM'"],
        ['SELECT Id FROM Account WHERE', 'MALFORMED_QUERY', 'unexpected token: <EOF>'],
        ['SELECT Id FROM Account WHERE Name = :name', 'MALFORMED_QUERY', 'Bind variables only allowed in Apex code'],
        ["SELECT Id FROM Account WHERE Name = 'a' AND Name = 'b' OR Name = 'c'", 'MALFORMED_QUERY', "unexpected token: 'OR'"],
        ["SELECT Id FROM Account WHERE Name = 'a' AND NOT (Name = 'b')", 'MALFORMED_QUERY', "unexpected token: 'NOT'"],
        ['SELECT Id, Name, Id FROM Account', 'MALFORMED_QUERY', 'duplicate field selected: Id'],
        ['SELECT Name n FROM Account', 'MALFORMED_QUERY', 'only aggregate expressions use field aliasing'],
        ['SELECT Id FROM Opportunity WHERE Amount > USD500', 'MALFORMED_QUERY', 'The literal USD500 is not supported by this local org.'],
        ['SELECT Id FROM Opportunity WHERE CloseDate = 2026-02-30', 'MALFORMED_QUERY', 'Invalid date: 2026-02-30']
    ])('%s: %s', (soql, code, message) => {
        const refused = refusal(soql);
        expect(refused.code).toBe(code);
        expect(refused.message).toContain(message);
    });

    it('hide what field-level security hides', () => {
        expect(refusal('SELECT Secret__c FROM Account').message).toContain("No such column 'Secret__c' on entity 'Account'");
        expect(refusal("SELECT Id FROM Account WHERE Key__c = 'A-1'", SELLER).code).toBe('INVALID_FIELD');
        expect(refusal('SELECT Id FROM Visit__c', SELLER).code).toBe('INVALID_TYPE');
        expect(refusal('SELECT (SELECT Id FROM Visits__r) FROM Opportunity', SELLER).code).toBe('INVALID_TYPE');
        expect(query('SELECT Id FROM Opportunity USING SCOPE mine', SELLER).totalSize).toBe(3);
    });
});

describe('columns', () => {
    const columns = (soql: string) => org.soql.columns(org.session(newId('005', 1)), soql);
    it('nest parents and child lists', () => {
        const plain = (columnName: string) => ({ columnName, displayName: columnName, aggregate: false, joinColumns: [] });
        expect(columns('SELECT id, Account.Name, Account.Industry, (SELECT Name FROM Visits__r) FROM Opportunity')).toEqual({
            entity: 'Opportunity',
            columns: [
                plain('Id'),
                { ...plain('Account'), joinColumns: [plain('Name'), plain('Industry')] },
                { ...plain('Visits__r'), aggregate: true, joinColumns: [plain('Name')] }
            ]
        });
    });
    it('name aggregates as the records do', () => {
        expect(columns('SELECT StageName, COUNT(Id), SUM(Amount) s FROM Opportunity GROUP BY StageName').columns).toEqual([
            { columnName: 'StageName', displayName: 'StageName', aggregate: false, joinColumns: [] },
            { columnName: 'expr0', displayName: 'COUNT(Id)', aggregate: true, joinColumns: [] },
            { columnName: 's', displayName: 'SUM(Amount)', aggregate: true, joinColumns: [] }
        ]);
    });
});
