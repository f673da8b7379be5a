import manifest from "../package.json";

/** The version of Foldline that runs. */
export const VERSION: string = manifest.version;
