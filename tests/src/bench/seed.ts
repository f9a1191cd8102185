/** Every run draws the same. */
export const SEED = 20;
