import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { buildOrg, deploySources, personasOf } from './build-org';
import type { Ingredients } from './build-org';
import { createDml, createReader } from './dml';
import { localRoutes } from './http/local-routes';
import type { Persona } from './http/local-routes';
import { loginRoutes } from './http/login-routes';
import { restRoutes } from './http/rest';
import type { LocalOrg, Route } from './http/route';
import { createOrgServer } from './http/server';
import type { Exchange } from './http/server';
import { createSessions } from './http/sessions';
import { soapLoginRoutes } from './http/soap-login';
import { metadataRoutes } from './metadata/metadata-routes';
import { accessOf } from './model/access';
import { newId } from './model/ids';
import { ApiError } from './model/org';
import type { OrgState } from './model/org';
import type { Schema } from './model/schema';
import { standardSchema } from './model/standard-schema';
import { createSoql } from './soql/soql';
import { pageRoutes } from './page/routes';
import { listenError } from './start-error';
import { keepData } from './store/keep-data';
import type { DataKeeper } from './store/keep-data';
import { Store } from './store/store';
import type { StoreDump } from './store/store';
import { uiApiRoutes } from './ui-api/routes';

export interface LocalOrgOptions {
    /** 0, the default, takes any free port. */
    readonly port?: number;
    /** Source folders deployed at start, in this order. */
    readonly sources?: readonly string[];
    readonly seedFile?: string;
    /** Where the page was built (npm run build); '.local/page' of the working folder by default. */
    readonly pageFolder?: string;
    /** Where everything is kept over restarts; nowhere by default. */
    readonly dataFolder?: string;
    readonly now?: () => Date;
    readonly progress?: (text: string) => void;
    readonly log?: (exchange: Exchange) => void;
    /** Defects and failed writes; standard error by default. */
    readonly warn?: (text: string) => void;
}

export interface ReadyUser {
    readonly username: string;
    readonly accessToken: string;
    readonly id: string;
}

/** What a caller needs to know to work with the org. */
export interface ReadyOrg {
    readonly instanceUrl: string;
    readonly organizationId: string;
    readonly users: Readonly<Record<string, ReadyUser>>;
}

export interface RunningOrg {
    readonly state: OrgState;
    /** Access token by user key. Filled by start(). */
    readonly tokens: Readonly<Record<string, string>>;
    /** Builds the org and listens on 127.0.0.1. Throws StartError, DamagedDataError, DataInUseError. */
    start(): Promise<ReadyOrg & { readonly url: string }>;
    /** Writes what has to be kept and closes every connection. */
    stop(): Promise<void>;
}

const organizationId = newId('00D', 1);
const address = '127.0.0.1';

const createState = (now: () => Date): OrgState => {
    const state: OrgState = { schema: standardSchema(), store: new Store(), reader: createReader(() => state), organizationId, now };
    return state;
};

/** One org in this process. Nothing is shared between two of them. */
export const createLocalOrg = (options: LocalOrgOptions = {}): RunningOrg => {
    const warn = options.warn ?? ((text: string) => void process.stderr.write(`${text}\n`));
    const ingredients: Ingredients = {
        sources: options.sources ?? [],
        progress: options.progress ?? (() => undefined),
        ...(options.seedFile === undefined ? {} : { seedFile: options.seedFile })
    };
    const state = createState(options.now ?? (() => new Date()));
    const sessions = createSessions(state, (user) => accessOf(state, user));
    const tokens: Record<string, string> = {};
    let instanceUrl = '';
    let personas: readonly Persona[] = [];
    let keeper: DataKeeper | undefined;
    let ready = false;
    let stopping: Promise<void> | undefined;
    let beginning: { schema: Schema; dump: StoreDump } | undefined;

    const org: LocalOrg = {
        state,
        dml: createDml(state),
        soql: createSoql(state),
        get instanceUrl() {
            return instanceUrl;
        },
        authenticate: sessions.authenticate
    };

    const remember = (): void => {
        beginning = { schema: state.schema, dump: state.store.dump() };
    };
    const restore = ({ schema, dump }: { schema: Schema; dump: StoreDump }): void => {
        state.schema = schema;
        state.store.load(dump);
    };
    /** Back to the first start. An org that was read from its data file has to be built for that once. */
    const startOver = (): void => {
        if (beginning) return restore(beginning);
        const before = { schema: state.schema, dump: state.store.dump() };
        try {
            buildOrg(org, ingredients);
            remember();
        } catch (error) {
            restore(before);
            throw error;
        }
    };
    let settled = false;
    const settle = (): boolean => {
        if (!beginning) return false;
        remember();
        return (settled = true);
    };
    const reset = (): void => (keeper ? keeper.replace(startOver) : startOver());

    const routes: Route[] = [
        ...loginRoutes(sessions),
        ...soapLoginRoutes(sessions),
        ...localRoutes(state, sessions, { personas: () => personas, reset, settle, isSettled: () => settled }),
        ...pageRoutes(options.pageFolder ?? path.join('.local', 'page')),
        ...metadataRoutes,
        ...uiApiRoutes,
        ...restRoutes(uiApiRoutes)
    ];
    const server = createOrgServer({
        routes,
        org() {
            if (!ready) throw new ApiError('SERVER_UNAVAILABLE', 'The org is not ready yet. Try again in a moment', 503);
            return org;
        },
        log: (exchange) => options.log?.(exchange),
        defect: (error, { method, path }) =>
            warn(`${method} ${path}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    });

    const listen = (): Promise<number> =>
        new Promise((resolve, reject) => {
            const wanted = options.port ?? 0;
            server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, wanted)));
            server.listen(wanted, address, () => resolve((server.address() as AddressInfo).port));
        });

    const fill = (): void => {
        if (keeper?.found) {
            restore(keeper.found);
            deploySources(org, ingredients);
        } else {
            buildOrg(org, ingredients);
            remember();
        }
        keeper?.begin();
    };

    const readyUsers = (): Record<string, ReadyUser> =>
        Object.fromEntries(
            personas.flatMap(({ key, username }) => {
                const user = sessions.userNamed(username);
                return user ? [[key, { username, accessToken: sessions.tokenOf(user), id: user.Id }]] : [];
            })
        );

    const close = async (): Promise<void> => {
        await new Promise<void>((resolve) => {
            server.close(() => resolve());
            server.closeAllConnections();
        });
        keeper?.close();
    };

    return {
        state,
        tokens,
        async start() {
            personas = personasOf(ingredients);
            const { dataFolder } = options;
            if (dataFolder !== undefined) {
                keeper = keepData(dataFolder, state, warn);
            }
            try {
                instanceUrl = `http://${address}:${await listen()}`;
                fill();
                ready = true;
            } catch (error) {
                server.close();
                keeper?.abandon();
                throw error;
            }
            const users = readyUsers();
            for (const [key, { accessToken }] of Object.entries(users)) tokens[key] = accessToken;
            return { url: instanceUrl, instanceUrl, organizationId, users };
        },
        stop() {
            stopping ??= close();
            return stopping;
        }
    };
};
