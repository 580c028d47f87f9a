import type { CompiledFile } from './compiled-file';

/** A generated component that an org would refuse, and why. */
export interface LimitFault {
    readonly path: string;
    readonly fault: string;
}

/** Source: Salesforce formula limits; 3,900 characters as typed. */
const MAX_FORMULA = 3900;
const MAX_NAME = 40;

export function findLimitFaults(files: readonly CompiledFile[]): readonly LimitFault[] {
    return files.flatMap(({ path, content }) => {
        const faults: LimitFault[] = [];
        const formula = /<(formula|errorConditionFormula)>([\s\S]*?)<\/\1>/.exec(content)?.[2] ?? '';
        const typed = formula.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
        if (typed.length > MAX_FORMULA)
            faults.push({
                path,
                fault: `its formula has ${typed.length} characters; the platform takes ${MAX_FORMULA}. Use fewer criteria or StageName values.`
            });
        const name = /<fullName>(.*?)<\/fullName>/.exec(content)?.[1] ?? '';
        if (name.replace(/__c$/, '').length > MAX_NAME)
            faults.push({ path, fault: `its name has more than ${MAX_NAME} characters. Shorten the criterion's key.` });
        return faults;
    });
}
