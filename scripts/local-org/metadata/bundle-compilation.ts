import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type { Problem } from './source-component';

interface CompilerLocation {
    readonly line?: number;
    readonly column?: number;
}

type Transform = (source: string, fileName: string, options: { name: string; namespace: string }) => unknown;

const known = new Map<string, Problem | undefined>();

const load = createRequire(__filename);

/** Loaded only when a bundle is deployed: the compiler is large. */
const transform: Transform = (...call) => (load('@lwc/compiler') as { transformSync: Transform }).transformSync(...call);

const problemIn = (error: unknown, fileName: string): Problem => {
    const { message, location } = error as { message: string; location?: CompilerLocation };
    const [firstLine] = message.replace(/^SyntaxError: /, '').split('\n');
    return { message: `${fileName}: ${firstLine}`, position: { line: location?.line ?? 1, column: location?.column ?? 1 } };
};

/** What the LWC compiler says against a script, template or style sheet of a bundle. The same content is compiled once. */
export const compilationProblem = (bundle: string, fileName: string, source: string): Problem | undefined => {
    const key = createHash('sha256').update(`${bundle}\n${fileName}\n${source}`).digest('hex');
    if (known.has(key)) return known.get(key);
    let problem: Problem | undefined;
    try {
        transform(source, fileName, { name: bundle, namespace: 'c' });
    } catch (error) {
        problem = problemIn(error, fileName);
    }
    known.set(key, problem);
    return problem;
};
