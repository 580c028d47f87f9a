import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Line of .forceignore that keeps the further languages of the map out of every deploy. */
export const TRANSLATIONS_IGNORED = 'force-app/main/generated/objectTranslations/**';

export interface TranslatedProject {
    /** Folder with sfdx-project.json. */
    readonly folder: string;
    remove(): void;
}

/**
 * A copy of the project at `root` whose .forceignore lets the translations through: the sf CLI knows no flag that does. Whoever asks
 * for it removes it.
 */
export function copyWithTranslations(root: string): TranslatedProject {
    const folder = mkdtempSync(join(tmpdir(), 'partner-stages-deploy-'));
    for (const name of ['sfdx-project.json', 'force-app']) cpSync(join(root, name), join(folder, name), { recursive: true });
    const ignored = readFileSync(join(root, '.forceignore'), 'utf8').split('\n');
    writeFileSync(join(folder, '.forceignore'), ignored.filter((line) => line.trim() !== TRANSLATIONS_IGNORED).join('\n'));
    return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
