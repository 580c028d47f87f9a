/** Tasks of the desk: on the deal, through the standard page, filled in; the person sends them. None of them can raise a stage. */
import type { PageReference } from 'lightning/navigation';
import { encodeDefaultFieldValues } from 'lightning/pageReferenceUtils';
import { today } from 'c/calendarDay';
import type { DeskRow } from 'c/deskRows';

export type TaskKind = 'Remind' | 'Escalate' | 'Note';

/** Where to go for a new task about a row. */
export function newTaskPage(row: DeskRow, kind: TaskKind): PageReference {
    return {
        type: 'standard__objectPage',
        attributes: { objectApiName: 'Task', actionName: 'new' },
        state: { defaultFieldValues: encodeDefaultFieldValues({ ...common(row, kind), ...ofKind(row, kind) }), useRecordTypeCheck: '1' }
    };
}

const common = ({ reminder, dealId }: DeskRow, kind: TaskKind): Record<string, string> => ({
    Subject: `${kind}: ${reminder.subject}`.slice(0, 255),
    WhatId: dealId,
    ActivityDate: today()
});

function ofKind({ reminder, what, turn, since }: DeskRow, kind: TaskKind): Record<string, string> {
    if (kind === 'Note') return { Status: 'Completed' };
    const about = {
        Description: [...what, `Waits for ${turn.join(' and ')}: ${since}.`].join('\n'),
        ...(reminder.contactId ? { WhoId: reminder.contactId } : {})
    };
    // Where nobody is known to lead the person, whom to ask is left open.
    return kind === 'Escalate'
        ? { ...about, OwnerId: reminder.managerId ?? '', Priority: 'High' }
        : { ...about, OwnerId: reminder.ownerId ?? '' };
}
