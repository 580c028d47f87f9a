import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { BacktestPrediction } from '../../domain/forecast/backtest-result';
import { isoOf } from '../../domain/forecast/calendar-day';
import { ProblemError } from '../../domain/problem';
import { makeFolder } from './make-folder';

const COLUMNS =
    'snapshot,deal,stage,partner_type,dwell_days,p_window,won_in_window,p_0,p_1,p_2,crm_p_window,closed_conversion_p_window,p_base';
const LINES_PER_WRITE = 5_000;

/**
 * Predictions of a back-test as CSV, written while they are made: there may be millions. Plain text for programs (no byte order mark,
 * LF), probabilities with six digits, an empty cell where there was nothing to learn from. The file appears whole, by `finish`, or not at all.
 */
export class PredictionsFile {
    readonly #unfinished: string;
    readonly #handle: number;
    #lines: string[] = [COLUMNS];

    /** `idOf` gives the record id of a deal by its index. Throws FILE_NOT_WRITABLE. */
    constructor(
        readonly file: string,
        readonly idOf: (deal: number) => string
    ) {
        this.#unfinished = `${file}.${randomUUID().slice(0, 8)}.tmp`;
        this.#handle = this.#orRefuse(() => {
            makeFolder(dirname(file));
            return openSync(this.#unfinished, 'wx');
        });
    }

    add(prediction: BacktestPrediction): void {
        const { snapshot, deal, stageName, partnerType, dwellDays, pWindow, wonInWindow, p, pCrm, pClosedConversion, pBase } = prediction;
        const odds = [...p, pCrm, pClosedConversion, pBase].map(toOdds);
        const cells = [isoOf(snapshot), toText(this.idOf(deal)), toText(stageName), toText(partnerType), dwellDays, toOdds(pWindow)];
        this.#lines.push([...cells, wonInWindow ? 1 : 0, ...odds].join(','));
        if (this.#lines.length >= LINES_PER_WRITE) this.#write();
    }

    finish(): void {
        this.#write();
        this.#orRefuse(() => {
            closeSync(this.#handle);
            renameSync(this.#unfinished, this.file);
        });
    }

    /** Leaves no half-written file behind. */
    discard(): void {
        if (existsSync(this.#unfinished)) rmSync(this.#unfinished);
    }

    #write(): void {
        const text = this.#lines.map((line) => `${line}\n`).join('');
        this.#lines = [];
        this.#orRefuse(() => writeSync(this.#handle, text));
    }

    #orRefuse<T>(work: () => T): T {
        try {
            return work();
        } catch (error) {
            this.discard();
            const remedy = 'Check the folder, its permissions and the space that is left.';
            const detail = `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`;
            throw new ProblemError({ code: 'FILE_NOT_WRITABLE', subject: this.file, detail, remedy }, { cause: error });
        }
    }
}

const toOdds = (odds: number): string => (Number.isNaN(odds) ? '' : odds.toFixed(6));

const toText = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
