/** Version of this program, kept equal to the package's by a test. */
export const productVersion = '0.1.0';
