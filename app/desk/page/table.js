export function openImport() {}
