import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import App from 'shell/app';

/** Puts the app in place of whatever the root element holds. */
export const mount = (root: Element): void => root.replaceChildren(createElement('shell-app', { is: App as never }));
