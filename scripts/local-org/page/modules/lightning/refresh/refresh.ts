export const refreshEventName = 'lightning__refreshview';

/** Asks the page to bring everything on show up to date. */
export class RefreshEvent extends CustomEvent<void> {
    constructor() {
        super(refreshEventName, { bubbles: true, composed: true, cancelable: true });
    }
}

const handlers = new Map<string, () => Promise<unknown>>();
let count = 0;

/** Runs the handler at each refresh of the view, until unregistered. */
export const registerRefreshHandler = (_context: unknown, handler: () => Promise<unknown>): string => {
    count += 1;
    const id = `refresh-${count}`;
    handlers.set(id, handler);
    return id;
};

export const unregisterRefreshHandler = (id: string): boolean => handlers.delete(id);

/** For the page itself. */
export const runRefreshHandlers = async (): Promise<void> => {
    await Promise.allSettled([...handlers.values()].map((handler) => handler()));
};
