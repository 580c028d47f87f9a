const { setup } = require('@sa11y/jest');

setup();

// The DOM of the tests does not read container queries; the browser tests do.
const { error } = console;
console.error = (first, ...rest) => {
    if (!String(first?.message ?? first).includes('Could not parse CSS stylesheet')) error(first, ...rest);
};
