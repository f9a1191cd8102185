/** Keeps the screen on while the page is seen. Where it may not, on low battery for instance, it does not. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let wanted = true;

  async function ask() {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    const given = await navigator.wakeLock.request('screen').catch(() => undefined);
    if (wanted) lock = given;
    else await given?.release();
  }

  // The browser takes the lock back whenever the page is hidden.
  document.addEventListener('visibilitychange', ask);
  void ask();
  return () => {
    wanted = false;
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  };
}
