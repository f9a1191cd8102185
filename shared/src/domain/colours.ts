/** The colours of labels, cues and groups, in the order in which they are offered. Each has a name in every language. */
export const COLOURS = ['blue', 'green', 'amber', 'red', 'violet', 'teal', 'pink', 'grey'] as const;
