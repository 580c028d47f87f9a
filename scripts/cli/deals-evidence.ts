import type { SalesforceOrg } from '../adapters/salesforce/salesforce-org';
import { EVIDENCE_KINDS, evidenceQuery, NEED_QUERY, readArtifacts, readNeeds } from '../boundary/evidence-rows';
import { auditEvidence, FINDING_KINDS, type Artifact, type EvidenceFinding } from '../domain/evidence/audit-evidence';
import { NEAR_COPY } from '../domain/evidence/similar-texts';
import { dayOfMoment } from '../domain/forecast/calendar-day';
import type { Cents } from '../domain/forecast/money';
import { ProblemError } from '../domain/problem';
import { minimumTextLengthOf, type StageMap } from '../domain/stage-map/stage-map';
import type { Command } from './command';
import { connect } from './connect';
import { STAGE_MAP_OPTION } from './map-signatures';
import { TARGET_ORG_OPTION } from './org-option';
import { readStageMap } from './read-stage-map';
import { layTable } from './table';
import type { Terminal } from './terminal';

/** Findings of a kind that a terminal shows; the JSON holds all. */
const SHOWN = 15;

/** Evidence that proves less than it seems to: copied, defaulted, seen by one side only, or out of date. */
export const dealsEvidence: Command = {
    path: ['deals', 'evidence'],
    summary: 'Audit the evidence of open partner deals: copied, placeholder-like, one-sided, stale.',
    options: [
        { flags: '--one-sided-after <days>', description: 'days for which one side may wait for the other', default: '14' },
        { flags: '--stale-after <days>', description: 'days after which what both sides confirmed needs another look', default: '90' },
        STAGE_MAP_OPTION,
        TARGET_ORG_OPTION,
        { flags: '--json', description: 'one JSON document instead of text' }
    ],
    notes: `Texts are compared per field without case and punctuation; from ${NEAR_COPY * 100} % common three-letter pieces on they count as copied. Ends with 1 when something is found.`,
    async run(options, { cwd, env, terminal, now }) {
        const map = readStageMap(String(options.stageMap), cwd);
        const limits = {
            minimumTextLength: minimumTextLengthOf(map),
            oneSidedAfter: days('--one-sided-after', options.oneSidedAfter),
            staleAfter: days('--stale-after', options.staleAfter)
        };
        const targetOrg = typeof options.targetOrg === 'string' ? options.targetOrg : undefined;
        const org = await connect({ targetOrg, env, cwd, localUser: 'revops' });
        const artifacts = await readEvidence(org, map, terminal);
        const findings = auditEvidence(artifacts, dayOfMoment(now().getTime()), limits);
        const open = artifacts.filter(({ isOpen }) => isOpen).length;
        if (options.json)
            terminal.printJson({ org: org.instanceUrl, artifacts: artifacts.length, open, findings: findings.map(toDocument) });
        else terminal.print(layFindings(findings, open));
        return findings.length === 0 ? 'OK' : 'FOUND';
    }
};

function days(flag: string, given: string | boolean | undefined): number {
    if (/^\d{1,4}$/.test(String(given))) return Number(given);
    const remedy = 'Give a number of days, for instance 30.';
    throw new ProblemError({ code: 'BAD_USAGE', subject: `${flag} ${given}`, detail: 'is not a number of days.', remedy });
}

async function readEvidence(org: SalesforceOrg, map: StageMap, terminal: Terminal): Promise<readonly Artifact[]> {
    const stageOf = (artifact: string) =>
        map.stages.find(({ criteria }) => criteria.some((criterion) => criterion.artifact === artifact))?.order ?? map.stages.length - 1;
    const all: Artifact[] = [];
    for (const [object, { label }] of Object.entries(EVIDENCE_KINDS)) {
        terminal.progress(`Reading ${label.toLowerCase()}s …`);
        all.push(...readArtifacts(object, await org.query(evidenceQuery(object)), stageOf));
    }
    return [...all, ...readNeeds(await org.query(NEED_QUERY))];
}

function layFindings(findings: readonly EvidenceFinding[], open: number): string {
    if (findings.length === 0) return `Nothing found in ${open} pieces of evidence on open deals.`;
    const kinds = FINDING_KINDS.flatMap((kind) => {
        const some = findings.filter((finding) => finding.kind === kind);
        return some.length === 0 ? [] : [`${headingOf(kind)}: ${describe(some)}\n${layKind(some)}`];
    });
    return [`${open} pieces of evidence on open deals looked at.`, ...kinds].join('\n\n');
}

const headingOf = (kind: EvidenceFinding['kind']): string =>
    ({
        copied: 'Copied from another deal',
        placeholder: 'Placeholder-like',
        'one-sided': 'Confirmed by one side only',
        stale: 'Out of date'
    })[kind];

/** How many findings, and what the deals are worth, each once. */
function describe(findings: readonly EvidenceFinding[]): string {
    const deals = new Map(findings.map(({ artifact }) => [artifact.dealId, artifact.amount ?? 0]));
    const sum = [...deals.values()].reduce((total, amount) => total + amount, 0);
    return `${findings.length} on ${deals.size === 1 ? 'one deal' : `${deals.size} deals`} worth ${units(sum)}`;
}

function layKind(findings: readonly EvidenceFinding[]): string {
    const table = layTable(
        [
            { heading: 'Deal' },
            { heading: 'Amount', align: 'right' },
            { heading: 'Partner' },
            { heading: 'Artifact' },
            { heading: 'Whose turn' },
            { heading: 'What' }
        ],
        findings
            .slice(0, SHOWN)
            .map(({ artifact, field, what, whoseTurn }) => [
                artifact.dealName,
                units(artifact.amount),
                artifact.partnerName,
                `${artifact.kind} ${artifact.name}`,
                whoseTurn,
                field === undefined ? what : `${field} ${what}`
            ])
    );
    return findings.length > SHOWN ? `${table}\nand ${findings.length - SHOWN} more (all of them with --json)` : table;
}

const toDocument = ({ kind, artifact, field, what, whoseTurn }: EvidenceFinding) => ({
    kind,
    deal: { id: artifact.dealId, name: artifact.dealName, owner: artifact.dealOwner },
    amount: artifact.amount === undefined ? null : artifact.amount / 100,
    partner: artifact.partnerName,
    artifact: { id: artifact.id, name: artifact.name, kind: artifact.kind },
    field: field ?? null,
    what,
    whoseTurn
});

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const units = (amount: Cents | undefined): string => (amount === undefined ? '–' : whole.format(amount / 100));
