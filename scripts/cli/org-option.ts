/** Which org a command speaks to. */
export const TARGET_ORG_OPTION = {
    flags: '--target-org <alias>',
    description: 'an org that the sf CLI knows; else INSTANCE_URL and ACCESS_TOKEN, else the local org'
} as const;
