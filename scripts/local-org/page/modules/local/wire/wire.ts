export interface WireValue<Data> {
    readonly data: Data | undefined;
    readonly error: unknown;
}

type Emit<Data> = (value: WireValue<Data>) => void;

const live = new Set<RequestAdapter<never, unknown>>();

/**
 * A wire adapter that answers a configuration with one request. Nothing is asked before the configuration is complete, an answer
 * that a newer question has overtaken is dropped, and data stays on show while it is asked for again.
 */
export abstract class RequestAdapter<Config, Data> {
    protected config: Config | undefined;
    protected data: Data | undefined;
    #emit: Emit<Data>;
    #question = 0;

    constructor(emit: Emit<Data>) {
        this.#emit = emit;
        emit({ data: undefined, error: undefined });
    }

    connect(): void {
        live.add(this as never);
        void this.run();
    }

    disconnect(): void {
        live.delete(this as never);
        this.#question += 1;
    }

    update(config: Config): void {
        this.config = config;
        void this.run();
    }

    async run(): Promise<void> {
        const { config } = this;
        if (config === undefined || !live.has(this as never) || !this.complete(config)) return;
        this.#question += 1;
        const question = this.#question;
        try {
            const data = await this.load(config);
            if (question !== this.#question) return;
            this.data = data;
            this.#emit({ data, error: undefined });
        } catch (error) {
            if (question === this.#question) this.#emit({ data: undefined, error });
        }
    }

    /** Whether what it shows comes from one of these records. */
    shows(_recordIds: ReadonlySet<string>): boolean {
        return false;
    }

    protected abstract complete(config: Config): boolean;
    protected abstract load(config: Config): Promise<Data>;
}

/** Asks again for everything on show that comes from these records. */
export const refreshRecords = async (recordIds: readonly string[]): Promise<void> => {
    const ids = new Set(recordIds);
    await Promise.all([...live].filter((adapter) => adapter.shows(ids)).map((adapter) => adapter.run()));
};
