/** One file of the compiler's output; the path is relative to force-app/main/generated. */
export interface CompiledFile {
    readonly path: string;
    readonly content: string;
}
