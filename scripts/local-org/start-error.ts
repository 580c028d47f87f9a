import { DamagedDataError, DataInUseError } from './store/data-file';

export type StartFailure = 'deploy' | 'input' | 'port' | 'data';

/** The org cannot start, for a reason that the person who starts it can do something about. */
export class StartError extends Error {
    constructor(
        readonly failure: StartFailure,
        message: string
    ) {
        super(message);
    }
}

const codes: Readonly<Record<StartFailure, number>> = { deploy: 1, input: 2, port: 3, data: 4 };

/** 1 a deploy failed, 2 bad input, 3 the port is taken, 4 the data file is damaged, 70 a defect of the org itself. */
export const exitCodeOf = (error: unknown): number => {
    if (error instanceof StartError) return codes[error.failure];
    if (error instanceof DamagedDataError) return codes.data;
    return error instanceof DataInUseError ? codes.input : 70;
};

/** What went wrong when listening, in words. */
export const listenError = (error: NodeJS.ErrnoException, port: number): StartError => {
    if (error.code === 'EADDRINUSE')
        return new StartError(
            'port',
            `Port ${port} of 127.0.0.1 is already in use. Stop what uses it, or choose another with --port N (--port 0 takes a free one).`
        );
    if (error.code === 'EACCES')
        return new StartError('port', `Port ${port} may not be used by this account. Choose one above 1023 with --port N.`);
    return new StartError('port', `127.0.0.1:${port} cannot be listened on: ${error.message}`);
};
