export const ROOT: string;
export function installDependencies(): Promise<void>;
export function nodeRefusal(version: string): string | undefined;
export function isInstalled(root: string): boolean;
