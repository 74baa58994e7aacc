package org.fovea.inference.mucosa;

/** Parts of the mucosa, in the order of the tissue network's classes. */
public enum Compartment {
  /** Lumen, and glass about the tissue. */
  LUMEN,
  VILLOUS_EPITHELIUM,
  CRYPT_EPITHELIUM,
  LAMINA_PROPRIA,
  /** Submucosa with Brunner's glands. */
  SUBMUCOSA,
  /** Muscularis mucosae and propria. */
  MUSCULARIS
}
