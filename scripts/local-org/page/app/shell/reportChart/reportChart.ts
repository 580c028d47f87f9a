import { LightningElement, api } from 'lwc';
import { barsOf } from 'shell/reportLines';
import type { Bar, Chart, ReportResult } from 'shell/reportLines';

/** Bars of a report's outer groups, in parts where it groups across too. The figures stand beside them, so nothing is told by length or colour alone. */
export default class ReportChart extends LightningElement {
    @api result: ReportResult | undefined;
    /** Name of the figure that is drawn; the report's first one where it is left out. */
    @api aggregate: string | undefined;

    get drawn(): Chart {
        return this.result ? barsOf(this.result, this.aggregate) : { title: '', series: [], seriesTitle: '', bars: [] };
    }
    get title(): string {
        return this.drawn.title;
    }
    get bars(): readonly Bar[] {
        return this.drawn.bars;
    }
    get series(): Chart['series'] {
        return this.drawn.series;
    }
    get seriesTitle(): string {
        return this.drawn.seriesTitle;
    }
    get hasSeries(): boolean {
        return this.series.length > 0;
    }
}
