package org.fovea.ui.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "Shift+N",
        "Ctrl+K",
        "Ctrl+Shift+O",
        "?",
        "[",
        "-",
        "=",
        "G 4",
        "PgUp",
        "F5",
        "Ctrl+,",
        "Space",
        "Ctrl+Alt+Delete"
      })
  void readsWhatItWrites(String text) {
    Keys keys = Keys.of(text);
    assertThat(Keys.of(keys.toString())).isEqualTo(keys);
  }

  @Test
  void readsOtherSpellings() {
    assertThat(Keys.of("shift+n")).isEqualTo(Keys.of("Shift+N"));
    assertThat(Keys.of("g  4")).hasToString("G 4");
    assertThat(Keys.of("Ctrl++").chords().getFirst().key()).isEqualTo("+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Hyper+A", "Nokey", "Ctrl+Nokey", "F13"})
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> Keys.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ranksTitlesByHowWellTheLettersFit() {
    assertThat(Fuzzy.score("xyz", "Accept the finding")).isEqualTo(-1);
    assertThat(Fuzzy.score("af", "Accept the finding"))
        .isGreaterThan(Fuzzy.score("af", "Draw a leaf"))
        .isPositive();
    assertThat(Fuzzy.score("find", "Accept the finding"))
        .isGreaterThan(Fuzzy.score("find", "Fit in window, centred"));
    assertThat(Fuzzy.score("", "Anything")).isZero();
  }
}
