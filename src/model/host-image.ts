/**
 * The one image that instances start from: this machine's own file system, read-only, around a sandboxed process.
 * Nothing is copied or downloaded, so there is nothing else to choose.
 */
export const hostImageId = 'ami-00000000000000001';
