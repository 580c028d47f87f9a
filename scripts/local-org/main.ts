import { parseArgs } from 'node:util';
import { createLocalOrg } from './local-org';
import { exitCodeOf } from './start-error';
import type { LocalOrgOptions } from './local-org';

const usage = `Usage: tsx scripts/local-org/main.ts [--port N] [--source DIR]... [--seed FILE] [--data DIR] [--log] [--quiet]

Serves one Salesforce-speaking org on 127.0.0.1 and prints one line of JSON when it is ready.
  --port N      0 takes any free port (default 8321)
  --source DIR  deploys this source folder at start; may be repeated
  --seed FILE   loads users and records
  --data DIR    keeps everything there over restarts
  --log         one line per request on standard error
  --quiet       no progress on standard error

Ends with 0 when stopped, 1 when a source does not deploy, 2 on bad usage or input, 3 when the port is taken,
4 when the data file is damaged (it is left as it is), 70 on a defect.`;

const exitBadUsage = 2;

const readPort = (text: string | undefined): number => {
    const port = Number(text ?? 8321);
    if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new TypeError(`--port has to be a number from 0 to 65535, not ${text}`);
    return port;
};

const readArguments = (): { options: LocalOrgOptions } | { help: true } => {
    const { values } = parseArgs({
        strict: true,
        allowPositionals: false,
        options: {
            port: { type: 'string' },
            source: { type: 'string', multiple: true },
            seed: { type: 'string' },
            data: { type: 'string' },
            log: { type: 'boolean' },
            quiet: { type: 'boolean' },
            help: { type: 'boolean', short: 'h' }
        }
    });
    if (values.help) return { help: true };
    const tell = (text: string): void => void process.stderr.write(`${text}\n`);
    return {
        options: {
            port: readPort(values.port),
            sources: values.source ?? [],
            ...(values.seed === undefined ? {} : { seedFile: values.seed }),
            ...(values.data === undefined ? {} : { dataFolder: values.data }),
            ...(process.stderr.isTTY && !values.quiet ? { progress: tell } : {}),
            ...(values.log
                ? { log: ({ method, path, status, milliseconds }) => tell(`${method} ${path} ${status} ${milliseconds.toFixed(0)} ms`) }
                : {}),
            warn: tell
        }
    };
};

const fail = (error: unknown): never => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(exitCodeOf(error));
};

const stopOn = (signal: 'SIGINT' | 'SIGTERM', stop: () => Promise<void>): void => {
    process.once(signal, () => {
        stop().then(() => process.exit(0), fail);
    });
};

const main = async (): Promise<void> => {
    let read: ReturnType<typeof readArguments>;
    try {
        read = readArguments();
    } catch (error) {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
        process.exit(exitBadUsage);
    }
    if ('help' in read) {
        process.stdout.write(`${usage}\n`);
        return;
    }
    const org = createLocalOrg(read.options);
    const { url: _url, ...ready } = await org.start();
    stopOn('SIGINT', org.stop);
    stopOn('SIGTERM', org.stop);
    process.stdout.write(`${JSON.stringify(ready)}\n`);
};

main().catch(fail);
