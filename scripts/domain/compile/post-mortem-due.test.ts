import { parseStageMapFile } from '../../testing/stage-maps';
import { businessDaysAfter, compilePostMortemDue } from './post-mortem-due';

describe('businessDaysAfter', () => {
    // Counted on a calendar: seven business days after Monday the 1st are Wednesday the 10th, after Thursday the 4th Monday the 15th.
    it('skips Saturdays and Sundays', () => {
        expect(businessDaysAfter('CloseDate', 7)).toBe(
            'CloseDate + CASE(WEEKDAY(CloseDate),\n    5, 11,\n    6, 11,\n    7, 10,\n    9\n)'
        );
    });

    it('gives the two days of a handoff as the handoff clock does', () => {
        expect(businessDaysAfter('Registered_On__c', 2)).toBe(
            'Registered_On__c + CASE(WEEKDAY(Registered_On__c),\n    5, 4,\n    6, 4,\n    7, 3,\n    2\n)'
        );
    });

    it('adds whole weeks plainly from Monday to Friday', () => {
        expect(businessDaysAfter('CloseDate', 5)).toBe('CloseDate + CASE(WEEKDAY(CloseDate),\n    1, 5,\n    7, 6,\n    7\n)');
    });
});

it('leaves the day empty for a partner that joined after the last stage, or that does not lead', () => {
    const [file] = compilePostMortemDue(parseStageMapFile());
    expect(file!.content).toContain(
        'IF(OR(Joined_Stage_Order__c &gt; 4, NOT(ISPICKVAL(Role__c, "Lead"))), NULL, Opportunity__r.CloseDate + '
    );
});
