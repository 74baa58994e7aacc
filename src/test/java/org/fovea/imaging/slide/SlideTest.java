package org.fovea.imaging.slide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SlideTest {

  private static Slide stained(String... stains) {
    return new Slide("1.2", "", "", "", null, List.of(stains), null, List.of());
  }

  @Test
  void haematoxylinAndEosinAreKnownInEverySpelling() {
    assertThat(stained("hematoxylin stain", "water soluble eosin stain").stainsInBrief())
        .isEqualTo("H&E");
    assertThat(stained("Haematoxylin", "Eosin Y").stainsInBrief()).isEqualTo("H&E");
    assertThat(stained("H&E").stainsInBrief()).isEqualTo("H&E");
  }

  @Test
  void otherStainsKeepTheirNames() {
    assertThat(stained("Haematoxylin and eosin", "Alcian blue").stainsInBrief())
        .isEqualTo("H&E, Alcian blue");
    assertThat(stained("hematoxylin stain", "DAB").hematoxylinEosin()).isFalse();
    assertThat(stained("hematoxylin stain", "DAB").stainsInBrief())
        .isEqualTo("hematoxylin stain, DAB");
    assertThat(stained().stainsInBrief()).isEmpty();
  }
}
