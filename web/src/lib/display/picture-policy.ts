const NAME = 'content-security-policy';

/** Lets a page's pictures come from these origins besides its own: they are a setting's, never an address's. */
export function withPicturesFrom(headers: Headers, origins: readonly string[]): void {
  const policy = headers.get(NAME);
  if (policy)
    headers.set(
      NAME,
      policy.replace('img-src ', () => `img-src ${origins.map((origin) => `${origin} `).join('')}`),
    );
}
