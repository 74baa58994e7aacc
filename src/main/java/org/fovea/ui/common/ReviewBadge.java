package org.fovea.ui.common;

import javafx.scene.Node;
import org.fovea.common.Text;
import org.fovea.library.Library.ReviewState;
import org.kordamp.ikonli.feather.Feather;

/** How far the review of a study is, as tables show it. */
public final class ReviewBadge {
  private static final Text WORDS = Text.of(ReviewBadge.class);

  private ReviewBadge() {}

  /** An icon with a word. */
  public static Node of(ReviewState state) {
    String words = WORDS.get("review." + state.name());
    return switch (state) {
      case NONE -> Nodes.label(words, "fovea-quiet");
      case STARTED -> Columns.badge(Feather.EDIT_2, words, "state-started");
      case COMPLETE -> Columns.badge(Feather.CHECK, words, "state-done");
      case SIGNED -> Columns.badge(Feather.LOCK, words, "state-signed");
    };
  }
}
