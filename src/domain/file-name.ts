/**
 * A path in one spelling for all that some file system takes for the same: one that does not tell upper from lower case (Windows, macOS)
 * or that normalizes what is composed of several characters (macOS).
 */
export function sameOnSomeDisk(path: string): string {
  return path.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFC');
}
