/**
 * Lets the event loop hear what happened while a long computation held it. An org closes idle connections after a few seconds;
 * without this the next request would be sent on one that is closed already, and fail.
 */
export const catchUp = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
