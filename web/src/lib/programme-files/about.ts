import type { Speaker } from '@rostrum/shared/domain/cue';

/** What files for others say of the event. */
export interface About {
  readonly title: string;
  readonly code: string;
  readonly timeZone: string;
  /** When it is written. */
  readonly now: number;
}

/** A speaker without what is for the crew only. */
export function publicSpeaker({ name, title, delegation, mode, language }: Speaker): Speaker {
  return {
    name,
    ...(title ? { title } : {}),
    ...(delegation ? { delegation } : {}),
    ...(mode ? { mode } : {}),
    ...(language ? { language } : {}),
  };
}

/** As a person reads it: `Name, Title, Delegation`. */
export function speakerLine({ name, title, delegation }: Speaker): string {
  return [name, title, delegation].filter((part) => part !== undefined).join(', ');
}
