/** Turns what the platform throws at a failed save or load into the words that a person should read. */

interface FieldProblem {
    readonly message: string;
}

interface ErrorBody {
    readonly message?: string;
    readonly output?: {
        readonly errors?: readonly FieldProblem[];
        readonly fieldErrors?: Readonly<Record<string, readonly FieldProblem[]>>;
    };
}

/** The messages of the rules that refused, without the platform's generic sentence around them. */
export function errorText(error: unknown): string {
    const { body, message } = error as { body?: ErrorBody | readonly ErrorBody[]; message?: string };
    const bodies = Array.isArray(body) ? (body as readonly ErrorBody[]) : body ? [body as ErrorBody] : [];
    const rules = bodies
        .flatMap(({ output }) => [...(output?.errors ?? []), ...Object.values(output?.fieldErrors ?? {}).flat()])
        .map((problem) => problem.message);
    if (rules.length > 0) return [...new Set(rules)].join(' ');
    return bodies.map((each) => each.message).find(Boolean) ?? message ?? 'The org did not say why.';
}
