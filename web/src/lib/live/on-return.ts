/** Calls when the page is looked at again, or the network is back. */
export function onReturn(call: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') call();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', call);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', call);
  };
}
