import { LightningElement, api } from 'lwc';
import { barsOf } from 'shell/reportLines';
import type { Bar, ReportResult } from 'shell/reportLines';

/** Bars of a report's outer groups. The figures stand beside them, so nothing is told by length or colour alone. */
export default class ReportChart extends LightningElement {
    @api result: ReportResult | undefined;
    /** Name of the figure that is drawn; the report's first one where it is left out. */
    @api aggregate: string | undefined;

    get drawn(): { title: string; bars: Bar[] } {
        return this.result ? barsOf(this.result, this.aggregate) : { title: '', bars: [] };
    }
    get title(): string {
        return this.drawn.title;
    }
    get bars(): Bar[] {
        return this.drawn.bars;
    }
}
