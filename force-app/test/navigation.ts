/** Stands for 'lightning/navigation': where a component went. */
const Navigate = Symbol('Navigate');

export const navigate = jest.fn();

// What TypeScript asks of the base of a mixin.
type Constructor = new (...given: any[]) => object;
export const NavigationMixin = Object.assign(
    <T extends Constructor>(Base: T) =>
        class extends Base {
            [Navigate](...given: unknown[]): void {
                navigate(...given);
            }
        },
    { Navigate }
);
