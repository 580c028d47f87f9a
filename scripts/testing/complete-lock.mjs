// `npm ci` refuses a lock file in which a package's optional builds for other platforms are missing. This adds the missing
// entries; with --check it only says which. Run it after every change of package-lock.json.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const SYSTEMS = { darwin: 'darwin', linux: 'linux', win32: 'win32', windows: 'win32', freebsd: 'freebsd', android: 'android' };
const PROCESSORS = ['x64', 'arm64', 'ia32', 'arm'];

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const missing = [];
for (const entry of Object.values({ ...lock.packages })) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
        const key = `node_modules/${name}`;
        const parts = name.split(/[-/]/);
        const os = parts.map((part) => SYSTEMS[part]).find(Boolean);
        const cpu = parts.find((part) => PROCESSORS.includes(part));
        if (lock.packages[key] || !os || !cpu || !/^\d/.test(version)) continue;
        const libc = parts.includes('musl') ? { libc: ['musl'] } : {};
        lock.packages[key] = { version, cpu: [cpu], ...(entry.dev ? { dev: true } : {}), optional: true, os: [os], ...libc };
        missing.push(name);
    }
}
if (process.argv.includes('--check')) {
    if (missing.length > 0) {
        console.error(`${FILE} lacks ${missing.join(', ')}; run: node scripts/testing/complete-lock.mjs`);
        process.exitCode = 1;
    }
} else {
    writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
    console.log(missing.length > 0 ? `added ${missing.join(', ')}` : 'nothing missing');
}
