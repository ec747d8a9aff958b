/** The three roles' addresses of one database of the test cluster. */
export function roleUrls(adminUrl: string, database: string): { owner: string; app: string; system: string } {
  const as = (role: string) => {
    const url = new URL(adminUrl);
    url.username = role;
    url.password = 'test';
    url.pathname = `/${database}`;
    return url.href;
  };
  return { owner: as('holdfast_owner'), app: as('holdfast_app'), system: as('holdfast_system') };
}

export function withDatabase(address: string, database: string): string {
  const url = new URL(address);
  url.pathname = `/${database}`;
  return url.href;
}
