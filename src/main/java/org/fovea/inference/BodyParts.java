package org.fovea.inference;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Body parts as descriptions of series name them, where the header's own attribute is silent. */
final class BodyParts {
  private static final Map<String, Pattern> WORDS = words();

  private BodyParts() {}

  private static Map<String, Pattern> words() {
    Map<String, Pattern> words = new LinkedHashMap<>();
    put(
        words,
        "BRAIN",
        "brain|head|skull|cranial|cranium|cerebral|cerebrum|neuro|schaedel|kopf|tete|crane");
    put(words, "KNEE", "knee|knie|genou");
    put(words, "SPINE", "spine|lumbar|cervical|thoracic|wirbel|rachis|lsp|csp|tsp");
    put(words, "ABDOMEN", "abdomen|liver|kidney|renal|mrcp|pancreas");
    put(words, "PELVIS", "pelvis|prostate|uterus|rectum|hip");
    put(words, "CHEST", "chest|thorax|lung|heart|cardiac");
    put(words, "BREAST", "breast|mamma");
    put(words, "SHOULDER", "shoulder|schulter");
    put(words, "EXTREMITY", "wrist|hand|elbow|ankle|foot|femur|tibia|calf");
    return words;
  }

  private static void put(Map<String, Pattern> words, String part, String alternatives) {
    words.put(part, Pattern.compile("(?<![a-z])(" + alternatives + ")(?![a-z])"));
  }

  /** The first body part that a text names. */
  static Optional<String> named(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return WORDS.entrySet().stream()
        .filter(e -> e.getValue().matcher(lower).find())
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
