import { connect } from 'node:net';

/** Sends bytes as they are and answers everything that comes back until the server closes, or after the given patience. */
export const rawRequest = (
    url: string,
    parts: readonly (string | Buffer)[],
    pauseMilliseconds = 0,
    patienceMilliseconds = 5000
): Promise<string> =>
    new Promise((resolve, reject) => {
        const { hostname, port } = new URL(url);
        const socket = connect(Number(port), hostname);
        let answer = '';
        const end = setTimeout(() => socket.destroy(), patienceMilliseconds);
        socket.on('data', (data) => (answer += data.toString('latin1')));
        socket.on('close', () => {
            clearTimeout(end);
            resolve(answer);
        });
        socket.on('error', (error: NodeJS.ErrnoException) => {
            if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') reject(error);
        });
        socket.on('connect', () => {
            void (async () => {
                for (const part of parts) {
                    if (socket.destroyed) return;
                    socket.write(part);
                    if (pauseMilliseconds > 0) await new Promise((next) => setTimeout(next, pauseMilliseconds));
                }
            })();
        });
    });
