/** The exposed LWC bundles of the project, made up by the build. */
declare module 'page-components' {
    import type { LightningElement } from 'lwc';
    const components: Readonly<Record<string, (() => Promise<{ default: typeof LightningElement }>) | undefined>>;
    export default components;
}
declare module 'lightning/confirm' {
    const confirm: { open(options: { message: string; label: string; theme?: string; variant?: string }): Promise<boolean> };
    export default confirm;
}
