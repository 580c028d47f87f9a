import { sayWhatIsMissing, viewGate } from 'c/gateView';
import { aDeal, aHostScorecard, anEngagement, records } from '../../../../../test/deal-records';

const keysOf = (views: readonly { criterion: { key: string } }[]) => views.map(({ criterion }) => criterion.key);

describe('what blocks the next stage', () => {
    it('names the criteria of the stage that the deal is about to leave', () => {
        const gate = viewGate(records());
        expect(gate.next).toBe('Value Proposition');
        expect(keysOf(gate.blocking)).toEqual(['joint-scorecard']);
    });

    it('lets a deal move inside its stage while the exit is unproven', () => {
        const gate = viewGate(records({ deal: aDeal({ StageName: 'Qualification', Partner_Stage_Rank__c: 10 }) }));
        expect(gate.next).toBe('Needs Analysis');
        expect(gate.blocking).toEqual([]);
        expect(sayWhatIsMissing(gate, 'host')).toBe(
            'Nothing is missing before Needs Analysis. Then 1 thing before Value Proposition, and it waits on both sides.'
        );
    });

    it('asks each registered partner for its own half', () => {
        const marketplace = anEngagement({
            Id: 'a00000000000002AAA',
            'Partner__r.Name': 'Skybridge',
            Partner_Type__c: 'Marketplace',
            Role__c: 'Supporting',
            Missing_Criteria__c: 'registration;'
        });
        const gate = viewGate(
            records({ engagements: [anEngagement(), marketplace], artifacts: { Joint_Scorecard__c: [aHostScorecard()] } })
        );
        expect(gate.blocking.map(({ partnerName, criterion }) => `${partnerName}: ${criterion.key}`)).toEqual([
            'Skybridge: registration',
            'Halden Consulting: joint-scorecard'
        ]);
        expect(sayWhatIsMissing(gate, 'host')).toBe("2 things before Value Proposition: none yours, 1 Skybridge's, 1 Halden Consulting's.");
        expect(sayWhatIsMissing(gate, 'partner')).toBe('2 things before Value Proposition: 2 yours.');
    });

    it('moves the debt of an exception to the exit of the next stage', () => {
        const waived = anEngagement({ Waiver_Debt__c: 'joint-scorecard;', Waiver_Until_1__c: '2026-12-31' });
        expect(viewGate(records({ engagements: [waived] })).blocking).toEqual([]);
        const later = viewGate(
            records({ engagements: [waived], deal: aDeal({ StageName: 'Perception Analysis', Partner_Stage_Order__c: 2 }) })
        );
        expect(keysOf(later.blocking)).toContain('joint-scorecard');
    });

    it('chains exceptions: with the next gate waived too, the debt moves on once more', () => {
        const waived = anEngagement({
            Waiver_Debt__c: 'joint-scorecard;',
            Waiver_Until_1__c: '2026-12-31',
            Waiver_Until_2__c: '2026-12-31',
            Missing_Criteria__c: 'joint-scorecard;'
        });
        const at = (StageName: string, order: number) =>
            keysOf(viewGate(records({ engagements: [waived], deal: aDeal({ StageName, Partner_Stage_Order__c: order }) })).blocking);
        expect(at('Perception Analysis', 2)).toEqual([]);
        expect(at('Negotiation/Review', 3)).toEqual(['joint-scorecard']);
    });

    it('does not ask a late joiner for the gates before it joined', () => {
        const late = anEngagement({ Joined_Stage_Order__c: 3, Missing_Criteria__c: 'mutual-action-plan;' });
        const gate = viewGate(
            records({ engagements: [late], deal: aDeal({ StageName: 'Negotiation/Review', Partner_Stage_Order__c: 3 }) })
        );
        expect(keysOf(gate.blocking)).toEqual(['mutual-action-plan']);
    });

    it('says nothing about a direct deal, and counts a signal for nothing', () => {
        const gate = viewGate(records({ engagements: [anEngagement({ Status__c: 'Signal' })] }));
        expect(gate.partners).toEqual([]);
        expect(gate.signals).toHaveLength(1);
        expect(gate.blocking).toEqual([]);
    });
});

describe('who owes what', () => {
    it('lists the open lines of a scorecard by side', () => {
        const gate = viewGate(records({ artifacts: { Joint_Scorecard__c: [aHostScorecard()] } }));
        expect(gate.blocking[0].openParts).toEqual([
            { side: 'partner', label: 'Champion: Partner View' },
            { side: 'partner', label: "Halden Consulting's confirmation", confirms: true }
        ]);
        expect(gate.blocking[0].waitsOn).toEqual(['partner']);
    });

    it('asks for a note where the partner differs, and only there', () => {
        const scorecard = aHostScorecard({ Economic_Buyer_Partner_Note__c: null });
        const labels = viewGate(records({ artifacts: { Joint_Scorecard__c: [scorecard] } })).blocking[0].openParts.map(
            ({ label }) => label
        );
        expect(labels).toContain('Economic Buyer: Partner Note');
        expect(labels).not.toContain('Metrics: Partner Note');
    });

    it('says that nothing was started when there is no record', () => {
        expect(viewGate(records()).blocking[0].openParts).toEqual([
            { side: 'host', label: 'Joint scorecard: not started' },
            { side: 'partner', label: 'Joint scorecard: not started' }
        ]);
    });
});

describe('the path', () => {
    it('marks stages that the deal claims but has not proven', () => {
        const gate = viewGate(
            records({ deal: aDeal({ StageName: 'Proposal/Price Quote', Partner_Stage_Order__c: 3, Earned_Stage_Order__c: 1 }) })
        );
        expect(gate.steps.map(({ state }) => state)).toEqual(['complete', 'ahead', 'ahead', 'current', 'upcoming']);
    });

    it('knows a stage that is not on the map', () => {
        const gate = viewGate(records({ deal: aDeal({ StageName: 'Legal Limbo', Partner_Stage_Order__c: 99 }) }));
        expect(gate.mapped).toBe(false);
        expect(gate.next).toBeUndefined();
    });
});

describe('what the path does not claim', () => {
    it('marks a stage that an exception let the deal leave', () => {
        const waived = anEngagement({ Waiver_Debt__c: 'joint-scorecard;', Approved_Waivers_1__c: 1 });
        const gate = viewGate(
            records({
                engagements: [waived],
                deal: aDeal({ StageName: 'Value Proposition', Partner_Stage_Order__c: 2, Earned_Stage_Order__c: 2 })
            })
        );
        expect(gate.steps.map(({ state }) => state)).toEqual(['complete', 'exception', 'current', 'upcoming', 'upcoming']);
    });

    it('calls nothing proven on a deal without a registered partner', () => {
        const gate = viewGate(
            records({
                engagements: [],
                deal: aDeal({ StageName: 'Value Proposition', Partner_Stage_Order__c: 2, Earned_Stage_Order__c: 2 })
            })
        );
        expect(gate.steps.map(({ state }) => state)).toEqual(['passed', 'passed', 'current', 'upcoming', 'upcoming']);
    });
});
