/** How a short form is laid out: what stands together, what is shown, and what still keeps it incomplete. Pure. */
import type { ArtifactForm, FormField, FormSection, Side } from 'c/artifactForms';
import type { Preset, Presets } from 'c/formPrefill';

export interface ShownField {
    readonly name: string;
    readonly preset?: Preset;
    /** "Still needed", or who is waited for; empty when there is something. */
    readonly mark: string;
    /** The field is this side's to fill in. */
    readonly yours: boolean;
    /** What the form itself has against the value; empty for nothing. */
    readonly problem: string;
    /** Where a prefilled value comes from, while it stands. */
    readonly source: string;
    readonly side: FormSection['side'];
}

export interface FieldGroup {
    readonly key: string;
    readonly label: string;
    /** 'line' sets what we say beside what the partner says to it. */
    readonly kind: 'line' | 'section';
    /** The partner sees this line differently. */
    readonly differs: boolean;
    readonly fields: readonly ShownField[];
}

export interface LayoutInput {
    readonly form: ArtifactForm;
    readonly side: Side;
    readonly partnerName: string;
    readonly presets: Presets;
    /** Names of fields that somebody typed into since the form opened. */
    readonly touched: ReadonlySet<string>;
    /** What stands in a field now: typed, else prefilled, else of the record. */
    readonly valueOf: (field: string) => unknown;
    readonly problemOf: (field: string) => string;
}

export function groupsOf(input: LayoutInput): readonly FieldGroup[] {
    return [...lineGroups(input), ...sectionGroups(input)].filter(({ fields }) => fields.length > 0);
}

/** How many things one side still has to fill in. */
export const stillNeeded = (input: LayoutInput): number =>
    input.form.sections
        .filter((section) => isYours(section, input))
        .flatMap(({ fields }) => fields)
        .filter((field) => isShown(field, input) && isNeeded(field, input)).length;

/** One group per line of the scorecard, holding the fields of both sides. */
function lineGroups(input: LayoutInput): FieldGroup[] {
    const { form, valueOf } = input;
    const lines = [...new Set(form.sections.flatMap(({ fields }) => fields.flatMap(({ line }) => (line ? [line] : []))))];
    return lines.map((line) => {
        const fields = form.sections.flatMap((section) => shownOf(section, (field) => field.line === line, input));
        return {
            key: line,
            label: line,
            kind: 'line' as const,
            differs: fields.some(({ name }) => valueOf(name) === 'Differs'),
            fields
        };
    });
}

function sectionGroups(input: LayoutInput): FieldGroup[] {
    return input.form.sections.map((section, index) => ({
        key: `${section.side}-${index}`,
        label: section.label,
        kind: 'section',
        differs: false,
        fields: shownOf(section, ({ line }) => !line, input)
    }));
}

function shownOf(section: FormSection, wanted: (field: FormField) => boolean, input: LayoutInput): ShownField[] {
    return section.fields
        .filter((field) => wanted(field) && isShown(field, input))
        .map((field) => {
            const { name } = field;
            const preset = input.presets[name];
            return {
                name,
                preset,
                mark: isNeeded(field, input) ? markOf(section, input) : '',
                yours: isYours(section, input),
                problem: input.problemOf(name),
                source: preset && !input.touched.has(name) ? preset.source : '',
                side: section.side
            };
        });
}

const isYours = ({ side }: FormSection, input: LayoutInput): boolean => side === 'both' || side === input.side;

const markOf = (section: FormSection, input: LayoutInput): string =>
    isYours(section, input) ? 'Still needed' : `Waits on ${section.side === 'host' ? 'the AE' : input.partnerName}`;

const isShown = ({ shownWhen }: FormField, { valueOf }: LayoutInput): boolean =>
    !shownWhen || shownWhen.values.includes(String(valueOf(shownWhen.field)));

/** Empty, and the artifact is not complete without it. A note is owed where the partner's view differs. */
function isNeeded({ name, optional, shownWhen }: FormField, { valueOf, form }: LayoutInput): boolean {
    if (!isEmpty(valueOf(name))) return false;
    if (form.artifact === 'technical-pre-brief' && !isEmpty(valueOf('Trivial_Deployment_Reason__c'))) return false;
    return !optional || Boolean(shownWhen && name.endsWith('_Partner_Note__c'));
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === '';
