import { request } from 'local/http';

export interface FieldInfo {
    readonly apiName: string;
    readonly label: string;
    readonly dataType: string;
    readonly required: boolean;
    readonly createable: boolean;
    readonly updateable: boolean;
    readonly inlineHelpText: string | null;
    readonly length: number;
    readonly scale: number;
    readonly reference: boolean;
    readonly relationshipName: string | null;
    readonly referenceToInfos: readonly { readonly apiName: string; readonly nameFields: readonly string[] }[];
}

export interface FormRecord {
    readonly apiName: string;
    readonly id: string | null;
    readonly fields: Readonly<Record<string, { readonly value: unknown; readonly displayValue: string | null } | undefined>>;
}

export interface PicklistEntry {
    readonly label: string;
    readonly value: string;
}

/** What a form hands to a field inside it. */
export interface FieldContext {
    readonly objectApiName: string;
    readonly info: FieldInfo | undefined;
    readonly record: FormRecord;
    readonly options: readonly PicklistEntry[];
}

/** How a field inside a form makes itself known. */
export interface FormField {
    readonly name: string;
    receive(context: FieldContext): void;
    /** Undefined for a field that only shows. */
    value?(): unknown;
    showError?(message: string): void;
    reset?(): void;
    check?(): boolean;
    /** False once the field left the page; its value is saved no more. */
    onShow?(): boolean;
}

export const fieldEvent = 'lightning__formfield';
export const messagesEvent = 'lightning__formmessages';

export const fieldName = (reference: unknown): string =>
    typeof reference === 'string'
        ? (reference.split('.').pop() ?? '')
        : ((reference as { fieldApiName?: string } | undefined)?.fieldApiName ?? '');

/** 'Account ID' is shown by the account's name, so its label loses the ID; 'Registration ID' is one. */
export const labelOf = (info: Pick<FieldInfo, 'label' | 'reference'> | undefined): string =>
    info?.reference ? info.label.replace(/ ID$/, '') : (info?.label ?? '');

export const objectName = (reference: unknown): string =>
    typeof reference === 'string' ? reference : ((reference as { objectApiName?: string } | undefined)?.objectApiName ?? '');

interface ObjectInfo {
    readonly fields: Readonly<Record<string, FieldInfo>>;
    readonly defaultRecordTypeId: string;
}

type Picklists = Readonly<Record<string, { readonly values: readonly PicklistEntry[] } | undefined>>;

/** Fields of a form, and the one load that serves them all. */
export class FormFields {
    readonly #fields = new Set<FormField>();
    #record: FormRecord | undefined;
    #info: ObjectInfo | undefined;

    add(field: FormField): void {
        this.#fields.add(field);
    }

    get all(): readonly FormField[] {
        return [...this.#fields].filter((field) => field.onShow?.() ?? true);
    }

    get record(): FormRecord | undefined {
        return this.#record;
    }

    info(name: string): FieldInfo | undefined {
        return this.#info?.fields[name];
    }

    /** Loads what the fields need and hands it to them. Rejects with the org's refusal. */
    async load(objectApiName: string, recordId: string | undefined): Promise<void> {
        const info = await request<ObjectInfo>('GET', `/ui-api/object-info/${objectApiName}`);
        const names = this.all.map((field) => field.name);
        const paths = names.flatMap((name) => {
            const parent = info.fields[name]?.relationshipName;
            return [`${objectApiName}.${name}`, ...(parent ? [`${objectApiName}.${parent}.Name`] : [])];
        });
        const [record, picklists] = await Promise.all([
            recordId
                ? request<FormRecord>('GET', `/ui-api/records/${recordId}?optionalFields=${paths.join(',')}`)
                : this.defaults(objectApiName),
            request<{ picklistFieldValues: Picklists }>(
                'GET',
                `/ui-api/object-info/${objectApiName}/picklist-values/${info.defaultRecordTypeId}`
            )
        ]);
        this.#info = info;
        this.#record = record;
        for (const field of this.all) {
            const options = picklists.picklistFieldValues[field.name]?.values ?? [];
            field.receive({ objectApiName, info: info.fields[field.name], record, options });
        }
    }

    private async defaults(objectApiName: string): Promise<FormRecord> {
        return (await request<{ record: FormRecord }>('GET', `/ui-api/record-defaults/create/${objectApiName}`)).record;
    }
}

interface SaveFailure {
    readonly message: string;
    /** Texts that belong to no field of the form. */
    readonly general: readonly string[];
    readonly byField: Readonly<Record<string, readonly string[]>>;
}

interface ErrorEntry {
    readonly message: string;
    readonly fieldLabel?: string | null;
}

/** Reads a refusal into texts for the form and texts for its fields. */
export const readFailure = (failure: unknown, shown: readonly string[]): SaveFailure => {
    const body = (failure as { body?: unknown }).body;
    const first = (Array.isArray(body) ? body[0] : body) as
        { message?: string; output?: { errors?: ErrorEntry[]; fieldErrors?: Record<string, ErrorEntry[]> } } | undefined;
    const fieldErrors = Object.entries(first?.output?.fieldErrors ?? {});
    const byField = Object.fromEntries(
        fieldErrors.filter(([name]) => shown.includes(name)).map(([name, errors]) => [name, errors.map((error) => error.message)])
    );
    const hiddenFields = fieldErrors
        .filter(([name]) => !shown.includes(name))
        .flatMap(([, errors]) => errors.map((error) => error.message));
    const general = [...(first?.output?.errors ?? []).map((error) => error.message), ...hiddenFields];
    const message = first?.message ?? (failure instanceof Error ? failure.message : 'The record could not be saved.');
    return { message, general: general.length === 0 && fieldErrors.length === 0 ? [message] : general, byField };
};
