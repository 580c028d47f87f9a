/** The profiles whose metadata names differ from what people see. */
const SHORT_NAMES: Readonly<Record<string, string>> = {
    Admin: 'System Administrator',
    Standard: 'Standard User',
    ReadOnly: 'Read Only'
};

/** The profile that a metadata name stands for: 'Admin' is the System Administrator. */
export const profileOf = (fullName: string): string =>
    Object.entries(SHORT_NAMES).find(([short]) => short.toLowerCase() === fullName.toLowerCase())?.[1] ?? fullName;

/** The name under which metadata keeps a profile. */
export const profileFullName = (profile: string): string =>
    Object.entries(SHORT_NAMES).find(([, name]) => name === profile)?.[0] ?? profile;
